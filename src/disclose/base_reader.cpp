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
#include "disclose/at.h"
#include "disclose/attribution.h"
#include "disclose/earlier.h"
#include "disclose/primary.h"
#include "disclose/shared_base.h"

namespace kith::disclose {

using finding::Finding;
using finding::Kind;

BaseReader::BaseReader(const std::vector<Finding>& findings, const System& system, std::vector<bool> withheld,
                       const Rules& rules, SizeSearches& searches)
    : findings_(&findings), rules_(&rules), searches_(&searches), withheld_(std::move(withheld)) {
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
        group.published || (past_[i] != nullptr && told(static_cast<int>(i), group).values() < base_step(*rules_));
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
  links_of_.resize(groups_.size());
  for (std::size_t link = 0; link < links_.size(); ++link) {
    links_of_[at(links_[link].total)].push_back(static_cast<int>(link));
    for (const int part : links_[link].parts) {
      links_of_[at(part)].push_back(static_cast<int>(link));
    }
  }
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
Range BaseReader::numerators_of(int percent, std::int64_t base) {
  const auto least = [&](double points) {
    return static_cast<std::int64_t>(std::ceil(points / 100 * static_cast<double>(base) - 1e-9));
  };
  Range range{std::max<std::int64_t>(0, least(percent - 0.5)), std::min(base, least(percent + 0.5) - 1)};
  while (range.low <= range.high &&
         whole_percent(static_cast<double>(range.low) / static_cast<double>(base)) < percent) {
    ++range.low;
  }
  return range;
}

// The whole percent shown, of figures that are a count of people over their base.
std::optional<int> BaseReader::percent(int index) const {
  const Finding& finding = (*findings_)[at(index)];
  if (withheld_[at(index)] || !finding.value || !counts_people(finding)) {
    return std::nullopt;
  }
  return whole_percent(*finding.value);
}

bool BaseReader::fits(const BaseGroup& group, std::int64_t base) const {
  std::map<std::string, Range> wholes;  // sum of the options
  for (const int i : group.findings) {
    const auto points = percent(i);
    const Range numerators = points ? numerators_of(*points, base) : Range{0, base};
    if (numerators.low > numerators.high) {
      return false;
    }
    if (const std::string& whole = (*findings_)[at(i)].whole; !whole.empty()) {
      Range& sum = wholes.try_emplace(whole, Range{0, 0}).first->second;
      sum = sum + numerators;
    }
  }
  // Options that are not shown leave the sum open above.
  return std::ranges::all_of(wholes, [&](const auto& entry) {
    const Range sum = entry.second;
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
  const Range sizes = window(group);
  std::vector<std::int64_t> bases;
  for (std::int64_t base = std::max<std::int64_t>(sizes.low, 1); base <= sizes.high; ++base) {
    if (fits(group, base)) {
      bases.push_back(base);
    }
  }
  return bases;
}

// What the figures that are shown tell of the base, each under the rules that it was shown by.
Range BaseReader::window(const BaseGroup& group) const {
  std::optional<Range> sizes;
  for (const int i : group.findings) {
    if (!withheld_[at(i)]) {
      const Range own = told(i, group);
      sizes = sizes ? Range{std::max(sizes->low, own.low), std::min(sizes->high, own.high)} : own;
    }
  }
  return sizes.value_or(told(*rules_, group.base, group.rounded));
}

Range BaseReader::told(int index, const BaseGroup& group) const {
  const Past* past = past_[at(index)];
  return past == nullptr ? told(*rules_, group.base, group.rounded) : told(past->rules, group.base, past->rounded);
}

Range BaseReader::told(const Rules& rules, std::int64_t base, bool rounded) {
  if (base < rules.flag_below) {
    const finding::Band band = band_of(base, rules);
    return {band.low, band.high};
  }
  const std::int64_t step = rounded ? base_step(rules) : std::max<std::int64_t>(rules.round_counts_to, 1);
  return shown_to_step((base + step / 2) / step * step, step);
}

void BaseReader::attack(const Connected& connected) {
  for (const int g : connected.groups) {
    candidates_[at(g)] = alone_[at(g)];
  }
  narrow_all({connected.links.begin(), connected.links.end()});
  std::size_t open = 0, sizes = 0;
  for (const int g : connected.groups) {
    const std::size_t own = candidates_[at(g)].size();
    open += own > 1 && shown(g) ? 1U : 0U;
    sizes += own > 1 && shown(g) ? own : 0U;
  }
  constexpr std::size_t most_open = 12, most_sizes = 400;
  if (open <= most_open && sizes <= most_sizes && connected.links.size() > 1) {
    try_each(connected);
  }
}

// One sum after another, until nothing moves.
void BaseReader::narrow_all(std::set<int> asked) {
  while (!asked.empty()) {
    const int link = asked.extract(asked.begin()).value();
    for (const int g : narrow(link)) {
      std::ranges::copy_if(links_of_[at(g)], std::inserter(asked, asked.end()),
                           [&](int other) { return other != link; });
    }
  }
}

// Groups by groups: a size that leaves some other base without any, through whatever sums, is not possible.
void BaseReader::try_each(const Connected& connected) {
  for (bool narrowed = true; narrowed;) {
    narrowed = false;
    for (const int g : connected.groups) {
      const std::vector<std::int64_t> sizes = candidates_[at(g)];
      if (sizes.size() < 2 || !shown(g)) {
        continue;
      }
      std::vector<std::int64_t> left;
      const auto before = candidates_;
      for (const std::int64_t size : sizes) {
        candidates_[at(g)] = {size};
        narrow_all({links_of_[at(g)].begin(), links_of_[at(g)].end()});
        const bool possible =
            std::ranges::none_of(connected.groups, [&](int other) { return candidates_[at(other)].empty(); });
        if (possible) {
          left.push_back(size);
        }
        candidates_ = before;
      }
      if (left.size() < sizes.size()) {
        candidates_[at(g)] = std::move(left);
        narrow_all({links_of_[at(g)].begin(), links_of_[at(g)].end()});
        narrowed = true;
      }
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

std::vector<int> BaseReader::narrow(int index) {
  const BaseLink& link = links_[at(index)];
  std::vector<int> groups = link.parts;
  groups.push_back(link.total);
  const bool open = std::ranges::any_of(groups, [&](int g) { return candidates_[at(g)].size() > 1; });
  if (!open || !std::ranges::all_of(groups, [&](int g) { return shown(g); })) {
    return {};
  }
  const std::vector<std::vector<int>> figures = shown_by_all(link);
  SizesOfSum sum;
  for (std::size_t p = 0; p < link.parts.size(); ++p) {
    sum.parts.push_back(sizes(link.parts[p], figures[p]));
  }
  sum.total = sizes(link.total, figures.back());
  const PossibleSizes& possible = searches_->possible(sum);
  std::vector<int> narrowed;
  for (std::size_t p = 0; p < groups.size(); ++p) {
    if (keep(groups[p], p < link.parts.size() ? possible.parts[p] : possible.total)) {
      narrowed.push_back(groups[p]);
    }
  }
  return narrowed;
}

// The figures that the total and all parts show: in the same order of each part, and of the total last.
std::vector<std::vector<int>> BaseReader::shown_by_all(const BaseLink& link) const {
  std::vector<std::vector<int>> figures(link.parts.size() + 1);
  for (const int i : groups_[at(link.total)].findings) {
    std::vector<int> same;
    for (const int part : link.parts) {
      const auto& own = groups_[at(part)].findings;
      const auto found = std::ranges::find_if(
          own, [&](int j) { return percent(j) && same_answer(j, i) && state_of(j) == state_of(i); });
      if (found != own.end()) {
        same.push_back(*found);
      }
    }
    if (percent(i) && same.size() == link.parts.size()) {
      same.push_back(i);
      for (std::size_t p = 0; p < same.size(); ++p) {
        figures[p].push_back(same[p]);
      }
    }
  }
  return figures;
}

std::vector<Size> BaseReader::sizes(int g, const std::vector<int>& figures) const {
  std::vector<Size> sizes;
  for (const std::int64_t base : candidates_[at(g)]) {
    Size& size = sizes.emplace_back(Size{base, {}});
    for (const int figure : figures) {
      size.numerators.push_back(numerators_of(percent(figure).value_or(0), base));
    }
  }
  return sizes;
}

// The candidates of a group that are possible; whether that is fewer.
bool BaseReader::keep(int g, const std::vector<bool>& possible) {
  auto& bases = candidates_[at(g)];
  std::vector<std::int64_t> left;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    if (possible[i]) {
      left.push_back(bases[i]);
    }
  }
  const bool fewer = left.size() < bases.size();
  bases = std::move(left);
  return fewer;
}

}  // namespace kith::disclose
