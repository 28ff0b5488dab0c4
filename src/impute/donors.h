// Predictive mean matching: whose answer a person without one gets.
//
// Donors are ordered by what the regression predicts for them. One of the `count` nearest to a prediction is taken at
// random, and where several are equally near, as they are when predictors have few levels, one of all of those: taking
// the first of a tie would give everybody the same handful of answers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kith::impute {

class Donors {
 public:
  // One prediction for each of the donors' rows; there is at least one.
  Donors(std::span<const double> predicted, std::span<const std::uint32_t> rows, std::size_t count);

  // The row of a donor; `which` and `among` are uniform in (0, 1).
  std::uint32_t near(double prediction, double which, double among) const;

 private:
  std::vector<double> values_;        // distinct predictions, ascending
  std::vector<std::uint32_t> first_;  // where those of each begin in rows_; and the end
  std::vector<std::uint32_t> rows_;
  std::size_t count_;
};

}  // namespace kith::impute
