// What a benchmark measures with: a clock, the peak of this process's memory, and the rate that memory is read at.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace kith::bench {

template <typename Work>
double seconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Peak resident memory of this process in bytes (VmHWM).
inline std::int64_t peak_memory() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    long long kilobytes = 0;
    if (std::sscanf(line.c_str(), "VmHWM: %lld kB", &kilobytes) == 1) {
      return kilobytes * 1024;
    }
  }
  return 0;
}

// The peak counts from now on (proc(5), clear_refs 5).
inline void forget_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

// Bytes a second of a plain read loop over more memory than any cache holds: the floor of every pass over a table.
inline double read_bandwidth() {
  std::vector<std::uint64_t> words(std::size_t{64} << 20U, 1);
  double best = 0;
  std::uint64_t sum = 0;
  for (int pass = 0; pass < 5; ++pass) {
    const double time = seconds([&] {
      for (const std::uint64_t word : words) {
        sum += word;
      }
    });
    best = std::max(best, static_cast<double>(words.size() * sizeof(std::uint64_t)) / time);
  }
  return sum == 0 ? 0 : best;
}

}  // namespace kith::bench
