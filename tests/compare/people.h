// People made up for comparisons: their sex, age, weights, clusters, and what they answer.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compare/composition.h"
#include "compare/sample.h"
#include "data/table.h"
#include "num/random.h"

namespace kith::compare {

inline data::Column levels(const std::string& name, std::vector<std::uint8_t> codes,
                           const std::vector<std::string>& labels) {
  std::vector<data::Option> options;
  for (const std::string& label : labels) {
    options.push_back({label, label, {}, data::Missing::None});
  }
  return data::Column::categorical(name, std::move(options), std::move(codes));
}

// People whose answer depends on sex and age; `women` and `young` are their shares.
inline data::Table people(std::size_t n, double women, double young, std::uint64_t seed) {
  num::Random random(seed);
  std::vector<std::uint8_t> sex(n);
  std::vector<std::uint8_t> age(n);
  std::vector<std::uint8_t> yes(n);
  std::vector<double> weight(n);
  std::vector<double> cluster(n);
  std::vector<double> years(n);
  for (std::size_t i = 0; i < n; ++i) {
    sex[i] = random.uniform() < women ? 1 : 0;
    age[i] = random.uniform() < young ? 0 : (random.uniform() < 0.5 ? 1 : 2);
    yes[i] = random.uniform() < 0.2 + 0.3 * sex[i] + 0.15 * age[i] ? 1 : 0;
    weight[i] = 0.5 + random.uniform();
    cluster[i] = static_cast<double>(i % 25);
    years[i] = 20 + 20 * age[i] + 19 * random.uniform();
  }
  data::Table table;
  table.source = "people.csv";
  table.add(levels("sex", sex, {"Male", "Female"}));
  table.add(levels("age", age, {"16-34", "35-54", "55+"}));
  table.add(levels("trust", yes, {"no", "yes"}));
  table.add(data::Column::number("w", weight));
  table.add(data::Column::number("cluster", cluster));
  table.add(data::Column::number("years", years));
  return table;
}

// The same people as a table of cells by sex and age; `design_factor` is that of every cell.
struct CellsOfPeople {
  std::vector<std::uint8_t> sex, age;
  std::vector<double> base, percent;

  explicit CellsOfPeople(const data::Table& people) {
    for (std::uint8_t s = 0; s < 2; ++s) {
      for (std::uint8_t a = 0; a < 3; ++a) {
        double n = 0;
        double yes = 0;
        for (std::size_t row = 0; row < people.rows(); ++row) {
          if (people.column("sex").codes()[row] == s && people.column("age").codes()[row] == a) {
            n += 1;
            yes += people.column("trust").codes()[row];
          }
        }
        sex.push_back(s);
        age.push_back(a);
        base.push_back(n);
        percent.push_back(100 * yes / n);
      }
    }
  }

  data::Table table(double design_factor = 1) const {
    data::Table cells;
    cells.add(levels("sex", sex, {"Male", "Female"}));
    cells.add(levels("age", age, {"16-34", "35-54", "55+"}));
    cells.add(data::Column::number("n", base));
    cells.add(data::Column::number("percent", percent));
    cells.add(data::Column::number("deft", std::vector<double>(base.size(), design_factor)));
    return cells;
  }
};

inline Side side(const data::Table& table, design::Spec spec = {}) {
  return {.table = &table, .measure = "share(trust in \"yes\")", .design = std::move(spec)};
}

inline const std::vector<Characteristic> sex_and_age{{"sex", "sex"}, {"age", "age"}};

}  // namespace kith::compare
