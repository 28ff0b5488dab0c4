// The indices of a join, one a nation, with the bands that were asked for, and where a place stands in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "place/join.h"
#include "place/pack.h"

namespace kith::place {

struct Chosen {
  const PackedIndex* index = nullptr;
  std::vector<std::size_t> vintages;  // of the pack
  std::vector<std::size_t> ends;      // of each cut: how many areas it holds
};

// Throws Error ("unknown-index", "two-indices", and what in_band throws), every problem at once.
std::vector<Chosen> choose(const Pack& pack, const JoinOptions& options);

struct Standing {
  std::size_t which = 0;         // of the chosen
  std::uint32_t area = nowhere;  // nowhere: the place has no area
  std::uint32_t position = nowhere;

  bool in_index() const { return position != nowhere; }
};
// The first of the chosen that has the place's area.
Standing standing_of(std::uint32_t place, const Pack& pack, const std::vector<Chosen>& chosen);

}  // namespace kith::place
