// A release beside one that was published before, as somebody sees them who kept both.
//
// Where every figure of a question that both show is the same, they are figures of the same people: what one shows is
// known of the other, and the attack (disclose/attack.h) runs over both. Otherwise people came, went, or corrected an
// answer between the two, and the difference of each figure tells of them: with n people of whom k said yes then and n'
// and k' now, of |n' - n| and |k' - k|, as far as bases and percentages are exact. Fewer than minimum_cell are exposed.
// A release whose manifest says that it was held against earlier ones shows again what they showed of the same people:
// where it does not, the people are others, though no figure says so.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "audit/figures.h"
#include "disclose/attack.h"

namespace kith::audit {

class Pair {
 public:
  // `name` is that of `before`, which must outlive it.
  Pair(std::vector<disclose::Seen> now, const Figures& before, std::string name, bool held_against_earlier);

  // The figures of now with what the earlier release shows of the same people; those that only it has carry its name.
  std::vector<disclose::Seen> together() const;
  // What follows of those who are in one of the two only; one bound for each count of theirs that is certainly small.
  std::vector<disclose::Bound> between() const;

 private:
  using Question = std::tuple<finding::Kind, std::string, std::string>;
  static Question question_of(const finding::Finding& figure);

  // The same figure now, if it is there.
  const disclose::Seen* same(const disclose::Seen& then) const;

  std::vector<disclose::Seen> now_;
  const Figures& before_;
  std::string name_;
  std::map<std::string, std::size_t> place_;  // in now_
  std::set<Question> changed_;
};

}  // namespace kith::audit
