// A mapping file: which columns of an export hold the answers to which questions, and what its answers mean
// (docs/formats.md, "Mapping files").
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "data/import.h"
#include "study/study.h"

namespace kith::data {

struct MappedColumn {
  std::string header;  // "Q3. How often ..." or "Q4. Why did you get involved? / To meet people"
  Where where;
};

struct Mapping {
  std::string file;                                                     // empty: no mapping
  std::map<std::string, MappedColumn> columns;                          // question, or column of study.toml
  std::map<std::string, std::map<std::string, MappedColumn>> multiple;  // question -> option -> column
  std::map<std::string, std::map<std::string, std::string>> values;     // question -> answer in the file -> option
  std::map<std::string, char> separators;  // question of several answers in one column -> what stands between them
  ReadOptions reading;                     // [header]
  Missing blank = Missing::Blank;  // what an empty answer means: blank = "not_asked" in [header] says routed out
};

// Reads the bytes of a mapping file. Unknown questions, options and keys become problems.
Mapping read_mapping(std::string_view bytes, const std::string& file, const study::Population& population,
                     const study::Instrument& instrument, Problems& problems);

// The columns of the responses that the population's entry in study.toml names, each once.
std::vector<std::string> design_columns(const study::Population& population);

}  // namespace kith::data
