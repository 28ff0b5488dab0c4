#include "design/design.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/problem.h"
#include "design/calibration.h"
#include "design/pps.h"
#include "design/replicates.h"
#include "design/statistic.h"
#include "num/sum.h"

namespace kith::design {

std::string_view to_string(LonelyPsu rule) {
  switch (rule) {
    case LonelyPsu::Fail:
      return "fail";
    case LonelyPsu::Certainty:
      return "certainty";
    case LonelyPsu::Average:
      return "average";
    case LonelyPsu::Adjust:
      return "adjust";
  }
  return {};
}

std::vector<GroupTotal> Design::totals(std::span<const double> influences,
                                       std::span<const std::uint8_t> present) const {
  std::vector<num::Sum> sums(group_count_);
  std::vector<std::int64_t> counts(group_count_);
  for (std::size_t row = 0; row < influences.size(); ++row) {
    if (present[row] != 0 && weights_[row] > 0) {
      sums[groups_[row]] += influences[row];
      ++counts[groups_[row]];
    }
  }
  std::vector<GroupTotal> result;
  result.reserve(group_count_);
  for (std::uint32_t group = 0; group < group_count_; ++group) {
    result.push_back({group, sums[group].value(), 0, counts[group]});
  }
  if (finest_ == Finest::Respondent) {
    std::vector<num::Sum> squares(group_count_);
    const auto mean = [&](std::uint32_t group) { return result[group].total / static_cast<double>(drawn(group)); };
    for (std::size_t row = 0; row < influences.size(); ++row) {
      if (present[row] != 0 && weights_[row] > 0) {
        const double deviation = influences[row] - mean(groups_[row]);
        squares[groups_[row]] += deviation * deviation;
      }
    }
    for (GroupTotal& part : result) {
      const auto outside = static_cast<double>(drawn(part.group) - part.present);
      squares[part.group] += outside * mean(part.group) * mean(part.group);
      part.spread = squares[part.group].value();
    }
  }
  std::erase_if(result, [](const GroupTotal& part) { return part.present == 0; });
  return result;
}

std::uint32_t Design::first_unit(std::uint32_t group) const {
  std::size_t s = stages_.size() - 1;
  std::uint32_t unit = finest_ == Finest::Cluster ? group : stages_[s].strata[group].parent;
  if (finest_ == Finest::Respondent) {
    --s;
  }
  for (; s > 0; --s) {
    unit = stages_[s].strata[stages_[s].stratum_of[unit]].parent;
  }
  return unit;
}

FirstUnit Design::first_of(std::uint32_t group) const {
  const std::uint32_t cluster = first_unit(group);
  const std::uint32_t stratum = stages_[0].stratum_of[cluster];
  return {cluster, stratum, stages_[0].strata[stratum].drawn, stages_[0].strata[stratum].population};
}

Degrees Design::degrees(std::span<const GroupTotal> parts) const {
  Degrees found;
  std::uint32_t unit_before = UINT32_MAX;
  std::uint32_t stratum_before = UINT32_MAX;
  const bool respondents = stages_.size() == 1 && finest_ == Finest::Respondent;
  const bool one_stage = stages_.size() == 1;
  for (const GroupTotal& part : parts) {
    if (part.present == 0) {
      continue;
    }
    const std::uint32_t unit = one_stage ? part.group : first_unit(part.group);
    const std::uint32_t stratum = respondents ? part.group : stages_[0].stratum_of[unit];
    if (respondents) {
      found.clusters += part.present;
    } else if (unit != unit_before) {
      ++found.clusters;
    }
    if (stratum != stratum_before) {
      ++found.strata;
    }
    unit_before = unit;
    stratum_before = stratum;
  }
  return found;
}

double Design::df(const Degrees& of_domain) const {
  if (replicates_ != nullptr) {
    return replicates_->df;
  }
  return spec_.df == DfRule::Design ? all_.df() : of_domain.df();
}

double Design::df(std::span<const std::uint8_t> present) const {
  if (replicates_ != nullptr) {
    if (spec_.df == DfRule::Design) {
      return replicates_->df;
    }
    std::vector<std::uint8_t> units(static_cast<std::size_t>(replicates_->factors.rows()));
    for (std::size_t row = 0; row < present.size(); ++row) {
      if (present[row] != 0 && weights_[row] > 0) {
        units[replicates_->of == Replicates::Of::Row ? row : groups_[row]] = 1;
      }
    }
    return replicate_df(*replicates_, units);
  }
  return spec_.df == DfRule::Design ? all_.df() : degrees(present).df();
}

Degrees Design::degrees(std::span<const std::uint8_t> present) const {
  std::vector<GroupTotal> parts(group_count_);
  for (std::uint32_t group = 0; group < group_count_; ++group) {
    parts[group].group = group;
  }
  for (std::size_t row = 0; row < present.size(); ++row) {
    parts[groups_[row]].present += present[row] != 0 && weights_[row] > 0 ? 1 : 0;
  }
  return degrees(parts);
}

namespace {

// The degrees of freedom of replicates by the rows that are present. A trimmed replicate is no sum of the others, so
// the rank of trimmed ones would claim more than the sample knows.
std::function<double(std::span<const std::uint8_t> rows)> df_by_rows(std::shared_ptr<const Replicates> replicates,
                                                                     Unset<std::uint32_t> groups) {
  return [replicates = std::move(replicates), groups = std::move(groups)](std::span<const std::uint8_t> rows) {
    if (replicates->of == Replicates::Of::Row) {
      return replicate_df(*replicates, rows);
    }
    std::vector<std::uint8_t> units(static_cast<std::size_t>(replicates->factors.rows()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row] != 0) {
        units[groups[row]] = 1;
      }
    }
    return replicate_df(*replicates, units);
  };
}

}  // namespace

