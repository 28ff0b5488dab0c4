// The areas of an index in the order of their ranks, and what follows from the order: deciles and bands.
//
// Ranks begin at 1, the most deprived. Areas that share a rank have the first of their places (26 pairs in the English
// index of 2019) or the mean of them (the composite); they stand in the order of the file.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "place/library.h"

namespace kith::place {

// The rank at which the most deprived `percent` of `areas` ends.
std::size_t last_rank(std::size_t areas, double percent, EndsAt rule);

// The decile of each area, by rank. `ranks` increase.
std::vector<std::uint8_t> deciles_by_areas(std::span<const double> ranks, EndsAt rule);
// By people: ceil(10 times the share of all people who live in the area or in one before it).
std::vector<std::uint8_t> deciles_by_population(std::span<const std::uint32_t> population);

// How many areas, from the most deprived on, lie in the most deprived `percent`.
std::size_t areas_in_band(std::span<const double> ranks, double percent, EndsAt rule);
std::size_t areas_in_band(std::span<const std::uint32_t> population, double percent);

}  // namespace kith::place
