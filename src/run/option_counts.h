// How many people chose each option of a question, in every domain that figures are made of. The gate needs it for
// groups that two nets share and that no figure counts (disclose/answer_sets.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/table.h"
#include "finding/finding.h"

namespace kith::run {

// People who chose an option that the figure counts, where that is known.
std::optional<std::int64_t> counted(const finding::Finding::Answers& answers);

class OptionCounts {
 public:
  // `rows`: those that figures rest on, not 0. `table` must outlive this.
  OptionCounts(const data::Table& table, std::vector<std::uint8_t> rows) : table_(table), rows_(std::move(rows)) {}

  // In the order of `options`, of the people at all the levels. Empty where a column is no choice of a few, or where
  // they are not the people that `figure` counts: as many in its base, as many in its numerator.
  std::vector<std::int64_t> chosen(const finding::Finding& figure);

  // The numbers that were given to a question, as text and from the least on; none where they are more than a scale
  // has.
  std::vector<std::string> few_numbers(const std::string& question);

 private:
  using Levels = std::vector<std::uint8_t>;  // the levels' codes, then the answer's
  // A column as codes of options: of a categorical one its own, of numbers each that was given.
  struct Coded {
    std::vector<std::string> options;
    std::vector<std::uint8_t> codes;  // per row; an option's number, or above all of them
  };
  const Coded* coded(const std::string& column);
  const std::map<Levels, std::int64_t>& tally(const std::vector<std::string>& columns);
  std::optional<std::uint8_t> code_of(const std::string& column, const std::string& option);

  const data::Table& table_;
  std::vector<std::uint8_t> rows_;
  std::map<std::string, Coded> coded_;
  std::map<std::vector<std::string>, std::map<Levels, std::int64_t>> known_;  // by columns
};

}  // namespace kith::run
