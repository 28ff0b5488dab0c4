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

  // In the order of `options`, of the people at all the levels. Empty where a column is not categorical, or where they
  // are not the people that `figure` counts: as many in its base, as many in its numerator.
  std::vector<std::int64_t> chosen(const finding::Finding& figure);

 private:
  using Levels = std::vector<std::uint8_t>;  // the levels' codes, then the answer's
  const std::map<Levels, std::int64_t>& tally(const std::vector<std::string>& columns);

  const data::Table& table_;
  std::vector<std::uint8_t> rows_;
  std::map<std::vector<std::string>, std::map<Levels, std::int64_t>> known_;  // by columns
};

}  // namespace kith::run
