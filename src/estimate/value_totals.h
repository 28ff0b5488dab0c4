// Totals of a measure over any expressions (see accumulator.h): components are worked out block by block.
#pragma once

#include "estimate/accumulator.h"

namespace kith::estimate {

// What both kinds share: component values of a block of rows, and the counts of each domain.
class ValueTotals : public Alone {
 public:
  ValueTotals(const Measure& measure, const Breakdown& breakdown, const design::Design& design, Scatter scatter);
  void add(std::size_t first_row, std::size_t rows) final;
  double weighted_squares(std::size_t domain, std::span<const double> gradient) const final;

 protected:
  // One respondent who answered; `components` has size() numbers.
  virtual void add_row(std::size_t cell, double weight, const double* components) = 0;
  Answers counts(std::size_t domain) const;  // without totals

  std::size_t width() const { return measure_.size(); }
  const Measure& measure_;
  const Breakdown& breakdown_;
  const design::Design& design_;

 private:
  struct Domain {
    std::int64_t answered = 0;
    double squared_weights = 0;
    std::array<std::int64_t, 8> missing{};
  };
  Scatter scatter_;
  std::vector<Domain> domains_;
  std::vector<std::int64_t> counted_;  // domain x component
  std::vector<double> products_;       // domain x (component pairs, upper triangle): Scatter::Wanted
};

class ValueClusters final : public ValueTotals {
 public:
  ValueClusters(const Measure& measure, const Breakdown& breakdown, const design::Design& design, Scatter scatter);
  Answers answers(std::size_t domain) const override;
  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override;

 private:
  void add_row(std::size_t cell, double weight, const double* components) override;
  std::vector<double> cells_;  // cell x component
};

class ValueRespondents final : public ValueTotals {
 public:
  ValueRespondents(const Measure& measure, const Breakdown& breakdown, const design::Design& design, Scatter scatter);
  Answers answers(std::size_t domain) const override;
  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override;

 private:
  void add_row(std::size_t cell, double weight, const double* components) override;
  std::size_t stride_;
  // cell x (respondents; the first one's weighted components; sums of the differences from these; their products)
  std::vector<double> cells_;
};

}  // namespace kith::estimate
