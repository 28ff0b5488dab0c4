// Small made-up areas, an index of them and a look-up, for tests that need no file of a publisher.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/problem.h"
#include "data/import.h"
#include "place/index.h"
#include "place/library.h"
#include "place/pack.h"
#include "support/process.h"

namespace kith::place {

// Twenty areas Z01 .. Z20 of 2001 and Z01 .. Z21 of 2011; `ends_at` in TOML.
inline std::string definition(const std::string& id, const std::string& vintage, int areas,
                              const std::string& ends_at = "\"down\"", const std::string& by = "areas") {
  return fmt::format(R"(
[[index]]
id = "{}"
title = "Made-up index"
nations = ["Zedland"]
vintages = ["{}"]
areas = {}
[index.columns]
code = ["area"]
rank = ["rank"]
decile = ["decile"]
score = ["score"]
[index.deciles]
by = "{}"
ends_at = {}
[index.bands]
by = "{}"
)",
                     id, vintage, areas, by, ends_at, by);
}

inline const char* const vintages = R"(
[[vintage]]
id = "z2001"
title = "Z area 2001"
columns = ["z01"]
codes = [{ from = "Z01", to = "Z20" }]
[[vintage]]
id = "z2011"
title = "Z area 2011"
columns = ["z11"]
codes = [{ from = "Z01", to = "Z21" }]
)";

inline Library made_library(const std::string& definitions) {
  const std::vector<DefinitionFile> files{{"own.toml", vintages + definitions}};
  return library_with(files);
}

// area,rank,decile for areas Z01 ... in the order of rank.
inline std::string areas_csv(int areas, const std::vector<int>& deciles) {
  std::string csv = "area,rank,decile\n";
  for (int i = 1; i <= areas; ++i) {
    csv += fmt::format("Z{:02},{},{}\n", i, i, deciles[static_cast<std::size_t>(i - 1)]);
  }
  return csv;
}

inline Index index_from(const std::string& csv, const Library& library, const std::string& id,
                        const Population* population = nullptr) {
  const tests::Scratch folder;
  tests::spit(folder / "index.csv", csv);
  Index index = read_index(folder / "index.csv", library.index(id), library, population);
  index.file = "index.csv";
  return index;
}

// All problems of what fails, one a line; empty when nothing does.
template <typename Work>
std::string problems_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    std::string all;
    for (const Problem& problem : error.problems()) {
      all += problem.code + ": " + problem.message + " [" + problem.hint + "]\n";
    }
    return all;
  }
  return {};
}

}  // namespace kith::place
