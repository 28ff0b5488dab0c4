// Small tables with gaps, drawn from a seed.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/table.h"
#include "num/random.h"

namespace kith::impute {

constexpr auto blank = static_cast<std::uint8_t>(data::Missing::Blank);

inline data::Column numbers(std::string name, std::vector<double> values, std::vector<std::uint8_t> reasons = {}) {
  return data::Column::number(std::move(name), std::move(values), std::move(reasons));
}

// Codes are places of the options, or data::missing_code.
inline data::Column choices(std::string name, const std::vector<std::string>& labels, std::vector<std::uint8_t> codes) {
  std::vector<data::Option> options;
  for (const std::string& label : labels) {
    options.push_back({label, label, {}, data::Missing::None});
  }
  return data::Column::categorical(std::move(name), std::move(options), std::move(codes));
}

// x of everybody; y = x + noise, and `agrees`, likelier for large x, both missing the more the larger x is; `kind`,
// with gaps by chance; a stratum and a cluster of ten.
inline data::Table made_up(std::size_t rows, std::uint64_t seed) {
  num::Random random(seed);
  std::vector<double> x, y, cluster, stratum;
  std::vector<std::uint8_t> gone, agrees, kind;
  double effect = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    effect = row % 10 == 0 ? 0.5 * random.normal() : effect;
    cluster.push_back(static_cast<double>(row / 10));
    stratum.push_back(static_cast<double>(row / 10 % 2));
    x.push_back(random.normal());
    y.push_back(x.back() + effect + random.normal());
    gone.push_back(random.uniform() < 1 / (1 + std::exp(-2 * x.back() + 1)) ? blank : 0);
    const bool yes = random.uniform() < 1 / (1 + std::exp(-x.back()));
    const bool silent = random.uniform() < 1 / (1 + std::exp(-1.5 * x.back() + 1.5));
    agrees.push_back(silent ? data::missing_code(data::Missing::Blank) : (yes ? 1 : 0));
    kind.push_back(random.uniform() < 0.1 ? data::missing_code(data::Missing::Blank)
                                          : static_cast<std::uint8_t>(random.below(3)));
  }
  data::Table table;
  table.source = "made-up";
  table.add(numbers("x", x));
  table.add(numbers("y", y, gone));
  table.add(choices("agrees", {"no", "yes"}, agrees));
  table.add(choices("kind", {"a", "b", "c"}, kind));
  table.add(numbers("cluster", cluster));
  table.add(numbers("stratum", stratum));
  return table;
}

}  // namespace kith::impute
