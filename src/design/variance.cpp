// The recursion over the stages, from the finest to the first.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "design/design.h"
#include "design/pps.h"
#include "num/sum.h"

namespace kith::design {

// What a variance needs to know of a stratum: k of its n units hold the domain.
struct Design::Part {
  std::uint32_t stratum = 0;
  double total = 0;        // over its units
  double spread = 0;       // sum of squares of the units' totals about their mean, the n - k zeros included
  std::int64_t units = 0;  // k
  double not_taken = 1;    // unequal probabilities: the mean of 1 - p, which `spread` has in it already
};

namespace {

// [first, last) of `items` that share a key, one run after the other.
template <typename Item, typename Key, typename Each>
void for_each_run(std::span<const Item> items, const Key& key, const Each& each) {
  for (std::size_t first = 0; first < items.size();) {
    std::size_t last = first + 1;
    while (last < items.size() && key(items[last]) == key(items[first])) {
      ++last;
    }
    each(items.subspan(first, last - first));
    first = last;
  }
}

}  // namespace

// The units of a stratum follow each other; absent ones are 0.
void Design::add_unequal(const Stage& stage, std::span<const GroupTotal> run, Part& part) const {
  const auto first = std::ranges::lower_bound(stage.stratum_of, part.stratum) - stage.stratum_of.begin();
  const auto drawn = static_cast<std::size_t>(stage.strata[part.stratum].drawn);
  const auto taken = std::span(stage.taken).subspan(static_cast<std::size_t>(first), drawn);
  std::vector<double> totals(drawn);
  for (const GroupTotal& unit : run) {
    totals[unit.group - static_cast<std::size_t>(first)] = unit.total;
  }
  part.spread = unequal_spread(spec_, totals, taken);
  num::Sum sum;
  for (const double p : taken) {
    sum += 1 - p;
  }
  part.not_taken = sum.value() / static_cast<double>(drawn);
}

// Totals of the units, ascending, become one part per stratum; two passes, so that nothing cancels.
std::vector<Design::Part> Design::parts_of(const Stage& stage, std::span<const GroupTotal> units) const {
  std::vector<Part> parts;
  for_each_run(
      units, [&](const GroupTotal& unit) { return stage.stratum_of[unit.group]; },
      [&](std::span<const GroupTotal> run) {
        Part part{stage.stratum_of[run.front().group], 0, 0, static_cast<std::int64_t>(run.size())};
        num::Sum total;
        for (const GroupTotal& unit : run) {
          total += unit.total;
        }
        part.total = total.value();
        const auto drawn = static_cast<double>(stage.strata[part.stratum].drawn);
        if (!stage.taken.empty()) {
          add_unequal(stage, run, part);
          parts.push_back(part);
          return;
        }
        const double mean = part.total / drawn;
        num::Sum squares;
        for (const GroupTotal& unit : run) {
          squares += (unit.total - mean) * (unit.total - mean);
        }
        squares += (drawn - static_cast<double>(part.units)) * mean * mean;
        part.spread = squares.value();
        parts.push_back(part);
      });
  return parts;
}

// One stage within one unit of the stage before: the strata's variances, and the rule for those that have none.
std::optional<double> Design::between(const Stage& stage, std::span<const Part> strata, Variance& variance) const {
  double units = 0;
  num::Sum total;
  for (const Part& part : strata) {
    units += static_cast<double>(stage.strata[part.stratum].drawn);
    total += part.total;
  }
  const double centre = total.value() / units;  // the mean over all units of the stage
  num::Sum sum;
  std::size_t estimable = 0;
  for (const Part& part : strata) {
    const Stratum& stratum = stage.strata[part.stratum];
    const auto drawn = static_cast<double>(stratum.drawn);
    const double correction = stratum.correction();
    if (stratum.taken_whole()) {
      ++estimable;
      continue;
    }
    const bool lonely = stratum.drawn == 1;
    const bool lonely_in_domain = !lonely && part.units == 1 && spec_.adjust_domain_lonely;
    const double from_centre = part.total / drawn - centre;
    if (lonely) {
      variance.lonely.push_back(stratum.name);
    }
    if ((lonely || lonely_in_domain) && spec_.lonely_psu == LonelyPsu::Average) {
      continue;
    }
    ++estimable;
    const double whole = stage.taken.empty() ? correction : 1;  // unequal probabilities have it in their spread
    const double scale = lonely ? correction : whole * drawn / (drawn - 1);
    const double part_weight = lonely ? 1 : part.not_taken;
    const bool adjust = (lonely || lonely_in_domain) && spec_.lonely_psu == LonelyPsu::Adjust;
    sum += scale * (part.spread + (adjust ? part_weight * drawn * from_centre * from_centre : 0));
  }
  if (estimable == 0) {
    return std::nullopt;
  }
  return sum.value() * static_cast<double>(strata.size()) / static_cast<double>(estimable);
}

Variance Design::variance(std::span<const GroupTotal> parts) const {
  if (replicates_ != nullptr) {
    throw Error({"variance-between-replicates",
                 "this sample has replicate weights, and its variances are between them",
                 {},
                 "estimate through the replicates"});
  }
  if (joint_ != nullptr) {
    const double value = joint_->variance(parts);
    return {value < 0 ? std::nullopt : std::optional(value), {}};
  }
  if (const std::optional<double> value = one_stage_variance(parts)) {
    return {value, {}};
  }
  Variance result;
  std::vector<GroupTotal> units;
  std::ranges::copy_if(parts, std::back_inserter(units), [](const GroupTotal& part) { return part.present > 0; });
  num::Sum sum;
  bool known = true;
  for (std::size_t s = stages_.size(); s-- > 0;) {
    const Stage& stage = stages_[s];
    std::vector<Part> strata;
    if (stage.stratum_of.empty()) {
      for (const GroupTotal& part : units) {
        strata.push_back({part.group, part.total, part.spread, part.present});
      }
    } else {
      strata = parts_of(stage, units);
    }
    units.clear();
    for_each_run(
        std::span<const Part>(strata), [&](const Part& part) { return stage.strata[part.stratum].parent; },
        [&](std::span<const Part> run) {
          const Stratum& stratum = stage.strata[run.front().stratum];
          if (stratum.share > 0) {
            const std::optional<double> within = between(stage, run, result);
            known = known && within.has_value();
            sum += stratum.share * within.value_or(0);
          }
          num::Sum total;
          for (const Part& part : run) {
            total += part.total;
          }
          units.push_back({stratum.parent, total.value(), 0, 1});
        });
  }
  if (spec_.lonely_psu == LonelyPsu::Fail && !result.lonely.empty()) {
    const auto shown = std::span(result.lonely).first(std::min<std::size_t>(5, result.lonely.size()));
    const std::string names = text::join(shown, ", ") + (shown.size() < result.lonely.size() ? ", ..." : "");
    throw Error(
        {"lonely-psu",
         result.lonely.size() == 1 ? fmt::format("stratum {} has a single cluster, so its variance is unknown", names)
                                   : fmt::format("{} strata have a single cluster, so their variance is unknown ({})",
                                                 result.lonely.size(), names),
         {},
         "say what they count for with --lonely-psu (lonely_psu in study.toml): certainty, average or adjust; or merge "
         "strata"});
  }
  // Only the pairs of units with unequal probabilities can make it negative by more than rounding.
  const bool negative = sum.value() < 0 && (spec_.pps == Pps::Overton || spec_.pps == Pps::HartleyRao);
  if (known && !negative) {
    result.value = std::max(0.0, sum.value());
  }
  return result;
}

}  // namespace kith::design
