// What is known of the population, as people write it down, and how it becomes auxiliaries.
//
// A margin is a column, or columns crossed (`sex:age`), with one total for each of its levels. A level is an option's
// code or label, or a number or text as the file has it; the levels of crossed columns are joined by the same colon
// ("F:16-24"). A numeric margin has an empty level and the total of a column or of an expression (`income`,
// `age * age`); crossed with columns it is the last, and its level names the others ("sex:income", "F"). The margin
// `total()` with an empty level is the size of the population.
//
// Everything that cannot be right is said at once, with margin and level: unknown columns and levels, respondents whose
// level has no total or who have no answer, levels without respondents, totals below 0, margins that do not add up to
// the same.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/auxiliaries.h"
#include "design/margin_total.h"

namespace kith::design {

// From a table with the columns margin, level and total. Throws Error with every line that cannot be read.
std::vector<MarginTotal> margin_totals(const data::Table& table);

enum class WithoutRespondents { Refuse, Ignore };  // levels with a total and nobody in them (R: partial)

// `weights` of 0 are no part of the sample: what such rows answered is of no account.
Auxiliaries auxiliaries(const std::vector<MarginTotal>& margins, const data::Table& table,
                        std::span<const double> weights, WithoutRespondents empty = WithoutRespondents::Refuse);

enum class Numbers { AsLevels, AsNumbers };  // of a margin that is a column of numbers

// Margins by their names alone, every level of them, with the totals 0: for non-response.
Auxiliaries auxiliaries(const std::vector<std::string>& margins, const data::Table& table,
                        std::span<const double> weights, Numbers numbers);

// The columns that margins mention.
std::vector<std::string> columns_of_margins(const std::vector<MarginTotal>& margins);

}  // namespace kith::design
