// A release as a system of sums: what a reader with a pencil may add and subtract.
//
// Every figure rests on up to three unweighted counts, its base, numerator and complement. They are the variables; a
// variable may stand in several figures (the options of one question share their base). The relations, each of the form
// "the parts add up to the total":
//   numerator + complement = base                                  of each share
//   parts of a domain = the domain                                  for each of the three, along each dimension
//   numerators of the options of a `whole` = their base; all but one = that one's complement
//   numerators of the options of a question that allows several = its base and what was ticked besides
//   figures of one question add up with what they leave of each other, and of all who answered (answer_sets.h)
//   who gave any of some answers to such a question + who gave one of the others and none of these = who gave any
//   numerators of the parts of an explicit Sum = that of its total
// Where the parts in the release fall short of the total (a nation left out of the breakdown but left in the total,
// respondents whose project is not known), the rest is a cell like any other, that nobody sees and that the total minus
// the parts would give away: it is subject to the same primary rules. Where the parts exceed the total they overlap,
// and there is no relation. A domain that no figure shows, but that is added up along two dimensions, is an unseen
// total.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "disclose/earlier.h"
#include "disclose/gate.h"
#include "disclose/primary.h"
#include "finding/finding.h"

namespace kith::disclose {

enum class Quantity { Base, Numerator, Complement };
inline constexpr int no_variable = -1;

inline constexpr std::int64_t unbounded = std::int64_t{1} << 40;

// What a count may be: whole numbers from low to high, none where low > high.
struct Range {
  std::int64_t low = 0;
  std::int64_t high = unbounded;

  bool known() const { return low == high; }
  std::int64_t values() const { return high - low + 1; }
  bool meets(Range other) const { return low <= other.high && other.low <= high; }
  Range operator+(Range other) const { return {low + other.low, high + other.high}; }
  auto operator<=>(const Range&) const = default;
};

struct Variable {
  std::int64_t truth = 0;
  Quantity quantity = Quantity::Base;
  std::int64_t at_least = 0;   // as a row tells that is there, or a quote of an earlier release (attribution.h)
  std::vector<int> cells;      // that rest on it
  std::vector<int> relations;  // that it stands in
};

struct Relation {
  std::vector<int> parts;
  int total = no_variable;
};

// A finding, or something that no finding shows (a rest, an unseen total).
struct Cell {
  int finding = -1;  // index into the release; -1: nobody sees it
  std::string id;    // the finding's, or "rest of trust_all by nation"
  bool headline = false;
  int base = no_variable, numerator = no_variable, complement = no_variable;
  std::optional<Refusal> refused;    // by a primary rule
  std::shared_ptr<const Past> past;  // of a figure that an earlier release decided
};

struct System {
  std::vector<Cell> cells;  // the findings first, in their order, earlier ones behind the present ones
  std::vector<Variable> variables;
  std::vector<Relation> relations;
};

// The rules under which a figure was shown or not.
const Rules& rules_of(const Cell& cell, const Rules& present);

// Cost: proportional to the figures times the dimensions they are broken down by, and with earlier releases to the
// square of how often a figure was published.
System system_of(const Releases& releases, const Rules& rules);
System system_of(const std::vector<finding::Finding>& findings, const std::vector<Nesting>& nestings,
                 const std::vector<Sum>& sums, const Rules& rules);

}  // namespace kith::disclose
