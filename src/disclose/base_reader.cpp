#include "disclose/base_reader.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/round.h"
#include "disclose/answer_sets.h"
#include "disclose/attribution.h"
#include "disclose/earlier.h"
#include "disclose/primary.h"
#include "disclose/shared_base.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

struct BaseReader::Span {
  std::int64_t low = 0, high = 0;

  std::int64_t size() const { return high - low + 1; }
  bool meets(Span other) const { return low <= other.high && other.low <= high; }
  Span operator+(Span other) const { return {low + other.low, high + other.high}; }
};

BaseReader::BaseReader(const std::vector<Finding>& findings, const System& system, std::vector<bool> withheld,
                       const Rules& rules)
    : findings_(&findings), rules_(&rules), withheld_(std::move(withheld)) {
  std::transform(system.cells.begin(), system.cells.begin() + static_cast<std::ptrdiff_t>(findings.size()),
                 std::back_inserter(past_), [](const Cell& cell) { return cell.past.get(); });
  add_groups();
  add_links(system);
  for (const BaseGroup& group : groups_) {
    alone_.push_back(fitting(group));
  }
  candidates_ = alone_;
}

// ---- what is shown --------------------------------------------------------------------------------------------------

bool BaseReader::shown(int g) const {
  return std::ranges::any_of(groups_[at(g)].findings, [&](int i) { return !withheld_[at(i)]; });
}

void BaseReader::withhold(int finding, bool gone) {
  withheld_[at(finding)] = gone;
  const int g = group_of_[at(finding)];
  alone_[at(g)] = fitting(groups_[at(g)]);
}

void BaseReader::round(int g) {
  groups_[at(g)].rounded = true;
  alone_[at(g)] = fitting(groups_[at(g)]);
}

void BaseReader::forget_the_present() {
  for (std::size_t i = 0; i < past_.size(); ++i) {
    withheld_[i] = withheld_[i] || past_[i] == nullptr;
  }
  std::ranges::transform(groups_, alone_.begin(), [&](const BaseGroup& group) { return fitting(group); });
  candidates_ = alone_;
}

void BaseReader::add_groups() {
  using Key = std::tuple<std::string, std::string, bool, std::int64_t>;
  std::map<Key, int> known;
  group_of_.assign(findings_->size(), -1);
  for (std::size_t i = 0; i < findings_->size(); ++i) {
    const Finding& finding = (*findings_)[i];
    const Counts counts = counts_of(finding);
    const bool count = finding.kind == Kind::Count;
    const auto base = count ? counts.numerator : counts.base;
    if (!base || withheld_[i]) {
      continue;
    }
    const Key key{disclose::group_of(finding), base_name(finding), count, *base};
    const auto [entry, fresh] = known.emplace(key, static_cast<int>(groups_.size()));
    if (fresh) {
      groups_.push_back({{}, *base, count, *base < rules_->flag_below});
    }
    BaseGroup& group = groups_[at(entry->second)];
    group.findings.push_back(static_cast<int>(i));
    group.published =
        group.published || (past_[i] != nullptr && told(static_cast<int>(i), group).size() < base_step(*rules_));
    group_of_[i] = entry->second;
  }
}

