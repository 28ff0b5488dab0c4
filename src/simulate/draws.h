// Random numbers by name: what is drawn, for whom, and which of several.
//
// A number depends on the seed and its address alone, never on what was drawn before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kith::simulate {

// Names somebody or something for good: FNV-1a, 64 bits (Fowler, Noll and Vo 1991).
std::uint64_t key(std::string_view name);

// All the numbers of one kind: "participant/w1/neighbours".
class Draws {
 public:
  Draws(std::uint64_t seed, std::string_view what);

  double uniform(std::uint64_t who, std::uint32_t which = 0) const;  // in (0, 1)
  double normal(std::uint64_t who, std::uint32_t which = 0) const;   // mean 0, variance 1
  std::size_t below(std::size_t count, std::uint64_t who, std::uint32_t which = 0) const;  // 0 .. count - 1

 private:
  std::uint64_t seed_;
  std::uint64_t what_;
};

}  // namespace kith::simulate
