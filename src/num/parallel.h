// Work in fixed pieces: the pieces depend on the size of the problem and never on the number of threads, and results
// are combined in the order of the pieces. One thread and sixteen give the same bits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace kith::num {

// 0 threads: as many as the machine has.
struct Threads {
  int count = 0;
};

// As many as the machine has: at least 1.
std::size_t available_threads();

// Calls body(piece) for every piece below `pieces`, in any order, on several threads. The first exception (of the
// lowest piece) is thrown again here.
void for_each_piece(std::size_t pieces, const std::function<void(std::size_t)>& body, Threads threads = {});

constexpr std::size_t rows_a_block = 1U << 16U;  // enough to be worth handing to a thread

// Calls body(first, last) for every block of `grain` of [0, size), in any order, on several threads.
template <typename Body>
void for_each_block(std::size_t size, const Body& body, std::size_t grain = rows_a_block, Threads threads = {}) {
  for_each_piece((size + grain - 1) / grain,
                 [&](std::size_t block) { body(block * grain, std::min(size, (block + 1) * grain)); }, threads);
}

// Splits [0, size) into blocks of `grain`, gives body(first, last) of each to combine(total, part) from left to right.
template <typename T, typename Body, typename Combine>
T reduce_blocks(std::size_t size, std::size_t grain, T total, const Body& body, const Combine& combine,
                Threads threads = {}) {
  const std::size_t blocks = (size + grain - 1) / grain;
  std::vector<T> parts(blocks);
  for_each_piece(
      blocks, [&](std::size_t block) { parts[block] = body(block * grain, std::min(size, (block + 1) * grain)); },
      threads);
  for (T& part : parts) {
    total = combine(std::move(total), std::move(part));
  }
  return total;
}

}  // namespace kith::num
