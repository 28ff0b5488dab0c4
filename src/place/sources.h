// The files that a place pack is made of, and the pack.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "place/library.h"

namespace kith::place {

struct Sources {
  std::vector<std::filesystem::path> postcodes;                        // look-ups, read as one
  std::vector<std::pair<std::string, std::filesystem::path>> indices;  // id and its publisher's file
  std::filesystem::path population;                                    // empty: bands by areas only
};

// The bytes of the pack. Every index is read and held against its rule, then the look-up; all problems at once.
std::string make_pack(const Sources& sources, const Library& library);

}  // namespace kith::place
