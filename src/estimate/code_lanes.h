// A measure over one categorical column: every byte that the column may hold has a lane, and every lane known
// components.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "estimate/accumulator.h"
#include "estimate/measure.h"

namespace kith::estimate {

// Lanes [0, answers) are bytes that count, the eight after them the reasons for missing.
struct CodeLanes {
  std::span<const std::uint8_t> codes;  // of each row
  std::array<std::uint16_t, 256> lane_of{};
  std::size_t answers = 0;
  std::vector<double> components;  // answers x size of the measure; component 0 is 1
  std::size_t width = 0;           // size of the measure

  std::size_t lanes() const { return answers + 8; }
  double component(std::size_t lane, std::size_t k) const { return components[lane * width + k]; }
  // gradient . components of every answer.
  std::vector<double> influence(std::span<const double> gradient) const;
};

// Adds to the counts of a domain what one lane holds.
void count_lane(const CodeLanes& lanes, std::size_t lane, double squared_weights, double respondents, Answers& answers);

// None where the measure reads more than one column, or one that is not categorical.
std::optional<CodeLanes> code_lanes(const Measure& measure);

}  // namespace kith::estimate
