// Figures that count answers of one question, and what adding and subtracting them tells.
//
// "Agree" is "strongly agree" and "tend to agree" together; where both a net and some of its options are shown, the
// rest of the net is a group that nobody sees and that follows. So is who gave neither of two answers, of all who
// answered. Each figure tells of three sets of options: those that it counts, those that it does not, and all together.
// Out of every set those inside it that do not overlap are taken one after another, beginning with each of them once,
// the small ones first and the large ones first; what is left is a set that no figure shows. Such a rest is a set in
// its own turn, since another may contain it. What two sets share that cross (neither contains the other) follows from
// no sum, yet their figures may leave it little room: 100 people, 95 of them in the one and 12 in the other, share 7 to
// 12. It is a set in its own turn too.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::disclose {

using Options = std::vector<std::string>;  // codes, sorted, none twice

struct AnswerSum {
  // Indices into the sets.
  std::size_t total = 0;
  std::vector<std::size_t> parts;  // the last may be a rest, that no figure shows; together they are the total
};

struct AnswerSums {
  std::vector<Options> sets;  // those asked about, in their order, and then those that no figure shows
  std::vector<AnswerSum> sums;
  std::vector<std::size_t> shared;  // which of them crossing sets share, and no sum of known sets leaves
};

// `sets` differ from each other; empty ones stand in no sum.
AnswerSums answer_sums(std::vector<Options> sets);

// Sets with a count of each, whatever numbers their counts (variables of a system, columns of a programme).
struct CountedSets {
  std::vector<Options> sets;
  std::vector<int> counts;

  // The count that the set has already, or `count`, which it has from now on.
  int add(Options options, int count);
};

// The sets that a figure tells of; empty where it counts no options.
struct Told {
  Options counted, others, all;
};
Told told_by(const finding::Finding::Answers& answers);
// Figures of one domain with the same name have one base: share(trust in "yes") that of share(trust) and mean(trust).
std::string base_name(const finding::Finding& figure);

}  // namespace kith::disclose
