// Figures that count answers of one question, and what adding and subtracting them tells.
//
// "agree" is "strongly agree" and "tend to agree" together; where both a net and some of its options are shown, the
// rest of the net is a group that nobody sees and that follows. So is what neither "agree" nor "disagree" counts, of
// all who answered. Each figure counts a set of options. For every set, and for all options together, the sets inside
// it that do not overlap are taken out one after another, beginning with each of them once, the small ones first and
// the large ones first; what is left is a set of options that no figure shows. Such a rest is a set in its own turn,
// since another set may contain it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kith::disclose {

using Options = std::vector<std::string>;  // codes, sorted, none twice

struct AnswerSum {
  // Indices into the sets; `everyone` as a total: all who answered.
  static constexpr std::size_t everyone = static_cast<std::size_t>(-1);
  std::size_t total = everyone;
  std::vector<std::size_t> parts;
  // What is left: another set, or `nothing` where the parts are all of it, or, of everyone, whatever option they leave.
  static constexpr std::size_t nothing = static_cast<std::size_t>(-1);
  static constexpr std::size_t unknown = static_cast<std::size_t>(-2);
  std::size_t rest = nothing;
};

struct AnswerSums {
  std::vector<Options> sets;  // those asked about, in their order, and then the rests
  std::vector<AnswerSum> sums;
};

// `sets` differ from each other and are not empty. Sums of a single part that leaves nothing are left out.
AnswerSums answer_sums(std::vector<Options> sets);

}  // namespace kith::disclose
