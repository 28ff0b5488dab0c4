// Samples of one stage of clusters, which are most: the recursion over stages (variance.cpp) without its bookkeeping.
#include <cmath>

#include "design/design.h"
#include "num/sum.h"

namespace kith::design {

std::optional<double> Design::one_stage_variance(std::span<const GroupTotal> parts) const {
  if (stages_.size() != 1 || !stages_.front().taken.empty() || finest_ != Finest::Cluster ||
      spec_.adjust_domain_lonely) {
    return std::nullopt;
  }
  const Stage& stage = stages_.front();
  num::Sum sum;
  for (std::size_t first = 0; first < parts.size();) {
    const std::uint32_t h = stage.stratum_of[parts[first].group];
    double total = 0;
    std::size_t last = first;
    for (; last < parts.size() && stage.stratum_of[parts[last].group] == h; ++last) {
      total += parts[last].total;
    }
    const auto drawn = static_cast<double>(stage.strata[h].drawn);
    if (drawn < 2) {
      return std::nullopt;
    }
    const double mean = total / drawn;
    double squares = (drawn - static_cast<double>(last - first)) * mean * mean;
    for (std::size_t i = first; i < last; ++i) {
      squares += (parts[i].total - mean) * (parts[i].total - mean);
    }
    if (!stage.strata[h].taken_whole()) {
      sum += stage.strata[h].correction() * drawn / (drawn - 1) * squares;
    }
    first = last;
  }
  return sum.value();
}

// The deviations of the clusters from the mean of their stratum, scaled, are the rows of one matrix, and its product
// with itself is the covariance.
std::optional<Eigen::MatrixXd> Design::one_stage_covariance(std::span<const GroupTotal> parts,
                                                            const Eigen::MatrixXd& totals) const {
  if (stages_.size() != 1 || !stages_.front().taken.empty() || joint_ != nullptr || finest_ != Finest::Cluster ||
      spec_.adjust_domain_lonely) {
    return std::nullopt;
  }
  const Stage& stage = stages_.front();
  const auto stratum_of = [&](Eigen::Index part) {
    return stage.stratum_of[parts[static_cast<std::size_t>(part)].group];
  };
  const auto count = static_cast<Eigen::Index>(parts.size());
  Eigen::MatrixXd deviations = totals;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(totals.cols(), totals.cols());
  for (Eigen::Index first = 0; first < count;) {
    Eigen::Index last = first + 1;
    while (last < count && stratum_of(last) == stratum_of(first)) {
      ++last;
    }
    const Stratum& stratum = stage.strata[stratum_of(first)];
    const auto drawn = static_cast<double>(stratum.drawn);
    if (drawn < 2) {
      return std::nullopt;
    }
    const double scale = stratum.taken_whole() ? 0 : stratum.correction() * drawn / (drawn - 1);
    auto rows = deviations.middleRows(first, last - first);
    const Eigen::RowVectorXd mean = rows.colwise().sum() / drawn;
    rows.rowwise() -= mean;
    rows *= std::sqrt(scale);
    const double absent = drawn - static_cast<double>(last - first);  // clusters without the domain are at 0
    if (absent > 0) {
      sum.selfadjointView<Eigen::Lower>().rankUpdate(mean.transpose(), scale * absent);
    }
    first = last;
  }
  sum.selfadjointView<Eigen::Lower>().rankUpdate(deviations.transpose());
  return Eigen::MatrixXd(sum.selfadjointView<Eigen::Lower>());
}

}  // namespace kith::design
