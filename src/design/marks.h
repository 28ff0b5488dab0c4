// Which of many possible labels occur: tables of a byte each that several threads mark at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace kith::design {

// A table of all possible labels is quicker than hashing or sorting as long as it is not much larger than the data.
inline bool table_fits(std::uint64_t possible, std::size_t rows) {
  return possible <= std::max<std::uint64_t>(1U << 16U, 8 * rows);
}

// All write the same 1, so the order of the threads cannot be seen. Looking first leaves the memory to both.
inline void mark(std::uint8_t& place) {
  std::atomic_ref shared(place);
  if (shared.load(std::memory_order_relaxed) == 0) {
    shared.store(1, std::memory_order_relaxed);
  }
}

}  // namespace kith::design
