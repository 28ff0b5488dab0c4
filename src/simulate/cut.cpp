#include "simulate/cut.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "simulate/adjust.h"

namespace kith::simulate {

namespace {

// The people of one programme whose answers are in the base of the figures, likeliest to agree first.
struct Ranked {
  std::vector<std::size_t> people;
  std::size_t drawn = 0;  // how many of them agree by the share alone
};

void explain(const Target& target, const std::vector<std::string>& programmes, const std::vector<Group>& groups,
             const Adjusted& adjusted, Problems& problems) {
  if (const std::size_t at = adjusted.group_at_fault.value_or(groups.size()); at < groups.size()) {
    problems.add("impossible-target",
                 fmt::format("`{}` cannot be {}% in programme `{}`: no count out of {} rounds to it", target.indicator,
                             target.percent.at(programmes[at]), programmes[at], groups[at].base),
                 target.where, "change the target or the size");
    return;
  }
  std::vector<std::string> parts(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto percent = target.percent.find(programmes[i]);
    parts[i] = percent == target.percent.end() ? fmt::format("any of {}", groups[i].base)
                                               : fmt::format("{}% of {}", percent->second, groups[i].base);
  }
  problems.add("impossible-target",
               fmt::format("`{}` cannot be {}% of all: its parts are {}", target.indicator, target.percent.at("all"),
                           fmt::join(parts, " and ")),
               target.where, "change the target, its parts, or the sizes of the programmes");
}

}  // namespace

std::vector<std::uint8_t> cut(const std::vector<Person>& people, const std::vector<std::uint8_t>& answered,
                              const std::vector<double>& tails, const ShareOf& share, const Target* target,
                              std::vector<Met>& met, Problems& problems) {
  std::vector<std::uint8_t> positive(people.size());
  for (std::size_t i = 0; i < people.size(); ++i) {
    positive[i] = tails[i] < share(people[i].programme) ? 1 : 0;
  }
  if (target == nullptr) {
    return positive;
  }
  std::map<std::string, Ranked> ranked;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i].counted && answered[i] != 0) {
      Ranked& programme = ranked[people[i].programme];
      programme.people.push_back(i);
      programme.drawn += positive[i];
    }
  }
  for (const auto& [level, percent] : target->percent) {
    if (level != "all") {
      ranked[level];  // a programme that nobody answered in is a group of none, whose target cannot be met
    }
  }
  std::vector<std::string> programmes;
  std::vector<Group> groups;
  for (auto& [programme, members] : ranked) {
    std::ranges::sort(members.people, {}, [&](std::size_t i) { return std::pair(tails[i], i); });
    const auto percent = target->percent.find(programme);
    programmes.push_back(programme);
    groups.push_back({static_cast<std::int64_t>(members.people.size()), static_cast<std::int64_t>(members.drawn),
                      percent == target->percent.end() ? std::nullopt : std::optional(percent->second)});
  }
  const auto all = target->percent.find("all");
  const Adjusted adjusted = adjust(groups, all == target->percent.end() ? std::nullopt : std::optional(all->second));
  if (!adjusted.possible) {
    explain(*target, programmes, groups, adjusted, problems);
    return positive;
  }
  Met whole{target->indicator + "_all", 0, 0, 0};
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::vector<std::size_t>& order = ranked.at(programmes[g]).people;
    const auto count = static_cast<std::size_t>(adjusted.counts[g]);
    const double bound = count == 0 ? 0.0 : tails[order[count - 1]];
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i].programme == programmes[g]) {
        positive[i] = count > 0 && tails[i] <= bound ? 1 : 0;
      }
    }
    for (std::size_t rank = 0; rank < order.size(); ++rank) {  // equal latent answers: exactly as many as wanted
      positive[order[rank]] = rank < count ? 1 : 0;
    }
    if (groups[g].percent) {
      met.push_back({fmt::format("{}_{}", target->indicator, programmes[g]), groups[g].percent.value_or(0),
                     adjusted.counts[g], groups[g].base});
    }
    whole.positive += adjusted.counts[g];
    whole.base += groups[g].base;
  }
  if (all != target->percent.end()) {
    whole.percent = all->second;
    met.push_back(whole);
  }
  return positive;
}

}  // namespace kith::simulate
