#include "num/random.h"

#include <numeric>

#include "num/distribution.h"

namespace kith::num {

namespace {

constexpr std::uint32_t low(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}
constexpr std::uint32_t high(std::uint64_t value) {
  return static_cast<std::uint32_t>(value >> 32U);
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t multiplier_0 = 0xD2511F53;
  constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
  constexpr std::uint32_t golden_ratio = 0x9E3779B9;
  constexpr std::uint32_t root_of_three = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = multiplier_0 * counter[0];
    const std::uint64_t b = multiplier_1 * counter[2];
    counter = {high(b) ^ counter[1] ^ key[0], low(b), high(a) ^ counter[3] ^ key[1], low(a)};
    key[0] += golden_ratio;
    key[1] += root_of_three;
  }
  return counter;
}

std::uint64_t Random::bits_at(std::uint64_t index) const {
  const std::uint64_t block = index / 2;  // a block of 128 bits serves two draws
  const auto words = philox({low(block), high(block), low(stream_), high(stream_)}, {low(seed_), high(seed_)});
  const std::size_t half = 2 * (index % 2);
  return (std::uint64_t{words[half + 1]} << 32U) | words[half];
}

double Random::uniform_at(std::uint64_t index) const {
  // The middles of 2^53 equal intervals, so that neither end occurs; the last one would round to 1.
  const double middle = (static_cast<double>(bits_at(index) >> 11U) + 0.5) * 0x1p-53;
  return middle < 1 ? middle : 1 - 0x1p-53;
}

double Random::normal_at(std::uint64_t index) const {
  return normal_quantile(uniform_at(index));
}

std::uint64_t Random::below(std::uint64_t n) {
  const std::uint64_t limit = (0 - n) % n;  // 2^64 mod n: draws whose low product is smaller would favour some numbers
  while (true) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(bits()) * n;
    if (static_cast<std::uint64_t>(product) >= limit) {
      return static_cast<std::uint64_t>(product >> 64U);
    }
  }
}

std::size_t Random::choose(std::span<const double> weights) {
  double left = uniform() * std::accumulate(weights.begin(), weights.end(), 0.0);
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] > 0) {
      last = i;
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
  }
  return last;
}

}  // namespace kith::num
