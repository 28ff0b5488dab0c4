// What a reader can work out of the bases that are shown as bands (shared_base.h): who has the figures of a release,
// and of those before it, and tries every base against all of them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/base_sums.h"
#include "disclose/gate.h"
#include "disclose/sums.h"
#include "finding/finding.h"

namespace kith::disclose {

// Figures that rest on one base: those of one question in one domain. A count is a base by itself.
struct BaseGroup {
  std::vector<int> findings;
  std::int64_t base = 0;
  bool count = false, banded = false, rounded = false;
  bool published = false;  // an earlier release shows its base as finely as it could be rounded
};

// Groups whose bases add up to another's; a single one is of the same people.
struct BaseLink {
  int total = 0;
  std::vector<int> parts;

  auto operator<=>(const BaseLink&) const = default;
};

class BaseReader {
 public:
  // `withheld`: per finding. Findings, system, rules and searches must outlive this. Copies read on their own.
  BaseReader(const std::vector<finding::Finding>& findings, const System& system, std::vector<bool> withheld,
             const Rules& rules, SizeSearches& searches);

  const std::vector<BaseGroup>& groups() const { return groups_; }
  const BaseGroup& group(int g) const { return groups_[static_cast<std::size_t>(g)]; }
  const std::vector<BaseLink>& links() const { return links_; }
  bool withheld(int finding) const { return withheld_[static_cast<std::size_t>(finding)]; }
  // Of an earlier release.
  bool past(int finding) const { return past_[static_cast<std::size_t>(finding)] != nullptr; }
  // The same answer to the same question, in whichever release.
  bool same_answer(int a, int b) const;
  // Whether some figure of the group is shown.
  bool shown(int g) const;

  // The sizes that its base may have: from what is shown of the group alone, and since the last attack.
  const std::vector<std::int64_t>& alone(int g) const { return alone_[static_cast<std::size_t>(g)]; }
  const std::vector<std::int64_t>& possible(int g) const { return candidates_[static_cast<std::size_t>(g)]; }

  void withhold(int finding, bool gone = true);
  void round(int g);
  // Nothing of the release that is decided.
  void forget_the_present();

  // Groups that sums connect, with those sums; each is attacked by itself.
  struct Connected {
    std::vector<int> links, groups;
  };
  std::vector<Connected> connected() const;
  void attack(const Connected& connected);

 private:
  void add_groups();
  void add_links(const System& system);
  int group_of(const System& system, int variable, Quantity quantity) const;
  std::string_view state_of(int index) const;

  std::optional<int> percent(int index) const;
  bool fits(const BaseGroup& group, std::int64_t base) const;
  bool options_complete(const BaseGroup& group, const std::string& whole) const;
  std::vector<std::int64_t> fitting(const BaseGroup& group) const;
  Range window(const BaseGroup& group) const;
  Range told(int index, const BaseGroup& group) const;
  static Range told(const Rules& rules, std::int64_t base, bool rounded);
  static Range numerators_of(int percent, std::int64_t base);

  void narrow_all(std::set<int> asked);
  void try_each(const Connected& connected);
  std::vector<int> narrow(int link);  // the groups of it that have fewer candidates then
  std::vector<std::vector<int>> shown_by_all(const BaseLink& link) const;
  std::vector<Size> sizes(int g, const std::vector<int>& figures) const;
  bool keep(int g, const std::vector<bool>& possible);

  const std::vector<finding::Finding>* findings_;
  const Rules* rules_;
  SizeSearches* searches_;
  std::vector<bool> withheld_;
  std::vector<const Past*> past_;  // per finding: how an earlier release decided it
  std::vector<BaseGroup> groups_;
  std::vector<int> group_of_;  // per finding, or -1
  std::vector<BaseLink> links_;
  std::vector<std::vector<int>> links_of_;  // by group: those it stands in
  std::vector<std::vector<std::int64_t>> alone_, candidates_;
};

}  // namespace kith::disclose
