#include "design/replicates.h"

#include <algorithm>
#include <utility>

namespace kith::design {

Eigen::MatrixXd covariance(const Replicates& replicates, const Eigen::MatrixXd& values, const Eigen::VectorXd& full) {
  Eigen::VectorXd centre = full;
  if (replicates.centre == Centre::Mean) {
    centre.setZero();
    double counted = 0;
    for (Eigen::Index r = 0; r < values.rows(); ++r) {
      if (replicates.rscales[static_cast<std::size_t>(r)] > 0) {
        centre += values.row(r).transpose();
        counted += 1;
      }
    }
    centre = counted > 0 ? Eigen::VectorXd(centre / counted) : full;
  }
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(full.size(), full.size());
  for (Eigen::Index r = 0; r < values.rows(); ++r) {
    const Eigen::VectorXd deviation = values.row(r).transpose() - centre;
    sum.noalias() += replicates.rscales[static_cast<std::size_t>(r)] * deviation * deviation.transpose();
  }
  return replicates.scale * sum;
}

BetweenReplicates between_replicates(const Replicates& replicates, const Eigen::MatrixXd& values,
                                     const Eigen::VectorXd& full) {
  BetweenReplicates result;
  Replicates scales;  // of those that have a value
  scales.scale = replicates.scale;
  scales.centre = replicates.centre;
  Eigen::MatrixXd kept(values.rows(), values.cols());
  for (Eigen::Index r = 0; r < values.rows(); ++r) {
    if (values.row(r).allFinite()) {
      kept.row(static_cast<Eigen::Index>(result.valid++)) = values.row(r);
      scales.rscales.push_back(replicates.rscales[static_cast<std::size_t>(r)]);
    } else {
      ++result.failed;
    }
  }
  result.covariance = result.valid > 0 ? covariance(scales, kept.topRows(static_cast<Eigen::Index>(result.valid)), full)
                                       : Eigen::MatrixXd::Zero(full.size(), full.size());
  return result;
}

namespace {

// Vectors in turn: one whose squared distance from the span of those before is below `tolerance` of its squared length
// adds nothing to the rank. `gram` holds their products in its lower triangle, and is used up.
Eigen::Index rank_of(Eigen::MatrixXd gram) {
  constexpr double tolerance = 1e-10;  // (1e-5)^2
  const Eigen::VectorXd lengths = gram.diagonal();
  Eigen::Index rank = 0;
  for (Eigen::Index j = 0; j < gram.cols(); ++j) {
    const double left = gram(j, j);
    if (!(left > tolerance * lengths[j]) || lengths[j] <= 0) {
      continue;
    }
    ++rank;
    const Eigen::Index below = gram.cols() - j - 1;
    const Eigen::VectorXd column = gram.col(j).tail(below);
    for (Eigen::Index k = 0; k < below; ++k) {
      if (column[k] != 0) {
        gram.col(j + 1 + k).tail(below - k) -= column[k] / left * column.tail(below - k);
      }
    }
  }
  return rank;
}

// Of rows or of columns, whichever are fewer.
Eigen::Index rank_of_units(const Replicates::Factors& factors, const std::vector<Eigen::Index>& units) {
  constexpr std::size_t block = 256;
  const bool few = static_cast<Eigen::Index>(units.size()) < factors.cols();
  const auto size = few ? static_cast<Eigen::Index>(units.size()) : factors.cols();
  Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(size, size);
  Eigen::MatrixXd some;  // replicates x units
  for (std::size_t first = 0; first < units.size(); first += few ? units.size() : block) {
    const std::size_t count = std::min(few ? units.size() : block, units.size() - first);
    some.resize(factors.cols(), static_cast<Eigen::Index>(count));
    for (std::size_t i = 0; i < count; ++i) {
      some.col(static_cast<Eigen::Index>(i)) = factors.row(units[first + i]).transpose();
    }
    if (few) {
      gram.selfadjointView<Eigen::Lower>().rankUpdate(some.transpose());
    } else {
      gram.selfadjointView<Eigen::Lower>().rankUpdate(some);
    }
  }
  return rank_of(std::move(gram));
}

}  // namespace

double replicate_df(const Replicates& replicates, std::span<const std::uint8_t> units) {
  if (replicates.df_of) {
    return replicates.df_of(units);
  }
  std::vector<Eigen::Index> present;
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    if (units[unit] != 0) {
      present.push_back(static_cast<Eigen::Index>(unit));
    }
  }
  // As a rule a few units show that the replicates are independent, and more could not show more.
  const std::size_t enough = 2 * replicates.count();
  if (present.size() > 2 * enough) {
    std::vector<Eigen::Index> some(enough);
    for (std::size_t i = 0; i < enough; ++i) {
      some[i] = present[i * present.size() / enough];
    }
    const Eigen::Index rank = rank_of_units(replicates.factors, some);
    if (rank == replicates.factors.cols()) {
      return static_cast<double>(rank) - 1;
    }
  }
  return static_cast<double>(rank_of_units(replicates.factors, present)) - 1;
}

}  // namespace kith::design
