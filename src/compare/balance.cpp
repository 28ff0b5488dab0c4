#include "compare/balance.h"

#include <algorithm>
#include <cmath>

namespace kith::compare {

namespace {

double standardised(double one, double other, double variance_one, double variance_other) {
  const double spread = std::sqrt((variance_one + variance_other) / 2);
  return spread > 0 ? (one - other) / spread : 0;
}

Imbalance of_shares(std::string name, double own, double other) {
  return {std::move(name), own, other, standardised(own, other, own * (1 - own), other * (1 - other))};
}

struct Moments {
  double mean = 0;
  double variance = 0;
};
Moments moments(const design::Auxiliaries::Block& block, const Eigen::VectorXd& shares) {
  Moments result;
  for (Eigen::Index cell = 0; cell < shares.size(); ++cell) {
    result.mean += shares[cell] * block.at(static_cast<std::size_t>(cell));
  }
  for (Eigen::Index cell = 0; cell < shares.size(); ++cell) {
    const double off = block.at(static_cast<std::size_t>(cell)) - result.mean;
    result.variance += shares[cell] * off * off;
  }
  return result;
}

Eigen::VectorXd shares_of_cells(const design::Auxiliaries& auxiliaries, const std::vector<double>& weights) {
  Eigen::VectorXd shares = auxiliaries.collect(weights);
  const double sum = shares.sum();
  return sum > 0 ? Eigen::VectorXd(shares / sum) : shares;
}

Eigen::MatrixXd shares_of_pairs(const design::Auxiliaries::Block& one, const design::Auxiliaries::Block& other,
                                const Eigen::VectorXd& shares) {
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(one.count, other.count);
  for (Eigen::Index cell = 0; cell < shares.size(); ++cell) {
    const auto c = static_cast<std::size_t>(cell);
    result(one.column(c) - one.first, other.column(c) - other.first) += shares[cell];
  }
  return result;
}

}  // namespace

std::vector<Imbalance> imbalances(const design::Auxiliaries& participants, const std::vector<double>& own_weights,
                                  const design::Auxiliaries& benchmark, const std::vector<double>& other_weights) {
  const Eigen::VectorXd own = shares_of_cells(participants, own_weights);
  const Eigen::VectorXd other = shares_of_cells(benchmark, other_weights);
  const Eigen::VectorXd own_sums = participants.sums(own);
  const Eigen::VectorXd other_sums = benchmark.sums(other);
  std::vector<Imbalance> result;
  for (std::size_t b = 0; b < participants.blocks.size(); ++b) {
    const design::Auxiliaries::Block& block = participants.blocks[b];
    if (!block.value.empty()) {
      const Moments one = moments(block, own);
      const Moments two = moments(benchmark.blocks[b], other);
      result.push_back({participants.names[static_cast<std::size_t>(block.first)], one.mean, two.mean,
                        standardised(one.mean, two.mean, one.variance, two.variance)});
      continue;
    }
    for (Eigen::Index k = block.first; k < block.first + block.count && block.name != "total()"; ++k) {
      result.push_back(of_shares(participants.names[static_cast<std::size_t>(k)], own_sums[k], other_sums[k]));
    }
  }
  return result;
}

std::vector<Imbalance> paired_imbalances(const design::Auxiliaries& participants,
                                         const std::vector<double>& own_weights, const design::Auxiliaries& benchmark,
                                         const std::vector<double>& other_weights) {
  const Eigen::VectorXd own = shares_of_cells(participants, own_weights);
  const Eigen::VectorXd other = shares_of_cells(benchmark, other_weights);
  std::vector<Imbalance> result;
  const std::size_t blocks = participants.blocks.size();
  for (std::size_t a = 0; a < blocks; ++a) {
    for (std::size_t b = a + 1; b < blocks; ++b) {
      const design::Auxiliaries::Block& one = participants.blocks[a];
      const design::Auxiliaries::Block& two = participants.blocks[b];
      if (!one.value.empty() || !two.value.empty()) {
        continue;
      }
      const Eigen::MatrixXd own_pairs = shares_of_pairs(one, two, own);
      const Eigen::MatrixXd other_pairs = shares_of_pairs(benchmark.blocks[a], benchmark.blocks[b], other);
      for (Eigen::Index i = 0; i < one.count; ++i) {
        for (Eigen::Index j = 0; j < two.count; ++j) {
          result.push_back(of_shares(participants.names[static_cast<std::size_t>(one.first + i)] + " and " +
                                         participants.names[static_cast<std::size_t>(two.first + j)],
                                     own_pairs(i, j), other_pairs(i, j)));
        }
      }
    }
  }
  return result;
}

Imbalance largest(const std::vector<Imbalance>& imbalances) {
  const auto found = std::ranges::max_element(
      imbalances, {}, [](const Imbalance& imbalance) { return std::abs(imbalance.standardised); });
  return found == imbalances.end() ? Imbalance{} : *found;
}

}  // namespace kith::compare
