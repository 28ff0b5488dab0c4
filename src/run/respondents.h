// Everyone who answered, of one population, over all waves: one table ready to be estimated.
//
// Beside the questions it has a categorical column for each dimension that figures are broken down by (wave, programme,
// nation, project, mode), with the study's codes in the study's order; a yes/no column for each theme; and `in_study`,
// which is "no" for a cell that plan.toml leaves out (J3): such respondents stay in the design and leave every figure.
//
// Columns that nobody outside sees begin with a dot, here and in a change between waves. No question's name does, nor
// the column of one of its options (study/code.h), so neither can take the other's place; and expressions read such a
// name as it is. Those that the plan asks for are in study/made_columns.h.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "data/table.h"
#include "design/spec.h"
#include "study/study.h"

namespace kith::run {

struct Respondents {
  const study::Population* population = nullptr;
  data::Table table;
  design::Spec design;
  std::vector<std::string> waves;   // codes of the waves that have responses
  std::vector<std::string> hashes;  // SHA-256 of each file of responses, in the study's order
  std::vector<std::string> files;   // and its name
  std::vector<std::string> losses;  // what the import could not carry
};

inline constexpr const char* in_study = ".in_study";
// Whose answers a row has, where waves hold people without further clusters: the respondent's id, or the row itself.
// Such people are the clusters, so that a change between waves knows who is in both.
inline constexpr const char* person_column = ".person";

// "fail", "certainty", "average", "adjust", as the loader has checked them.
design::LonelyPsu lonely_rule(const std::string& name);

// The answer as a code of the study: an option's code, or the text; empty when it is missing.
std::string code_at(const data::Column& column, std::size_t row);

// Reads the responses of every population that has any. Collects problems; a study without any response is one.
std::vector<Respondents> read_respondents(const study::Study& study, Problems& problems);

}  // namespace kith::run
