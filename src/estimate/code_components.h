// Totals of measures over categorical columns whose components are few: a mean or a share has two.
//
// Clusters of several respondents; a cell keeps the totals of the components, a domain keeps the squared weights of
// those who answered and how many respondents each lane has. Rows are taken in the order of the breakdown, so that the
// totals of a cell are added up in registers. Measures of two components are filled up to four at a time: what they
// share of a row (its weight, its cell) is read once, and the sums of one do not wait for those of another.
#pragma once

#include <cstdint>
#include <memory>

#include "estimate/accumulator.h"
#include "estimate/chunked_sums.h"
#include "estimate/code_lanes.h"

namespace kith::estimate {

class CodeComponents final : public Accumulator {
 public:
  static constexpr std::size_t widest = 4;  // components

  // Whether one more measure may be filled together with others of this width.
  static bool takes(std::size_t width, std::size_t others) { return others < (width == 2 ? most : 1); }

  CodeComponents(std::vector<CodeLanes> measures, const Breakdown& breakdown, const design::Design& design);
  ~CodeComponents() override;
  void add(std::size_t first_row, std::size_t rows) override;
  std::vector<const Totals*> totals() const override;

 private:
  class Of;  // one measure
  static constexpr std::size_t most = 4;

  template <std::size_t Width, std::size_t Count>
  void add_rows(std::size_t first_row, std::size_t rows);

  const Breakdown& breakdown_;
  const design::Design& design_;
  std::vector<std::unique_ptr<Of>> measures_;
  std::size_t pitch_;                      // lanes that a domain has in respondents_: the most of any measure
  std::vector<std::int64_t> respondents_;  // domain x lane x measure
  ChunkedSums squares_;                    // domain x measure
};

}  // namespace kith::estimate
