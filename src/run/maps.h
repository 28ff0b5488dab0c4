// The planned maps, read from the study's boundary files: plain values for the gate, which fills in what they tell.
//
// Longitudes and latitudes are projected by equal areas around the middle of what is drawn (num/equal_area.h); the
// British National Grid is a plane already.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "finding/map.h"
#include "study/study.h"

namespace kith::run {

struct ReadMaps {
  std::vector<finding::Map> maps;
  std::vector<std::pair<std::string, std::string>> hashes;  // file -> SHA-256, each file once
};

// Collects every problem: a file that cannot be read, a project whose area is not in it or is smaller than the stated
// coarseness, a level or a band without an area.
ReadMaps read_maps(const study::Study& study, Problems& problems);

}  // namespace kith::run
