// How long multiple imputation takes: ten incomplete columns (numbers, scales of five, yes-or-no, four unordered
// options; a fifth of each missing), a weight, strata and clusters; on one thread and on all.
//
//   impute_bench [ROWS] [IMPUTATIONS] [ITERATIONS]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "data/table.h"
#include "impute/impute.h"
#include "num/random.h"

namespace {

using namespace kith;

std::vector<data::Option> options(int count, bool values) {
  std::vector<data::Option> list;
  for (int i = 1; i <= count; ++i) {
    list.push_back({values ? std::to_string(i) : std::string(1, static_cast<char>('a' + i)),
                    values ? std::to_string(i) : fmt::format("answer {}", i),
                    values ? std::optional<double>(i) : std::nullopt});
  }
  return list;
}

// Whether somebody did not answer.
bool is_gap(num::Random& random) {
  return random.uniform() < 0.2;
}

data::Column options_column(const std::string& name, int count, bool values, const std::vector<double>& latent,
                            num::Random& random) {
  std::vector<std::uint8_t> codes;
  for (const double z : latent) {
    const double u = z + random.normal();
    const int place = std::clamp(static_cast<int>((u + 2) / 4 * count), 0, count - 1);
    codes.push_back(is_gap(random) ? data::missing_code(data::Missing::Blank) : static_cast<std::uint8_t>(place));
  }
  return data::Column::categorical(name, options(count, values), std::move(codes));
}

data::Table made_up(std::size_t rows) {
  num::Random random(20250101);
  std::vector<double> weight, stratum, cluster, latent;
  for (std::size_t row = 0; row < rows; ++row) {
    stratum.push_back(static_cast<double>(row * 10 / rows));
    cluster.push_back(static_cast<double>(row / 50));
    weight.push_back(1 + 4 * random.uniform());
    latent.push_back(random.normal());
  }
  data::Table table;
  table.add(data::Column::number("w", weight));
  table.add(data::Column::number("stratum", stratum));
  table.add(data::Column::number("cluster", cluster));
  for (int k = 0; k < 4; ++k) {
    std::vector<double> values;
    std::vector<std::uint8_t> reasons;
    for (const double z : latent) {
      values.push_back(10 + 2 * z + random.normal());
      reasons.push_back(static_cast<std::uint8_t>(is_gap(random) ? data::Missing::Blank : data::Missing::None));
    }
    table.add(data::Column::number(fmt::format("number{}", k), std::move(values), std::move(reasons)));
  }
  table.add(options_column("scale0", 5, true, latent, random));
  table.add(options_column("scale1", 5, true, latent, random));
  table.add(options_column("yes0", 2, false, latent, random));
  table.add(options_column("yes1", 2, false, latent, random));
  table.add(options_column("kind0", 4, false, latent, random));
  table.add(options_column("kind1", 4, false, latent, random));
  return table;
}

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int i, std::size_t otherwise) {
    return count > i ? static_cast<std::size_t>(std::strtoull(arguments[i], nullptr, 10)) : otherwise;
  };
  const std::size_t rows = number(1, 100000);
  const data::Table table = made_up(rows);
  for (const int threads : {1, 0}) {
    impute::Options options{.count = number(2, 5), .seed = 1, .iterations = number(3, 5)};
    for (const data::Column& column : table.columns()) {
      options.columns.push_back(column.name);
    }
    options.weight = "w";
    options.strata = {"stratum"};
    options.clusters = {"cluster"};
    options.threads = {threads};
    const auto begin = std::chrono::steady_clock::now();
    const impute::Imputations imputations = impute::impute(table, options);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    fmt::print("{} rows, {} incomplete columns, {} imputations, {} iterations, {}: {:.2f} s\n", rows,
               imputations.columns().size(), imputations.count(), imputations.iterations(),
               threads == 1 ? "one thread" : "all threads", taken.count());
  }
}
