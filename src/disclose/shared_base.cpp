#include "disclose/shared_base.h"

#include <algorithm>
#include <utility>

#include "disclose/base_reader.h"

namespace kith::disclose {

namespace {

using finding::Finding;

class Protector {
 public:
  Protector(BaseReader reader, const Rules& rules, const std::set<int>& rounded)
      : reader_(std::move(reader)), rules_(rules) {
    for (std::size_t g = 0; g < reader_.groups().size(); ++g) {
      const auto is_rounded = [&](int finding) { return rounded.contains(finding); };
      if (std::ranges::any_of(reader_.group(static_cast<int>(g)).findings, is_rounded)) {
        reader_.round(static_cast<int>(g));
      }
    }
  }

  SharedBases protect() {
    const std::vector<BaseReader::Connected> all = reader_.connected();
    find_needed(all);
    for (const BaseReader::Connected& connected : all) {
      reader_.attack(connected);
      for (std::size_t i = 0; i < connected.groups.size();) {
        const int g = connected.groups[i];
        const bool exposed = reader_.group(g).banded && reader_.shown(g) && reader_.possible(g).size() < needed(g);
        if (exposed && blur(g, connected)) {
          reader_.attack(connected);
          i = 0;
        } else {
          ++i;
        }
      }
    }
    return chosen();
  }

  SharedBases hide(const std::vector<Finding>& findings, const std::set<std::string>& ids) {
    const std::vector<BaseReader::Connected> all = reader_.connected();
    find_needed(all);
    for (const BaseReader::Connected& connected : all) {
      reader_.attack(connected);
      const auto is_told = [&](int g) {
        return std::ranges::any_of(reader_.group(g).findings,
                                   [&](int i) { return ids.contains(findings[static_cast<std::size_t>(i)].id); });
      };
      // One at a time: what helps one may help the others.
      (void)std::ranges::any_of(connected.groups, [&](int g) { return is_told(g) && blur(g, connected); });
    }
    return chosen();
  }

 private:
  SharedBases chosen() {
    for (const BaseGroup& group : reader_.groups()) {
      if (group.rounded) {
        chosen_.rounded.insert(group.findings.begin(), group.findings.end());
      }
    }
    return std::move(chosen_);
  }

  std::size_t needed(int g) const { return needed_[static_cast<std::size_t>(g)]; }

  // No more bases can remain than what was published before leaves by itself, maybe under looser rules.
  void find_needed(const std::vector<BaseReader::Connected>& all) {
    BaseReader before = reader_;
    before.forget_the_present();
    needed_.assign(before.groups().size(), possible_bases);
    for (const BaseReader::Connected& connected : all) {
      if (std::ranges::any_of(connected.groups, [&](int g) { return before.shown(g); })) {
        before.attack(connected);
        for (const int g : connected.groups) {
          needed_[static_cast<std::size_t>(g)] =
              before.shown(g) ? std::min(possible_bases, before.possible(g).size()) : possible_bases;
        }
      }
    }
  }

  // Makes what is shown of the group, or beside it, tell less; false where nothing is left to be done.
  bool blur(int g, const BaseReader::Connected& connected) {
    const bool by_sums = reader_.alone(g).size() >= needed(g);
    if (by_sums && round_beside(g)) {
      return true;
    }
    const BaseGroup& group = reader_.group(g);
    if (group.count) {
      return false;  // a band is all that it shows
    }
    int best = -1;
    std::size_t most = 0;
    for (const int i : group.findings) {
      if (reader_.withheld(i) || known_already(group, i)) {
        continue;
      }
      reader_.withhold(i);
      if (by_sums) {
        reader_.attack(connected);
      }
      const std::size_t left = by_sums ? reader_.possible(g).size() : reader_.alone(g).size();
      reader_.withhold(i, false);
      if (best < 0 || left >= most) {
        best = i;
        most = left;
      }
    }
    if (best >= 0) {
      reader_.withhold(best);
      chosen_.exposing.push_back(best);
    }
    return best >= 0;
  }

  // To withhold what an earlier release shows takes nothing from readers.
  bool known_already(const BaseGroup& group, int index) const {
    return std::ranges::any_of(group.findings,
                               [&](int other) { return reader_.past(other) && reader_.same_answer(other, index); });
  }

  // The total, or failing that an exact part, of a sum in which the group stands.
  bool round_beside(int g) {
    const auto stands_in = [&](const BaseLink& link) {
      return link.total == g || std::ranges::find(link.parts, g) != link.parts.end();
    };
    for (const BaseLink& link : reader_.links()) {
      if (stands_in(link) && round(link.total)) {
        return true;
      }
    }
    for (const BaseLink& link : reader_.links()) {
      if (stands_in(link) && std::ranges::any_of(link.parts, [&](int part) { return round(part); })) {
        return true;
      }
    }
    return false;
  }

  bool round(int g) {
    const BaseGroup& group = reader_.group(g);
    if (group.banded || group.rounded || group.published || !reader_.shown(g) ||
        base_step(rules_) <= rules_.round_counts_to) {
      return false;
    }
    reader_.round(g);
    for (const BaseLink& link : reader_.links()) {  // everyone answered online: "online" is "all"
      if (link.parts.size() == 1 && (link.total == g || link.parts.front() == g)) {
        round(link.total == g ? link.parts.front() : link.total);
      }
    }
    return true;
  }

  BaseReader reader_;
  const Rules& rules_;
  std::vector<std::size_t> needed_;  // bases that must remain possible, by group
  SharedBases chosen_;
};

}  // namespace

std::int64_t base_step(const Rules& rules) {
  return std::max<std::int64_t>(rules.minimum_cell, rules.round_counts_to);
}

Range shown_to_step(std::int64_t number, std::int64_t step) {
  return {std::max<std::int64_t>(number - step / 2, 0), number + (step - 1) / 2};
}

SharedBases protect_bases(const std::vector<Finding>& findings, const System& system, const std::vector<bool>& withheld,
                          const Rules& rules, const std::set<int>& rounded, SizeSearches& searches) {
  return Protector(BaseReader(findings, system, withheld, rules, searches), rules, rounded).protect();
}

SharedBases hide_bases(const std::vector<Finding>& findings, const System& system, const std::vector<bool>& withheld,
                       const Rules& rules, const std::set<int>& rounded, const std::set<std::string>& ids,
                       SizeSearches& searches) {
  return Protector(BaseReader(findings, system, withheld, rules, searches), rules, rounded).hide(findings, ids);
}

}  // namespace kith::disclose
