#include "table_release.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <string>

namespace kith::bench {

namespace {

struct Count {
  std::int64_t with = 0, base = 0;
};

}  // namespace

std::vector<finding::Finding> table_release(const TableSize& size) {
  std::mt19937_64 random(11);
  std::mt19937_64 later(12);
  const auto uniform = [](std::mt19937_64& source) {
    return static_cast<double>(source() >> 11U) / 9007199254740992.0;
  };
  const auto people = [&](std::mt19937_64& source, double about) {
    Count count{0, static_cast<std::int64_t>(about * -std::log(1 - uniform(source)))};
    count.with = static_cast<std::int64_t>(static_cast<double>(count.base) * (0.2 + 0.6 * uniform(source)));
    return count;
  };
  std::map<std::array<int, 3>, Count> cells;  // -1: all
  for (int p = 0; p < size.projects; ++p) {
    for (int g = 0; g < size.groups; ++g) {
      for (int w = 0; w < size.waves; ++w) {
        const Count first = people(random, size.people), late = people(later, size.late);
        for (int margin = 0; margin < 8; ++margin) {
          Count& sum = cells[{(margin & 1) != 0 ? -1 : p, (margin & 2) != 0 ? -1 : g, (margin & 4) != 0 ? -1 : w}];
          sum.with += first.with + late.with;
          sum.base += first.base + late.base;
        }
      }
    }
  }
  static constexpr std::array<const char*, 3> dimensions{"project", "group", "wave"};
  std::vector<finding::Finding> findings;
  for (const auto& [levels, count] : cells) {
    finding::Finding& finding = findings.emplace_back();
    finding.id = "trust";
    finding.indicator = "trust";
    finding.measure = "share(trust)";
    finding.population = "participant";
    for (std::size_t d = 0; d < dimensions.size(); ++d) {
      if (levels[d] >= 0) {
        const std::string code = dimensions[d][0] + std::to_string(levels[d]);
        finding.by.push_back({dimensions[d], code, code});
        finding.id += "_" + code;
      }
    }
    finding.bases.unweighted = count.base;
    finding.numerator = count.with;
    if (count.base > 0) {
      finding.value = static_cast<double>(count.with) / static_cast<double>(count.base);
    }
  }
  return findings;
}

}  // namespace kith::bench
