// Totals of measures over categorical columns whose components are few: a mean or a share has two.
//
// Clusters of several respondents; a cell keeps the totals of the components, a domain keeps the squared weights of
// those who answered and how many respondents each lane has. Rows are taken in the order of the breakdown, so that the
// totals of a cell are added up in registers. What the measures share of a chunk (weights, cells) is gathered once.
// Then four measures of two components are filled side by side, so that the sums of one do not wait for those of
// another, and where a column has few lanes a register counts the respondents of all of them, a byte each.
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

  CodeComponents(std::vector<CodeLanes> measures, const Breakdown& breakdown, const design::Design& design);
  ~CodeComponents() override;
  void add(std::size_t first_row, std::size_t rows) override;
  std::vector<const Totals*> totals() const override;

 private:
  struct Entry;
  class Of;     // one measure
  struct Run {  // of rows that follow each other in the order of the breakdown and share a cell
    std::uint32_t cell, domain, end;
  };
  static constexpr std::size_t side_by_side = 4;

  std::size_t gather(std::size_t first_row, std::size_t rows);
  template <std::size_t Width, std::size_t Count>
  void add_rows(std::size_t place, std::size_t first_row, std::size_t runs);
  void count_lanes(std::size_t place, std::size_t first_row, std::size_t rows);

  const Breakdown& breakdown_;
  const design::Design& design_;
  std::vector<std::unique_ptr<Of>> measures_;
  std::size_t pitch_;                      // lanes that a domain has in respondents_: the most of any measure
  std::vector<std::int64_t> respondents_;  // domain x lane x measure
  ChunkedSums squares_;                    // domain x measure
  // Of the chunk at hand.
  std::vector<double> weights_;  // in the order of the breakdown
  std::vector<Run> runs_;
};

}  // namespace kith::estimate
