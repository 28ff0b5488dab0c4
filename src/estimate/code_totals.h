// Totals of a measure over one categorical column (see accumulator.h).
#pragma once

#include "estimate/accumulator.h"
#include "estimate/chunked_sums.h"
#include "estimate/code_lanes.h"

namespace kith::estimate {

// Clusters of several respondents. A cell keeps the weight of each answer, from which the totals of any components
// follow (measures with few have CodeComponents). The domain keeps, per lane, the squared weights and the number of
// respondents.
class CodeClusters final : public Alone {
 public:
  CodeClusters(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design);
  void add(std::size_t first_row, std::size_t rows) override;
  Answers answers(std::size_t domain) const override;
  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override;
  double weighted_squares(std::size_t domain, std::span<const double> gradient) const override;

 private:
  CodeLanes lanes_;
  const Breakdown& breakdown_;
  const design::Design& design_;
  std::size_t stride_;  // numbers kept per cell: the answers, and one for none
  std::vector<double> cells_;
  ChunkedSums counts_;  // domain x lane x (squared weights, respondents)
};

// Every respondent a unit. A cell keeps, per answer, weights, squared weights and respondents: the influence of a
// respondent is his weight times a number that his answer decides, so first and second moments of any influence follow.
class CodeRespondents final : public Alone {
 public:
  CodeRespondents(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design);
  void add(std::size_t first_row, std::size_t rows) override;
  Answers answers(std::size_t domain) const override;
  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override;
  double weighted_squares(std::size_t domain, std::span<const double> gradient) const override;

 private:
  struct Moments {
    double weights, squares, respondents;
  };
  Moments at(std::size_t cell, std::size_t lane) const;
  // Over the cells of a domain, by answer.
  std::vector<Moments> added_up(std::size_t domain) const;

  CodeLanes lanes_;
  const Breakdown& breakdown_;
  const design::Design& design_;
  std::size_t stride_;                 // lanes kept per cell: the answers, and one for none
  ChunkedSums cells_;                  // cell x lane x (weights, squared weights, respondents)
  std::vector<std::int64_t> missing_;  // domain x reason
};

}  // namespace kith::estimate
