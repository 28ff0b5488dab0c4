// Findings made from other findings of one run, with the covariance of what they are made of: the influences of what
// goes in are added up respondent by respondent (joint.h), whether they share people, clusters or nothing.
//
// Waves of a panel whose samples overlap in part are compared through the people in both: with clusters that are people
// a difference between two waves is the paired comparison where everybody answered twice, the independent one where
// nobody did, and what lies between otherwise (Kish 1965, section 12.4; Qualite and Tille 2008).
#pragma once

#include <string>
#include <vector>

#include "estimate/formula.h"
#include "estimate/state.h"

namespace kith::estimate {

struct Made {
  finding::Finding finding;
  Estimates::State::Origin origin;
};

// A finding with where it comes from.
struct Part {
  const finding::Finding* finding = nullptr;
  const Estimates::State::Origin* origin = nullptr;
};

// value(level) - value(reference).
Made difference(const Estimates::State& state, std::string text, const Part& level, const Part& reference);
// `parts` in the order of the formula's measures.
Made contrast(const Estimates::State& state, std::string text, const Formula& formula, const std::vector<Part>& parts);

}  // namespace kith::estimate
