// What one pass over the respondents leaves of one measure in one breakdown: from here on nobody reads a row again.
//
// Two facts choose how totals are kept, so there are four kinds behind one interface:
//
//                        clusters of several respondents        every respondent a unit
//   categorical column   CodeComponents, CodeClusters           CodeRespondents
//   any expression       ValueClusters                          ValueRespondents
//
// Categorical columns stay bytes: what a byte contributes is looked up. With clusters the totals of each component are
// kept per cell. Where every respondent is a unit a cell is a stratum, and second moments take the place of a matrix of
// respondents by components.
//
// Precision: sums run over blocks of `chunk_rows` rows and the blocks are added with compensation wherever a cell can
// hold more rows than one block. Accumulators are independent of each other, and each takes its rows in the order of
// the file, so the number of threads does not change a bit. A few measures of one breakdown are filled together, chunk
// by chunk, and read off before the next few: memory does not grow with the number of measures. Means and shares of
// categorical columns are filled row by row for several columns at once (CodeComponents).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "design/design.h"
#include "estimate/breakdown.h"
#include "estimate/measure.h"

namespace kith::estimate {

enum class Scatter { Unwanted, Wanted };  // of the components, for design effects

// The respondents of one domain, with a weight above 0.
struct Answers {
  std::vector<double> totals;  // weighted, by component
  std::int64_t answered = 0;
  double squared_weights = 0;             // of those who answered
  std::array<std::int64_t, 8> missing{};  // by data::Missing
  std::vector<std::int64_t> counted;      // respondents whose component is not 0, by component
};

// What the pass left of one measure.
class Totals {
 public:
  virtual ~Totals() = default;

  virtual Answers answers(std::size_t domain) const = 0;
  // The influences gradient . components, added up per group; ascending, only groups with someone who answered.
  virtual std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const = 0;
  // Weighted sum of (gradient . components)^2 over those who answered; only with Scatter::Wanted.
  virtual double weighted_squares(std::size_t domain, std::span<const double> gradient) const = 0;
};

// What fills them.
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  virtual void add(std::size_t first_row, std::size_t rows) = 0;  // at most chunk_rows, each row once
  virtual std::vector<const Totals*> totals() const = 0;          // of its measures, in their order
};

// An accumulator of one measure.
class Alone : public Accumulator, public Totals {
 public:
  std::vector<const Totals*> totals() const final { return {this}; }
};

// Between them they hold `measures` in their order: one each, or a few that are filled together. All must outlive them.
std::vector<std::unique_ptr<Accumulator>> accumulators(std::span<const Measure* const> measures,
                                                       const Breakdown& breakdown, const design::Design& design,
                                                       Scatter scatter);

}  // namespace kith::estimate
