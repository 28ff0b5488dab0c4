#include "disclose/shared_base.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "base/round.h"
#include "disclose/answer_sets.h"
#include "disclose/primary.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

struct Span {
  std::int64_t low = 0, high = 0;

  std::int64_t size() const { return high - low + 1; }
  bool meets(Span other) const { return low <= other.high && other.low <= high; }
  Span operator+(Span other) const { return {low + other.low, high + other.high}; }
};

// The numerators that are shown as this percentage of this base; empty (low > high) when there are none.
Span numerators_of(int percent, std::int64_t base) {
  const auto least = [&](double points) {
    return static_cast<std::int64_t>(std::ceil(points / 100 * static_cast<double>(base) - 1e-9));
  };
  Span range{std::max<std::int64_t>(0, least(percent - 0.5)), std::min(base, least(percent + 0.5) - 1)};
  while (range.low <= range.high &&
         whole_percent(static_cast<double>(range.low) / static_cast<double>(base)) < percent) {
    ++range.low;
  }
  return range;
}

// Figures that rest on one base: those of one question in one domain. A count is a base by itself.
struct Group {
  std::vector<int> findings;
  std::int64_t base = 0;
  bool count = false, banded = false, headline = false, rounded = false;
  bool published = false;  // an earlier release shows its base as it is
};

// Groups whose bases add up to another's.
struct Link {
  int total = 0;
  std::vector<int> parts;

  auto operator<=>(const Link&) const = default;
};

class Reader {
 public:
  Reader(const std::vector<Finding>& findings, const System& system, std::vector<bool> withheld, const Rules& rules)
      : findings_(findings), withheld_(std::move(withheld)), rules_(rules) {
    std::transform(system.cells.begin(), system.cells.begin() + static_cast<std::ptrdiff_t>(findings.size()),
                   std::back_inserter(past_), [](const Cell& cell) { return cell.past.get(); });
    add_groups();
    add_links(system);
  }

