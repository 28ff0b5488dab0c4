#include "run/poolings.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "base/round.h"
#include "base/text.h"
#include "compare/pooling.h"
#include "disclose/groups.h"

namespace kith::run {

namespace {

using disclose::Safe;
using finding::Finding;
using finding::Pooling;

double middle(const Pooling::Group& group) {
  return (group.low.value_or(0) + group.high.value_or(0)) / 2;
}

std::string place_of(const Pooling::Group& group, double all) {
  const auto at = [&](double people) { return compare::place({group.raw.value_or(0) * people, people}, all); };
  const compare::Place least = std::min(at(group.low.value_or(1)), at(group.high.value_or(1)));
  return least == compare::Place::Outside998  ? "outside 99.8%"
         : least == compare::Place::Outside95 ? "outside 95%"
                                              : "inside";
}

void add_funnel(Pooling& pooling, double all) {
  double least = 1e9;
  double most = 0;
  for (const Pooling::Group& group : pooling.groups) {
    if (group.raw) {
      least = std::min(least, group.low.value_or(1));
      most = std::max(most, group.high.value_or(1));
    }
  }
  constexpr int steps = 48;
  std::set<double> people;
  for (int i = 0; i <= steps; ++i) {  // closer where the funnel is steeper
    people.insert(
        std::round(std::max(1.0, least) * std::pow(most / std::max(1.0, least), i / static_cast<double>(steps))));
  }
  for (const double one : people) {
    const compare::Funnel limits = compare::funnel(all, one);
    pooling.funnel.push_back({one, limits.low95, limits.high95, limits.low998, limits.high998});
  }
}

// At full precision, but for the share that the funnel is drawn around: the gate rounds.
void pool(Pooling& pooling, const Finding* all) {
  std::vector<compare::GroupShare> shares;
  double yes = 0;
  double people = 0;
  for (const Pooling::Group& group : pooling.groups) {
    if (group.raw) {
      shares.push_back({*group.raw * middle(group), middle(group)});
      yes += shares.back().yes;
      people += shares.back().people;
    }
  }
  if (shares.size() < 2) {
    pooling.reason = "Fewer than two groups have a figure that is shown.";
    return;
  }
  const compare::Pooled found = compare::pool(shares);
  pooling.mean = found.mean;
  pooling.between = found.alike ? found.between : 0;
  const double about = all != nullptr && all->value ? *all->value : round_half_up(yes / people, 2);
  pooling.all = about;
  std::size_t next = 0;
  for (Pooling::Group& group : pooling.groups) {
    if (!group.raw) {
      continue;
    }
    const compare::Pooled::Group& own = found.groups[next++];
    group.steadied = own.steadied;
    if (own.low && own.high) {
      group.interval = finding::Interval{*own.low, *own.high, 0.95, "beta"};
    }
    if (about > 0 && about < 1) {
      group.place = place_of(group, about);
    }
  }
  if (about > 0 && about < 1) {
    add_funnel(pooling, about);
  }
}

}  // namespace

std::vector<Safe<Pooling>> pool_groups(const study::Study& study, const std::vector<Safe<Finding>>& released,
                                       const disclose::Gate& gate) {
  std::vector<Safe<Pooling>> all;
  for (const study::PlannedPooling& plan : study.poolings) {
    const study::Breakdown* breakdown = study.breakdown(plan.by);
    if (breakdown == nullptr || breakdown->dimensions.size() != 1) {
      continue;  // the loader has refused it
    }
    Pooling pooling;
    pooling.indicator = plan.indicator;
    pooling.dimension = breakdown->dimensions.front();
    const Finding* overall = disclose::everyone(released, plan.indicator);
    for (const Safe<Finding>& one : released) {
      if (disclose::is_of_group(*one, plan.indicator, pooling.dimension)) {
        pooling.groups.push_back(disclose::group_as_shown(*one, overall));
      }
    }
    if (plan.order == "name") {
      std::ranges::stable_sort(pooling.groups, {},
                               [](const Pooling::Group& group) { return text::fold(group.level.label); });
    }
    pool(pooling, overall);
    all.push_back(gate.release(std::move(pooling), released));
  }
  return all;
}

}  // namespace kith::run
