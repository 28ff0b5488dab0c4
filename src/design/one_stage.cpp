// Many numbers in a sample of one stage: the deviations of the clusters from the mean of their stratum, scaled, are the
// rows of one matrix, and its product with itself is the covariance.
#include <cmath>

#include "design/design.h"

namespace kith::design {

std::optional<Eigen::MatrixXd> Design::one_stage_covariance(std::span<const GroupTotal> parts,
                                                            const Eigen::MatrixXd& totals) const {
  constexpr double taken_whole = 1e-7;  // 1 - n/N below this: the stratum represents itself
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
    const double correction = 1 - drawn / stratum.population;
    const double scale = correction < taken_whole ? 0 : correction * drawn / (drawn - 1);
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
