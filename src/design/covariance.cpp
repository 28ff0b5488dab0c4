#include "design/covariance.h"

#include <cmath>
#include <ranges>
#include <utility>

#include "design/calibration.h"
#include "num/sum.h"

namespace kith::design {

GroupInfluences::GroupInfluences(const Design& design, Eigen::MatrixXd influences,
                                 std::span<const std::uint8_t> present) {
  const auto counts = [&](std::size_t row) { return present[row] != 0 && design.weights()[row] > 0; };
  for (const auto& calibration : design.calibrations() | std::views::reverse) {
    calibration->remove(influences);
  }
  const bool spread_out =
      !design.calibrations().empty();  // now everybody has a share in the estimate, non-respondents too
  const auto taken = [&](std::size_t row) { return spread_out || counts(row); };

  const Eigen::Index numbers = influences.cols();
  std::vector<std::int64_t> drawn(design.group_count());
  std::vector<std::int64_t> here(design.group_count());
  for (std::size_t row = 0; row < present.size(); ++row) {
    drawn[design.groups()[row]] += taken(row) ? 1 : 0;
    here[design.groups()[row]] += counts(row) ? 1 : 0;
  }
  std::vector<Eigen::Index> part_of(design.group_count(), -1);
  for (std::uint32_t group = 0; group < design.group_count(); ++group) {
    if (drawn[group] > 0) {
      part_of[group] = static_cast<Eigen::Index>(parts_.size());
      parts_.push_back({group, 0, 0, drawn[group]});
      domain_.push_back(here[group]);
    }
  }
  const auto parts = static_cast<Eigen::Index>(parts_.size());
  totals_.resize(parts, numbers);
  for (Eigen::Index k = 0; k < numbers; ++k) {
    std::vector<num::Sum> sums(parts_.size());
    for (std::size_t row = 0; row < present.size(); ++row) {
      if (taken(row)) {
        sums[static_cast<std::size_t>(part_of[design.groups()[row]])] += influences(static_cast<Eigen::Index>(row), k);
      }
    }
    for (Eigen::Index part = 0; part < parts; ++part) {
      totals_(part, k) = sums[static_cast<std::size_t>(part)].value();
    }
  }
  if (design.finest() == Finest::Cluster) {
    return;
  }
  // About the mean of all that the stratum drew; those who are not taken are at 0.
  const auto mean = [&](Eigen::Index part) -> Eigen::VectorXd {
    return totals_.row(part).transpose() /
           static_cast<double>(design.drawn(parts_[static_cast<std::size_t>(part)].group));
  };
  spreads_.assign(parts_.size(), Eigen::MatrixXd::Zero(numbers, numbers));
  std::vector<Eigen::VectorXd> means;
  for (Eigen::Index part = 0; part < parts; ++part) {
    means.push_back(mean(part));
    const auto p = static_cast<std::size_t>(part);
    const auto outside = static_cast<double>(design.drawn(parts_[p].group) - parts_[p].present);
    spreads_[p].noalias() += outside * means[p] * means[p].transpose();
  }
  for (std::size_t row = 0; row < present.size(); ++row) {
    if (taken(row)) {
      const auto p = static_cast<std::size_t>(part_of[design.groups()[row]]);
      const Eigen::VectorXd deviation = influences.row(static_cast<Eigen::Index>(row)).transpose() - means[p];
      spreads_[p].noalias() += deviation * deviation.transpose();
    }
  }
}

GroupInfluences::GroupInfluences(std::vector<GroupTotal> parts, Eigen::MatrixXd totals,
                                 std::vector<Eigen::MatrixXd> spreads)
    : parts_(std::move(parts)), totals_(std::move(totals)), spreads_(std::move(spreads)) {
  for (const GroupTotal& part : parts_) {
    domain_.push_back(part.present);
  }
}

std::vector<GroupTotal> GroupInfluences::along(const Eigen::VectorXd& direction) const {
  std::vector<GroupTotal> result = parts_;
  const Eigen::VectorXd totals = totals_ * direction;
  for (std::size_t part = 0; part < result.size(); ++part) {
    result[part].total = totals[static_cast<Eigen::Index>(part)];
    if (!spreads_.empty()) {
      result[part].spread = std::max(0.0, direction.dot(spreads_[part] * direction));
    }
  }
  return result;
}

std::vector<GroupTotal> GroupInfluences::present() const {
  std::vector<GroupTotal> result;
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    if (domain_[part] > 0) {
      result.push_back({parts_[part].group, 0, 0, domain_[part]});
    }
  }
  return result;
}

Covariance covariance(const Design& design, const GroupInfluences& influences) {
  const auto numbers = static_cast<Eigen::Index>(influences.size());
  Covariance result{Eigen::MatrixXd::Zero(numbers, numbers), true, {}};
  if (auto direct = design.one_stage_covariance(influences.parts(), influences.totals())) {
    result.matrix = std::move(*direct);
    return result;
  }
  const auto variance = [&](const Eigen::VectorXd& direction) { return design.variance(influences.along(direction)); };
  Eigen::VectorXd sd(numbers);
  for (Eigen::Index k = 0; k < numbers; ++k) {
    const Variance own = variance(Eigen::VectorXd::Unit(numbers, k));
    result.lonely = own.lonely;
    result.known = result.known && own.value.has_value();
    sd[k] = std::sqrt(own.value.value_or(0));
    result.matrix(k, k) = own.value.value_or(0);
  }
  for (Eigen::Index j = 0; j < numbers; ++j) {
    for (Eigen::Index k = 0; k < j; ++k) {
      if (sd[j] > 0 && sd[k] > 0) {
        const Eigen::VectorXd a = Eigen::VectorXd::Unit(numbers, j) / sd[j];
        const Eigen::VectorXd b = Eigen::VectorXd::Unit(numbers, k) / sd[k];
        const double together = variance(a + b).value.value_or(0) - variance(a - b).value.value_or(0);
        result.matrix(j, k) = result.matrix(k, j) = sd[j] * sd[k] * together / 4;
      }
    }
  }
  return result;
}

}  // namespace kith::design
