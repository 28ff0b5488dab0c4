// Arithmetic over measures: what contrast(...) computes, with its derivative by each measure.
//
//   formula = product { ("+" | "-") product }
//   product = sign { ("*" | "/") sign }
//   sign    = "-" sign | number | "(" formula ")" | ("log" | "exp" | "sqrt") "(" formula ")" | measure
//
// A measure is written as everywhere else: contrast(mean(a) / mean(b) - 1). Values carry their gradient along (forward
// differentiation), so the delta method's variance needs no numerical derivative.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/measure.h"

namespace kith::estimate {

class Formula {
 public:
  // Throws Error ("bad-measure") with what was expected and where, and what a measure in it throws.
  static Formula parse(std::string_view text);

  const std::vector<Call>& measures() const { return measures_; }  // each place one, in order of appearance
  // The value and its gradient by measure; none where it is not defined (a denominator of 0, the log of a negative).
  std::optional<Point> at(std::span<const double> values) const;
  std::string text() const;  // canonical

  struct Node;

 private:
  std::shared_ptr<const Node> root_;
  std::vector<Call> measures_;
};

}  // namespace kith::estimate
