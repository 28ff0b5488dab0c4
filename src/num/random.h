// Random numbers that are a function of (seed, stream, index) and of nothing else.
//
// The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3",
// SC'11): a keyed bijection of a counter. There is no state to carry, so draw number 10^9 costs as much as the first,
// and threads that take disjoint indices give the same numbers however many they are. The distributions are ours
// because those of the standard library differ between its vendors; a normal draw spends exactly one uniform.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace kith::num {

// One application of the bijection: 10 rounds.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

class Random {
 public:
  // `seed` is recorded with the results; `stream` separates uses of one seed (a respondent, a replicate, a question).
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : seed_(seed), stream_(stream) {}

  // Random access: these do not move the sequence.
  std::uint64_t bits_at(std::uint64_t index) const;
  double uniform_at(std::uint64_t index) const;  // in (0, 1), never an end; 53 bits
  double normal_at(std::uint64_t index) const;   // mean 0, variance 1, by inversion

  // The next one of the sequence.
  std::uint64_t bits() { return bits_at(next_++); }
  double uniform() { return uniform_at(next_++); }
  double normal() { return normal_at(next_++); }
  // Every number below `n` equally likely (Lemire 2019, with rejection). n > 0.
  std::uint64_t below(std::uint64_t n);
  // Index i with probability weights[i] / sum. The weights are not negative and not all 0.
  std::size_t choose(std::span<const double> weights);

  // Fisher and Yates, from the end.
  template <typename T>
  void shuffle(std::span<T> items) {
    for (std::size_t i = items.size(); i > 1; --i) {
      using std::swap;
      swap(items[i - 1], items[below(i)]);
    }
  }

  void seek(std::uint64_t index) { next_ = index; }
  std::uint64_t position() const { return next_; }

 private:
  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t next_ = 0;
};

}  // namespace kith::num
