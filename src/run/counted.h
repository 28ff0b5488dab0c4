// How many people a figure rests on, where a part of them is weighed against the rules before the gate sees it.
#pragma once

#include <cstdint>
#include <optional>

#include "finding/finding.h"
#include "study/study.h"

namespace kith::run {

// People, and of a share how many of them say yes.
struct Counted {
  std::int64_t base = 0;
  std::optional<std::int64_t> yes;

  Counted(std::int64_t people, std::optional<std::int64_t> of_them) : base(people), yes(of_them) {}
  explicit Counted(const finding::Finding& finding) : Counted(finding.bases.unweighted, finding.numerator) {}

  Counted less(const Counted& part) const;
  // Whether there are so many, and of a share so many on each side.
  bool both_sides(std::int64_t least) const;
  // Whether they could stand in a release by themselves.
  bool large_enough(const study::DisclosureRules& rules) const;
};

}  // namespace kith::run