  SharedBases protect() {
    alone_.resize(groups_.size());
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      alone_[g] = fitting(groups_[g]);
    }
    candidates_ = alone_;
    SharedBases chosen;
    const auto connected = systems();
    find_needed(connected);
    for (const auto& [links, groups] : connected) {
      attack(links, groups);
      for (std::size_t i = 0; i < groups.size();) {
        const int g = groups[i];
        const bool exposed =
            groups_[at(g)].banded && shown(groups_[at(g)]) && candidates_[at(g)].size() < needed_[at(g)];
        if (exposed && blur(g, links, groups, chosen)) {
          attack(links, groups);
          i = 0;
        } else {
          ++i;
        }
      }
    }
    for (const Group& group : groups_) {
      if (group.rounded) {
        chosen.rounded.insert(group.findings.begin(), group.findings.end());
      }
    }
    return chosen;
  }

 private:
  // ---- what is shown ------------------------------------------------------------------------------------------------

  bool shown(const Group& group) const {
    return std::ranges::any_of(group.findings, [&](int i) { return !withheld_[at(i)]; });
  }

  void add_groups() {
    using Key = std::tuple<std::string, std::string, std::string, Kind, std::string, std::int64_t>;
    std::map<Key, int> known;
    group_of_.assign(findings_.size(), -1);
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const Finding& finding = findings_[i];
      const Counts counts = counts_of(finding);
      const bool count = finding.kind == Kind::Count;
      const auto base = count ? counts.numerator : counts.base;
      if (!base || withheld_[i]) {
        continue;
      }
      std::string domain;
      for (const finding::Level& level : finding.by) {
        if (level.dimension != earlier_release) {
          domain += level.dimension + '=' + level.code + '\n';
        }
      }
      const Key key{finding.population, finding.wave, base_name(finding), finding.kind, domain, *base};
      const auto [entry, fresh] = known.emplace(key, static_cast<int>(groups_.size()));
      if (fresh) {
        groups_.push_back({{}, *base, count, *base < rules_.flag_below, finding.by.empty(), false});
      }
      Group& group = groups_[at(entry->second)];
      group.findings.push_back(static_cast<int>(i));
      group.published =
          group.published || (past_[i] != nullptr && told(static_cast<int>(i), group).size() < base_step(rules_));
      group_of_[i] = entry->second;
    }
  }

  // The group whose base the variable is, or -1.
  int group_of(const System& system, int variable, Quantity quantity) const {
    for (const int cell : system.variables[at(variable)].cells) {
      const int finding = system.cells[at(cell)].finding;
      if (finding < 0 || group_of_[at(finding)] < 0) {
        continue;
      }
      const bool count = groups_[at(group_of_[at(finding)])].count;
      if (count == (quantity == Quantity::Numerator)) {
        return group_of_[at(finding)];
      }
    }
    return -1;
  }

  void add_links(const System& system) {
    std::set<Link> links;
    for (const Relation& relation : system.relations) {
      const Quantity quantity = system.variables[at(relation.total)].quantity;
      const bool same_kind = std::ranges::all_of(
          relation.parts, [&](int part) { return system.variables[at(part)].quantity == quantity; });
      if (!same_kind || quantity == Quantity::Complement || relation.parts.size() < 2) {
        continue;
      }
      Link link{group_of(system, relation.total, quantity), {}};
      for (const int part : relation.parts) {
        link.parts.push_back(group_of(system, part, quantity));
      }
      std::ranges::sort(link.parts);
      if (link.total >= 0 && link.parts.front() >= 0) {
        links.insert(std::move(link));
      }
    }
    links_.assign(links.begin(), links.end());
  }

  bool same_answer(int a, int b) const {
    const Finding& one = findings_[at(a)];
    const Finding& other = findings_[at(b)];
    return one.measure == other.measure && one.category == other.category;
  }

  // The state of the data that a figure is of.
  std::string_view state_of(int index) const {
    const auto& by = findings_[at(index)].by;
    const auto level = std::ranges::find(by, earlier_release, &finding::Level::dimension);
    return level == by.end() ? std::string_view{} : level->code;
  }

  // ---- what a reader can work out -----------------------------------------------------------------------------------

  // The whole percent shown, of figures that are a count of people over their base.
  std::optional<int> percent(int index) const {
    const Finding& finding = findings_[at(index)];
    if (withheld_[at(index)] || finding.kind != Kind::Share || !finding.value || !finding.numerator) {
      return std::nullopt;
    }
    const double share = static_cast<double>(*finding.numerator) / static_cast<double>(finding.bases.unweighted);
    constexpr double same = 1e-9;
    return std::abs(share - *finding.value) < same ? std::optional(whole_percent(share)) : std::nullopt;
  }

  bool fits(const Group& group, std::int64_t base) const {
    std::map<std::string, std::pair<Span, bool>> wholes;  // sum of the options, and whether all are shown
    for (const int i : group.findings) {
      const auto points = percent(i);
      const Span numerators = points ? numerators_of(*points, base) : Span{0, base};
      if (numerators.low > numerators.high) {
        return false;
      }
      if (const std::string& whole = findings_[at(i)].whole; !whole.empty()) {
        auto& [sum, all] = wholes.try_emplace(whole, Span{0, 0}, true).first->second;
        sum = sum + numerators;
      }
    }
    // Options that are not shown leave the sum open above.
    return std::ranges::all_of(wholes, [&](const auto& entry) {
      const Span sum = entry.second.first;
      return sum.low <= base && (sum.high >= base || !options_complete(group, entry.first));
    });
  }

  // The options of a whole that are in the release add up to its base.
  bool options_complete(const Group& group, const std::string& whole) const {
    std::int64_t sum = 0;
    for (const int i : group.findings) {
      if (findings_[at(i)].whole == whole) {
        sum += findings_[at(i)].numerator.value_or(0);
      }
    }
    return sum == group.base;
  }

  // The sizes that the base of a group may have, from what is shown of the group alone.
  std::vector<std::int64_t> fitting(const Group& group) const {
    const Span sizes = window(group);
    std::vector<std::int64_t> bases;
    for (std::int64_t base = std::max<std::int64_t>(sizes.low, 1); base <= sizes.high; ++base) {
      if (fits(group, base)) {
        bases.push_back(base);
      }
    }
    return bases;
  }

  // What the figures that are shown tell of the base, each under the rules that it was shown by.
  Span window(const Group& group) const {
    std::optional<Span> sizes;
    for (const int i : group.findings) {
      if (!withheld_[at(i)]) {
        const Span own = told(i, group);
        sizes = sizes ? Span{std::max(sizes->low, own.low), std::min(sizes->high, own.high)} : own;
      }
    }
    return sizes.value_or(told(rules_, group.base, group.rounded));
  }

  Span told(int index, const Group& group) const {
    const Past* past = past_[at(index)];
    return past == nullptr ? told(rules_, group.base, group.rounded) : told(past->rules, group.base, past->rounded);
  }

  static Span told(const Rules& rules, std::int64_t base, bool rounded) {
    if (base < rules.flag_below) {
      const finding::Band band = band_of(base, rules);
      return {band.low, band.high};
    }
    const std::int64_t step = rounded ? base_step(rules) : std::max<std::int64_t>(rules.round_counts_to, 1);
    const std::int64_t middle = (base + step / 2) / step * step;
    return {middle - step / 2, middle + (step - 1) / 2};
  }

  void attack(const std::vector<int>& links, const std::vector<int>& groups) {
    for (const int g : groups) {
      candidates_[at(g)] = alone_[at(g)];
    }
    for (bool narrowed = true; narrowed;) {
      narrowed = false;
      for (const int link : links) {
        narrowed = narrow(links_[at(link)]) || narrowed;
      }
    }
  }

  // Groups that sums connect, with those sums; each is attacked by itself.
  using Connected = std::vector<std::pair<std::vector<int>, std::vector<int>>>;

  // No more bases can remain than what was published before leaves by itself, maybe under looser rules.
  void find_needed(const Connected& connected) {
    needed_.assign(groups_.size(), possible_bases);
    const std::vector<bool> withheld = withheld_;
    for (std::size_t i = 0; i < past_.size(); ++i) {
      withheld_[i] = withheld_[i] || past_[i] == nullptr;
    }
    if (std::ranges::find(withheld_, false) != withheld_.end()) {
      const auto alone = alone_;
      std::ranges::transform(groups_, alone_.begin(), [&](const Group& group) { return fitting(group); });
      for (const auto& [links, groups] : connected) {
        attack(links, groups);
      }
      for (std::size_t g = 0; g < groups_.size(); ++g) {
        needed_[g] = shown(groups_[g]) ? std::min(possible_bases, candidates_[g].size()) : possible_bases;
      }
      alone_ = alone;
      candidates_ = alone;
    }
    withheld_ = withheld;
  }

  Connected systems() const {
    std::vector<int> root(groups_.size());
    std::iota(root.begin(), root.end(), 0);
    const auto find = [&](int g) {
      while (root[at(g)] != g) {
        g = root[at(g)] = root[at(root[at(g)])];
      }
      return g;
    };
    for (const Link& link : links_) {
      for (const int part : link.parts) {
        root[at(find(part))] = find(link.total);
      }
    }
    std::map<int, std::pair<std::vector<int>, std::vector<int>>> by_root;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      by_root[find(static_cast<int>(g))].second.push_back(static_cast<int>(g));
    }
    for (std::size_t link = 0; link < links_.size(); ++link) {
      by_root[find(links_[link].total)].first.push_back(static_cast<int>(link));
    }
    Connected systems;
    systems.reserve(by_root.size());
    for (auto& [key, system] : by_root) {
      systems.push_back(std::move(system));
    }
    return systems;
  }

  Span reach(int g) const {
    const auto& bases = candidates_[at(g)];
    return bases.empty() ? Span{0, -1} : Span{bases.front(), bases.back()};
  }

  bool narrow(const Link& link) {
    if (!shown(groups_[at(link.total)]) ||
        !std::ranges::all_of(link.parts, [&](int part) { return shown(groups_[at(part)]); })) {
      return false;
    }
    std::vector<int> open;
    std::ranges::copy_if(link.parts, std::back_inserter(open),
                         [&](int part) { return candidates_[at(part)].size() > 1; });
    return open.size() <= 2 ? narrow_exactly(link) : narrow_by_reach(link);
  }

  // Tries every base of every part; no more than two have a choice.
  bool narrow_exactly(const Link& link) {
    std::map<int, std::set<std::int64_t>> possible;
    std::vector<std::int64_t> bases(link.parts.size());
    try_parts(link, 0, bases, possible);
    bool narrowed = keep(link.total, possible);
    for (const int part : link.parts) {
      narrowed = keep(part, possible) || narrowed;
    }
    return narrowed;
  }

  void try_parts(const Link& link, std::size_t next, std::vector<std::int64_t>& bases,
                 std::map<int, std::set<std::int64_t>>& possible) const {
    if (next < link.parts.size()) {
      for (const std::int64_t base : candidates_[at(link.parts[next])]) {
        bases[next] = base;
        try_parts(link, next + 1, bases, possible);
      }
      return;
    }
    const std::int64_t total = std::accumulate(bases.begin(), bases.end(), std::int64_t{0});
    if (std::ranges::binary_search(candidates_[at(link.total)], total) && numerators_agree(link, bases, total)) {
      possible[link.total].insert(total);
      for (std::size_t i = 0; i < bases.size(); ++i) {
        possible[link.parts[i]].insert(bases[i]);
      }
    }
  }

  // The candidates of a group that are possible; whether that is fewer.
  bool keep(int g, const std::map<int, std::set<std::int64_t>>& possible) {
    const auto left = possible.find(g);
    auto& bases = candidates_[at(g)];
    const std::size_t before = bases.size();
    if (left == possible.end()) {
      bases.clear();
    } else {
      bases.assign(left->second.begin(), left->second.end());
    }
    return bases.size() < before;
  }

  // Many parts have a choice: each lies within what the others leave of the total.
  bool narrow_by_reach(const Link& link) {
    bool narrowed = false;
    const Span total = reach(link.total);
    for (const int part : link.parts) {
      Span others{0, 0};
      for (const int other : link.parts) {
        others = other == part ? others : others + reach(other);
      }
      const auto impossible = [&](std::int64_t base) {
        return base < total.low - others.high || base > total.high - others.low;
      };
      narrowed = std::erase_if(candidates_[at(part)], impossible) > 0 || narrowed;
    }
    return narrowed;
  }

  // For every figure that the total and all parts show: some numerators of the parts add up to one of the total.
  bool numerators_agree(const Link& link, const std::vector<std::int64_t>& bases, std::int64_t total) const {
    return std::ranges::all_of(groups_[at(link.total)].findings, [&](int i) {
      const auto points = percent(i);
      Span sum{0, 0};
      for (std::size_t p = 0; points && p < link.parts.size(); ++p) {
        const auto& own = groups_[at(link.parts[p])].findings;
        const auto same =
            std::ranges::find_if(own, [&](int j) { return same_answer(j, i) && state_of(j) == state_of(i); });
        const auto shown_as = same == own.end() ? std::nullopt : percent(*same);
        if (!shown_as) {
          return true;
        }
        sum = sum + numerators_of(*shown_as, bases[p]);
      }
      return !points || sum.meets(numerators_of(*points, total));
    });
  }

  // ---- what is done about it ----------------------------------------------------------------------------------------

  bool blur(int g, const std::vector<int>& links, const std::vector<int>& groups, SharedBases& chosen) {
    const bool by_sums = alone_[at(g)].size() >= needed_[at(g)];
    if (by_sums && round_beside(g)) {
      return true;
    }
    const Group& group = groups_[at(g)];
    if (group.count) {
      return false;  // a band is all that it shows
    }
    int best = -1;
    std::size_t most = 0;
    for (const int i : group.findings) {
      if (withheld_[at(i)] || known_already(group, i)) {
        continue;
      }
      withheld_[at(i)] = true;
      auto left = fitting(group);
      if (by_sums) {
        std::swap(alone_[at(g)], left);
        attack(links, groups);
        std::swap(alone_[at(g)], left);
        left = candidates_[at(g)];
      }
      withheld_[at(i)] = false;
      if (best < 0 || left.size() >= most) {
        best = i;
        most = left.size();
      }
    }
    if (best < 0) {
      return false;
    }
    withheld_[at(best)] = true;
    alone_[at(g)] = fitting(group);
    chosen.exposing.push_back(best);
    return true;
  }

  // To withhold what an earlier release shows takes nothing from readers.
  bool known_already(const Group& group, int index) const {
    return std::ranges::any_of(group.findings,
                               [&](int other) { return past_[at(other)] != nullptr && same_answer(other, index); });
  }

  // The total, or failing that an exact part, of a sum in which the group stands.
  bool round_beside(int g) {
    const auto stands_in = [&](const Link& link) {
      return link.total == g || std::ranges::find(link.parts, g) != link.parts.end();
    };
    for (const Link& link : links_) {
      if (stands_in(link) && round(link.total)) {
        return true;
      }
    }
    for (const Link& link : links_) {
      if (stands_in(link) && std::ranges::any_of(link.parts, [&](int part) { return round(part); })) {
        return true;
      }
    }
    return false;
  }

  bool round(int g) {
    Group& group = groups_[at(g)];
    if (group.banded || group.rounded || group.published || !shown(group) ||
        base_step(rules_) <= rules_.round_counts_to) {
      return false;
    }
    group.rounded = true;
    alone_[at(g)] = fitting(group);
    return true;
  }

  const std::vector<Finding>& findings_;
  std::vector<bool> withheld_;
  std::vector<const Past*> past_;  // per finding: how an earlier release decided it
  const Rules& rules_;
  std::vector<Group> groups_;
  std::vector<int> group_of_;
  std::vector<Link> links_;
  std::vector<std::size_t> needed_;                            // bases that must remain possible, by group
  std::vector<std::vector<std::int64_t>> alone_, candidates_;  // of banded groups: by themselves; with the sums
};

}  // namespace

std::int64_t base_step(const Rules& rules) {
  return std::max<std::int64_t>(rules.minimum_cell, rules.round_counts_to);
}

SharedBases protect_bases(const std::vector<Finding>& findings, const System& system, const std::vector<bool>& withheld,
                          const Rules& rules) {
  return Reader(findings, system, withheld, rules).protect();
}

}  // namespace kith::disclose
