// The sides that a stretch of a sentence holds: figures, and names of groups whose figures are known.
#pragma once

#include <vector>

#include "report/claim_check.h"
#include "report/claim_verdict.h"

namespace kith::report {

// Adds what is not there yet.
void add_side(std::vector<Side>& sides, const Side& side);

class Sides {
 public:
  Sides(const Court& court, const Sentence& sentence) : court_(court), sentence_(sentence), tokens_(sentence.tokens) {}

  const Figure* figure_at(std::size_t token) const;  // null: no figure stands there

  // {{difference}} stands for both of its sides and has no place of its own.
  enum class Differences { Count, Ignore };
  std::vector<Side> figures_in(Span stretch, Differences differences = Differences::Ignore) const;
  // The figures of a scope. A sentence without a value of its own is about the findings that its benchmark references
  // name.
  std::vector<Side> all_in(Span scope) const;
  // What names stand for, given the figures that are known: a level, the people of a benchmark; the study's own people
  // when the comparison is with a benchmark.
  std::vector<Side> named_in(Span stretch, const std::vector<Side>& known) const;
  std::vector<Side> waves_named_in(Span stretch, const std::vector<Side>& known) const;
  // Figures and names together.
  std::vector<Side> sides_in(Span stretch, const std::vector<Side>& known) const;

 private:
  void add_level(const Mention& mention, const std::vector<Side>& known, std::vector<Side>& sides) const;

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
};

}  // namespace kith::report
