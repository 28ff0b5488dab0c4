#include "synthetic.h"

#include <array>
#include <fstream>
#include <string>

#include <fmt/format.h>

namespace kith::bench {

namespace {

// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", the finaliser of SplitMix64.
std::uint64_t mixed(std::uint64_t stream, std::uint64_t index) {
  std::uint64_t z = (stream + 1) * 0xD1B54A32D192ED03ULL + index * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double uniform(std::uint64_t stream, std::uint64_t index) {
  return static_cast<double>(mixed(stream, index) >> 11) * 0x1.0p-53;
}

constexpr std::array<int, 6> groups{2, 3, 5, 8, 16, 40};

std::string header() {
  std::string line = "id,stratum,psu,psuid,fpc1,fpc2,w";
  for (const int levels : groups) {
    line += fmt::format(",g{}", levels);
  }
  line += ",age,income";
  for (int i = 1; i <= 20; ++i) {
    line += fmt::format(",l{}", i);
  }
  for (int i = 1; i <= 10; ++i) {
    line += fmt::format(",b{}", i);
  }
  return line + '\n';
}

}  // namespace

void write_synthetic_csv(std::int64_t rows, const std::filesystem::path& path) {
  std::ofstream out(path, std::ios::binary);
  std::string block = header();
  const std::int64_t per_psu = rows / 2000;
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto i = static_cast<std::uint64_t>(row);
    const std::int64_t psu = row / per_psu;
    const double shift = uniform(1, static_cast<std::uint64_t>(psu)) - 0.5;
    fmt::format_to(std::back_inserter(block), "{},{},{},{},{},{},{:.4f}", row + 1, psu / 10 + 1, psu % 10 + 1, psu + 1,
                   40 + static_cast<int>(160 * uniform(2, static_cast<std::uint64_t>(psu / 10))), per_psu * 10,
                   0.3 + 3 * uniform(3, i));
    for (std::size_t g = 0; g < groups.size(); ++g) {
      fmt::format_to(std::back_inserter(block), ",{}", 1 + static_cast<int>(groups[g] * uniform(4 + g, i)));
    }
    fmt::format_to(std::back_inserter(block), ",{},{:.2f}", 18 + static_cast<int>(73 * uniform(10, i)),
                   9000 + 60000 * uniform(11, i));
    for (std::uint64_t item = 0; item < 20; ++item) {
      if (uniform(40 + item, i) < 0.05) {
        block += ',';
      } else {
        const double latent = uniform(20 + item, i) + 0.3 * shift;
        const int answer = 1 + static_cast<int>(5 * latent);
        fmt::format_to(std::back_inserter(block), ",{}", answer < 1 ? 1 : answer > 5 ? 5 : answer);
      }
    }
    for (std::uint64_t item = 0; item < 10; ++item) {
      block += uniform(70 + item, i) + 0.2 * shift < 0.4 ? ",1" : ",0";
    }
    block += '\n';
    if (block.size() > (1U << 20U)) {
      out << block;
      block.clear();
    }
  }
  out << block;
}

}  // namespace kith::bench
