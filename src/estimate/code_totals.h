// Totals of a measure over one categorical column (see accumulator.h).
#pragma once

#include "estimate/accumulator.h"
#include "estimate/chunked_sums.h"
#include "estimate/code_lanes.h"

namespace kith::estimate {

// Clusters of several respondents. A cell keeps the totals of the components where these are few (a mean has two), else
// the weight of each answer, from which those of any component follow. The domain keeps, per lane, the squared weights
// and the number of respondents.
class CodeClusters final : public Accumulator {
 public:
  CodeClusters(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design, Scatter scatter);
  void add(std::size_t first_row, std::size_t rows) override;
  Answers answers(std::size_t domain) const override;
  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override;
  double weighted_squares(std::size_t domain, std::span<const double> gradient) const override;

 private:
  enum class Keep { Components, Answers };

  template <std::size_t Width>
  void add_components(std::size_t first_row, std::size_t rows);
  void add_answers(std::size_t first_row, std::size_t rows);
  // What each kept number adds to gradient . components.
  std::vector<double> coefficients(std::span<const double> gradient) const;

  CodeLanes lanes_;
  const Breakdown& breakdown_;
  const design::Design& design_;
  Keep keep_;
  std::size_t stride_;         // numbers kept per cell
  std::vector<double> table_;  // Keep::Components: 256 x stride
  std::vector<double> cells_;
  ChunkedSums counts_;  // domain x lane x (squared weights, respondents)
};

// Every respondent a unit. A cell keeps, per lane, weights, squared weights and respondents: the influence of a
// respondent is his weight times a number that his answer decides, so first and second moments of any influence follow.
class CodeRespondents final : public Accumulator {
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

  CodeLanes lanes_;
  const Breakdown& breakdown_;
  const design::Design& design_;
  ChunkedSums cells_;  // cell x lane x (weights, squared weights, respondents)
};

// Counts of a domain by lane, as both kinds have them.
void count_lane(const CodeLanes& lanes, std::size_t lane, double squared_weights, double respondents, Answers& answers);

}  // namespace kith::estimate
