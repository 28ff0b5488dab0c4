// An index of deprivation, read from its publisher's file and held against its own rule.
//
// What is checked: the columns are there; as many areas as the index has, each once, each of the index's vintage; ranks
// that are an order of them (ties share the first place or the mean of their places); scores, where the file has them,
// that do not rise with the rank; deciles, where the file has them, that follow from the ranks by the rule of the
// definition. Anything else refuses the file and names the areas, the first ten and how many more.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/table.h"
#include "place/library.h"
#include "place/ranking.h"

namespace kith::place {

struct Population {
  std::unordered_map<std::string, std::uint32_t> people;  // by area
  std::vector<std::string> left_out;                      // rows that are no areas ("Grand Total")
};

struct Index {
  Definition definition;
  // In the order of rank.
  std::vector<std::string> codes;
  std::vector<double> ranks;
  std::vector<std::uint8_t> deciles;
  std::vector<std::uint32_t> population;  // empty when none was given
  bool deciles_checked = false;           // the file has deciles, and they are right
  std::string file, hash;                 // name, SHA-256

  // The number of areas in the most deprived `percent`. Error when `by` is population and there is none.
  std::size_t in_band(double percent, std::optional<By> by = {}) const;
};

// A file of areas and people: the first column of area codes, and one called population, pop, or the like. Rows whose
// code is no area code (totals) are left out.
Population read_population(const std::filesystem::path& file, const Library& library);

// The file's areas as the index `id`. Throws one Error with every problem.
Index read_index(const std::filesystem::path& file, const Definition& definition, const Library& library,
                 const Population* population = nullptr);
// The same for a table in memory.
Index index_of(const data::Table& table, const data::Lines& lines, const Definition& definition, const Library& library,
               const Population* population = nullptr);

// "E01000001, E01000002 and 3 more": the first ten.
std::string some_of(const std::vector<std::string>& codes);

// "LSOA 2011", or "LSOA 2011 / Data Zone 2011".
std::string vintages_text(const Definition& definition, const Library& library);

}  // namespace kith::place
