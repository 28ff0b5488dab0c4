// Answers as a file holds them -> the options of the instrument, in the codebook's order.
//
// An answer is an option when the mapping file says so, or when it is the option's code or label; case, blanks around
// it and the shape of apostrophes do not count. What is no option is a problem, said once with how often it occurs,
// where first, and the nearest option. Missing is kept with its reason.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "data/given.h"
#include "data/table.h"
#include "study/study.h"

namespace kith::data {

// Where answers come from: the rows of the file that count, and how problems name them.
struct Origin {
  const Table& table;
  const Lines& lines;
  std::string source;
  std::span<const std::size_t> rows;

  Where where(std::size_t row) const { return {source, lines.of(row)}; }
};

using AnswerValues = std::map<std::string, std::string>;  // answer in the file -> option's code

// Finds options by what a file holds.
class OptionIndex {
 public:
  OptionIndex(const study::Question& question, const AnswerValues& values);

  std::optional<std::size_t> find(const Given& given) const;  // index of the question's option
  std::optional<std::size_t> find(std::string_view answer) const;
  std::string hint(std::string_view answer) const;

 private:
  const study::Question& question_;
  std::map<std::string, std::size_t> by_key_;
  std::map<double, std::size_t> by_value_;
};

// The instrument's options as a column has them; codes that are all numbers are values.
std::vector<Option> options_of(const study::Question& question);

Column recode_single(const study::Question& question, const Column& column, const Origin& origin,
                     const AnswerValues& values, Problems& problems);
Column recode_number(const study::Question& question, const Column& column, const Origin& origin,
                     const AnswerValues& values, Problems& problems);
Column recode_text(const study::Question& question, const Column& column, const Origin& origin);

// One yes/no column for each option that is an answer, and the set of them. "Don't know" and its like among the options
// are the reason why the others are missing.
struct Recoded {
  std::vector<Column> columns;
  ResponseSet set;
};
// Cells of options with `separator` between them. An option may hold the separator itself: the longest one counts.
Recoded recode_list(const study::Question& question, const Column& column, const Origin& origin,
                    const AnswerValues& values, char separator, Problems& problems);
// One column an option. What people wrote in the column of "Other (please specify)" says that they ticked it.
Recoded recode_ticks(const study::Question& question, const std::map<std::string, const Column*>& columns,
                     const Origin& origin, Problems& problems);

// Sets the rows that were not asked. Returns how many of them had an answer all the same.
std::size_t set_not_asked(Column& column, std::span<const std::uint8_t> asked);

Missing missing_of(const study::Option& option);

}  // namespace kith::data
