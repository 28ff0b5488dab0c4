#include "place/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kith::place {

std::size_t last_rank(std::size_t areas, double percent, EndsAt rule) {
  // Percentages are whole or have few decimals: in ten-thousandths the product is exact.
  const auto parts = static_cast<std::uint64_t>(std::llround(percent * 100));
  const std::uint64_t product = areas * parts;
  constexpr std::uint64_t whole = 10'000;
  switch (rule) {
    case EndsAt::Down:
      return product / whole;
    case EndsAt::Up:
      return (product + whole - 1) / whole;
    case EndsAt::Nearest:
      break;
  }
  return (product + whole / 2) / whole;
}

std::vector<std::uint8_t> deciles_by_areas(std::span<const double> ranks, EndsAt rule) {
  std::vector<std::uint8_t> deciles;
  deciles.reserve(ranks.size());
  std::uint8_t decile = 1;
  for (const double rank : ranks) {
    while (decile < 10 && rank > static_cast<double>(last_rank(ranks.size(), decile * 10.0, rule))) {
      ++decile;
    }
    deciles.push_back(decile);
  }
  return deciles;
}

std::vector<std::uint8_t> deciles_by_population(std::span<const std::uint32_t> population) {
  const std::uint64_t all = std::accumulate(population.begin(), population.end(), std::uint64_t{0});
  std::vector<std::uint8_t> deciles;
  deciles.reserve(population.size());
  std::uint64_t before = 0;
  for (const std::uint32_t people : population) {
    before += people;
    const std::uint64_t tenth = all == 0 ? 10 : (10 * before + all - 1) / all;
    deciles.push_back(static_cast<std::uint8_t>(std::clamp<std::uint64_t>(tenth, 1, 10)));
  }
  return deciles;
}

std::size_t areas_in_band(std::span<const double> ranks, double percent, EndsAt rule) {
  const auto last = static_cast<double>(last_rank(ranks.size(), percent, rule));
  return static_cast<std::size_t>(std::ranges::upper_bound(ranks, last) - ranks.begin());
}

std::size_t areas_in_band(std::span<const std::uint32_t> population, double percent) {
  const std::uint64_t all = std::accumulate(population.begin(), population.end(), std::uint64_t{0});
  const auto parts = static_cast<std::uint64_t>(std::llround(percent * 100));
  std::uint64_t before = 0;
  std::size_t count = 0;
  while (count < population.size() && (before + population[count]) * 10'000 <= all * parts) {
    before += population[count];
    ++count;
  }
  return count;
}

}  // namespace kith::place
