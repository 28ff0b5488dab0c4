// Random numbers by name: what is drawn, for whom, and which of several.
//
// A number depends on the seed and its address alone, never on what was drawn before it (num/random.h): `what` names a
// stream, and `who` with `which` the place in it. Names are hashed to 64 bits, so that two of a million people share
// their draws with probability 3e-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "num/random.h"

namespace kith::simulate {

// Names somebody or something for good: FNV-1a, 64 bits (Fowler, Noll and Vo 1991).
std::uint64_t key(std::string_view name);

// All the numbers of one kind: "participant/w1/answer/neighbours".
class Draws {
 public:
  Draws(std::uint64_t seed, std::string_view what) : random_(seed, key(what)) {}

  double uniform(std::uint64_t who, std::uint32_t which = 0) const { return random_.uniform_at(who + which); }
  double normal(std::uint64_t who, std::uint32_t which = 0) const { return random_.normal_at(who + which); }
  // 0 .. count - 1; count is small, so that the bias of a product of 53 bits does not matter.
  std::size_t below(std::size_t count, std::uint64_t who, std::uint32_t which = 0) const {
    return static_cast<std::size_t>(uniform(who, which) * static_cast<double>(count));
  }

 private:
  num::Random random_;
};

}  // namespace kith::simulate
