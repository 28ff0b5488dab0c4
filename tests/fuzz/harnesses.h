// The harnesses of this build, by name; the table is generated from the files (CMakeLists.txt).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kith::fuzz {

struct Harness {
  std::string name;
  int (*one_input)(const std::uint8_t* data, std::size_t size);
};

const std::vector<Harness>& harnesses();

}  // namespace kith::fuzz