Design Design::calibrated(std::shared_ptr<const Calibration> calibration) const {
  Design result = *this;
  result.weights_.assign(calibration->weights().begin(), calibration->weights().end());
  num::Sum population;
  for (const double weight : result.weights_) {
    population += weight;
  }
  result.population_ = population.value();
  result.weights_differ_ = std::ranges::any_of(result.weights_, [&](double w) { return w != result.weights_.front(); });
  if (replicates_ != nullptr) {
    Replicates again = *replicates_;
    again.of = Replicates::Of::Row;
    again.df_of = nullptr;
    again.factors.resize(static_cast<Eigen::Index>(rows()), replicates_->factors.cols());
    for (std::size_t r = 0; r < again.count(); ++r) {
      const std::vector<double> weights = calibration->again(replicate_weights(*this, r));
      again.factors.col(static_cast<Eigen::Index>(r)) =
          Eigen::Map<const Eigen::VectorXd>(weights.data(), static_cast<Eigen::Index>(weights.size()));
    }
    // Calibrating takes nothing from the rank that a reader would see; of many replicates it is not worked out again.
    constexpr std::size_t few = 600;
    if (calibration->projection() == nullptr) {
      again.df_of = df_by_rows(replicates_, groups_);
    } else if (again.count() <= few) {
      again.df = replicate_df(again, std::vector<std::uint8_t>(rows(), 1));
    } else {
      again.df_of = [df = again.df](std::span<const std::uint8_t>) { return df; };
    }
    result.replicates_ = std::make_shared<const Replicates>(std::move(again));
  }
  result.calibrations_.push_back(std::move(calibration));
  return result;
}

Design Design::replicated(Replicates replicates) const {
  if (!calibrations_.empty()) {
    throw Error({"calibrated-before-replicates",
                 "the weights were calibrated before there were replicates",
                 {},
                 "replicates come first, and each of them is calibrated then"});
  }
  Design result = *this;
  std::ranges::move(replicates.remarks, std::back_inserter(result.remarks_));
  result.replicates_ = std::make_shared<const Replicates>(std::move(replicates));
  return result;
}

Design Design::paired(std::shared_ptr<const JointProbabilities> joint) const {
  if (stages_.size() != 1 || finest_ != Finest::Cluster || joint->units() != group_count_) {
    throw Error(
        {"bad-joint-probabilities",
         fmt::format("{} joint probabilities are given for {} units of one stage", joint->units(), group_count_),
         {},
         "one row a unit, of a sample with unequal probabilities"});
  }
  Design result = *this;
  result.joint_ = std::move(joint);
  return result;
}

bool Design::is_simple() const {
  return spec_.strata.empty() && spec_.clusters.empty() && spec_.fpc.empty() && !weights_differ_ &&
         replicates_ == nullptr && calibrations_.empty() && spec_.pps == Pps::None;
}

}  // namespace kith::design
