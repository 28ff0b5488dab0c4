#include "estimate/domain_means.h"

#include "num/sum.h"

namespace kith::estimate {

namespace {

using Domains = std::vector<std::vector<std::uint8_t>>;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Means {
  VectorXd value;
  VectorXd weight;
};

Means means_of(std::span<const double> value, const Domains& domains, std::span<const double> weights) {
  const auto count = static_cast<Index>(domains.size());
  Means means{VectorXd(count), VectorXd(count)};
  for (Index g = 0; g < count; ++g) {
    const std::vector<std::uint8_t>& in = domains[static_cast<std::size_t>(g)];
    num::Sum sum;
    num::Sum total;
    for (std::size_t row = 0; row < in.size(); ++row) {
      if (in[row] != 0) {
        sum += weights[row] * value[row];
        total += weights[row];
      }
    }
    means.weight[g] = total.value();
    means.value[g] = sum.value() / total.value();
  }
  return means;
}

MatrixXd influences_of(std::span<const double> value, const Domains& domains, const Means& means,
                       std::span<const double> weights) {
  MatrixXd result = MatrixXd::Zero(static_cast<Index>(value.size()), means.value.size());
  for (Index g = 0; g < means.value.size(); ++g) {
    const std::vector<std::uint8_t>& in = domains[static_cast<std::size_t>(g)];
    for (std::size_t row = 0; row < in.size(); ++row) {
      if (in[row] != 0) {
        result(static_cast<Index>(row), g) = weights[row] * (value[row] - means.value[g]) / means.weight[g];
      }
    }
  }
  return result;
}

std::vector<std::uint8_t> in_any(const Domains& domains, std::size_t rows) {
  std::vector<std::uint8_t> present(rows);
  for (const std::vector<std::uint8_t>& in : domains) {
    for (std::size_t row = 0; row < rows; ++row) {
      present[row] = in[row] != 0 ? 1 : present[row];
    }
  }
  return present;
}

}  // namespace

design::Estimate domain_means(std::span<const double> value, const Domains& domains, const design::Design& design,
                              Numbers numbers) {
  const Means means = means_of(value, domains, design.weights());
  design::Statistic statistic;
  statistic.present = in_any(domains, value.size());
  statistic.influences = [&] { return influences_of(value, domains, means, design.weights()); };
  if (numbers == Numbers::Move) {
    statistic.at = [&](std::span<const double> at) { return means_of(value, domains, at).value; };
    return design::estimate(design, statistic);
  }
  statistic.at = [&](std::span<const double> at) -> VectorXd {
    return means.value + influences_of(value, domains, means, at).colwise().sum().transpose();
  };
  return design::estimate(design, statistic);
}

}  // namespace kith::estimate