// The group whose base the variable is, or -1.
int BaseReader::group_of(const System& system, int variable, Quantity quantity) const {
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

void BaseReader::add_links(const System& system) {
  std::set<BaseLink> links;
  for (const Relation& relation : system.relations) {
    const Quantity quantity = system.variables[at(relation.total)].quantity;
    const bool same_kind =
        std::ranges::all_of(relation.parts, [&](int part) { return system.variables[at(part)].quantity == quantity; });
    if (!same_kind || quantity == Quantity::Complement) {
      continue;
    }
    BaseLink link{group_of(system, relation.total, quantity), {}};
    for (const int part : relation.parts) {
      link.parts.push_back(group_of(system, part, quantity));
    }
    std::ranges::sort(link.parts);
    const bool itself = link.parts.size() == 1 && link.parts.front() == link.total;
    if (link.total >= 0 && link.parts.front() >= 0 && !itself) {
      links.insert(std::move(link));
    }
  }
  links_.assign(links.begin(), links.end());
}

bool BaseReader::same_answer(int a, int b) const {
  const Finding& one = (*findings_)[at(a)];
  const Finding& other = (*findings_)[at(b)];
  return one.measure == other.measure && one.category == other.category;
}

// The state of the data that a figure is of.
std::string_view BaseReader::state_of(int index) const {
  const auto& by = (*findings_)[at(index)].by;
  const auto level = std::ranges::find(by, earlier_release, &finding::Level::dimension);
  return level == by.end() ? std::string_view{} : level->code;
}

// ---- what follows ---------------------------------------------------------------------------------------------------

// The numerators that are shown as this percentage of this base; empty (low > high) when there are none.
BaseReader::Span BaseReader::numerators_of(int percent, std::int64_t base) {
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

// The whole percent shown, of figures that are a count of people over their base.
std::optional<int> BaseReader::percent(int index) const {
  const Finding& finding = (*findings_)[at(index)];
  if (withheld_[at(index)] || finding.kind != Kind::Share || !finding.value || !finding.numerator) {
    return std::nullopt;
  }
  const double share = static_cast<double>(*finding.numerator) / static_cast<double>(finding.bases.unweighted);
  constexpr double same = 1e-9;
  return std::abs(share - *finding.value) < same ? std::optional(whole_percent(share)) : std::nullopt;
}

bool BaseReader::fits(const BaseGroup& group, std::int64_t base) const {
  std::map<std::string, Span> wholes;  // sum of the options
  for (const int i : group.findings) {
    const auto points = percent(i);
    const Span numerators = points ? numerators_of(*points, base) : Span{0, base};
    if (numerators.low > numerators.high) {
      return false;
    }
    if (const std::string& whole = (*findings_)[at(i)].whole; !whole.empty()) {
      Span& sum = wholes[whole];
      sum = sum + numerators;
    }
  }
  // Options that are not shown leave the sum open above.
  return std::ranges::all_of(wholes, [&](const auto& entry) {
    const Span sum = entry.second;
    return sum.low <= base && (sum.high >= base || !options_complete(group, entry.first));
  });
}

// The options of a whole that are in the release add up to its base.
bool BaseReader::options_complete(const BaseGroup& group, const std::string& whole) const {
  std::int64_t sum = 0;
  for (const int i : group.findings) {
    if ((*findings_)[at(i)].whole == whole) {
      sum += (*findings_)[at(i)].numerator.value_or(0);
    }
  }
  return sum == group.base;
}

// The sizes that the base of a group may have, from what is shown of the group alone.
std::vector<std::int64_t> BaseReader::fitting(const BaseGroup& group) const {
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
BaseReader::Span BaseReader::window(const BaseGroup& group) const {
  std::optional<Span> sizes;
  for (const int i : group.findings) {
    if (!withheld_[at(i)]) {
      const Span own = told(i, group);
      sizes = sizes ? Span{std::max(sizes->low, own.low), std::min(sizes->high, own.high)} : own;
    }
  }
  return sizes.value_or(told(*rules_, group.base, group.rounded));
}

BaseReader::Span BaseReader::told(int index, const BaseGroup& group) const {
  const Past* past = past_[at(index)];
  return past == nullptr ? told(*rules_, group.base, group.rounded) : told(past->rules, group.base, past->rounded);
}

BaseReader::Span BaseReader::told(const Rules& rules, std::int64_t base, bool rounded) {
  if (base < rules.flag_below) {
    const finding::Band band = band_of(base, rules);
    return {band.low, band.high};
  }
  const std::int64_t step = rounded ? base_step(rules) : std::max<std::int64_t>(rules.round_counts_to, 1);
  const std::int64_t middle = (base + step / 2) / step * step;
  return {middle - step / 2, middle + (step - 1) / 2};
}

void BaseReader::attack(const Connected& connected) {
  for (const int g : connected.groups) {
    candidates_[at(g)] = alone_[at(g)];
  }
  for (bool narrowed = true; narrowed;) {
    narrowed = false;
    for (const int link : connected.links) {
      narrowed = narrow(links_[at(link)]) || narrowed;
    }
  }
}

std::vector<BaseReader::Connected> BaseReader::connected() const {
  std::vector<int> root(groups_.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](int g) {
    while (root[at(g)] != g) {
      g = root[at(g)] = root[at(root[at(g)])];
    }
    return g;
  };
  for (const BaseLink& link : links_) {
    for (const int part : link.parts) {
      root[at(find(part))] = find(link.total);
    }
  }
  std::map<int, Connected> by_root;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    by_root[find(static_cast<int>(g))].groups.push_back(static_cast<int>(g));
  }
  for (std::size_t link = 0; link < links_.size(); ++link) {
    by_root[find(links_[link].total)].links.push_back(static_cast<int>(link));
  }
  std::vector<Connected> connected;
  connected.reserve(by_root.size());
  for (auto& [key, one] : by_root) {
    connected.push_back(std::move(one));
  }
  return connected;
}

BaseReader::Span BaseReader::reach(int g) const {
  const auto& bases = candidates_[at(g)];
  return bases.empty() ? Span{0, -1} : Span{bases.front(), bases.back()};
}

bool BaseReader::narrow(const BaseLink& link) {
  if (!shown(link.total) || !std::ranges::all_of(link.parts, [&](int part) { return shown(part); })) {
    return false;
  }
  std::vector<int> open;
  std::ranges::copy_if(link.parts, std::back_inserter(open),
                       [&](int part) { return candidates_[at(part)].size() > 1; });
  return open.size() <= 2 ? narrow_exactly(link) : narrow_by_reach(link);
}

// Tries every base of every part; no more than two have a choice.
bool BaseReader::narrow_exactly(const BaseLink& link) {
  Possible possible;
  std::vector<std::int64_t> bases(link.parts.size());
  try_parts(link, 0, bases, possible);
  bool narrowed = keep(link.total, possible);
  for (const int part : link.parts) {
    narrowed = keep(part, possible) || narrowed;
  }
  return narrowed;
}

void BaseReader::try_parts(const BaseLink& link, std::size_t next, std::vector<std::int64_t>& bases,
                           Possible& possible) const {
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
bool BaseReader::keep(int g, const Possible& possible) {
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
bool BaseReader::narrow_by_reach(const BaseLink& link) {
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
bool BaseReader::numerators_agree(const BaseLink& link, const std::vector<std::int64_t>& bases,
                                  std::int64_t total) const {
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

}  // namespace kith::disclose
