// What a place pack knows of the small area around one postcode, such as a project's own (D6).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "place/join.h"
#include "place/pack.h"

namespace kith::place {

struct Profile {
  std::string area, district;        // codes; empty: not known
  std::vector<std::string> nations;  // that the index speaks for
  std::string index;                 // title of the index that speaks for its nation; empty: none has the area
  int decile = 0;                    // of that index, 1 the most deprived
  bool in_band = false;              // within the first cut of the options
  Settlement settlement = Settlement::Unknown;
  std::optional<std::int64_t> people;  // who live in the area, where the pack knows
};

// None: not a full postcode, or not in the look-up. Throws as join does.
std::optional<Profile> profile(std::string_view postcode, const Pack& pack, const JoinOptions& options);

}  // namespace kith::place
