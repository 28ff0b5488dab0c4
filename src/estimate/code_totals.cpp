#include "estimate/code_totals.h"

#include <algorithm>
#include <utility>

#include "num/sum.h"

namespace kith::estimate {

CodeClusters::CodeClusters(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design)
    : lanes_(std::move(lanes)),
      breakdown_(breakdown),
      design_(design),
      stride_(lanes_.answers + 1),
      cells_((breakdown.cells() + 1) * stride_),
      counts_((breakdown.domains.size() + 1) * lanes_.lanes() * 2, chunk_rows) {}

void CodeClusters::add(std::size_t first_row, std::size_t rows) {
  const std::size_t lanes = lanes_.lanes();
  double* counts = counts_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const std::size_t lane = lanes_.lane_of[lanes_.codes[row]];
    const double weight = design_.weights()[row];
    cells_[breakdown_.cell_of[row] * stride_ + std::min(lane, lanes_.answers)] += weight;  // the last one: unanswered
    double* count = counts + (breakdown_.domain_of[row] * lanes + lane) * 2;
    count[0] += weight * weight;
    count[1] += 1;
  }
  counts_.fold();
}

Answers CodeClusters::answers(std::size_t domain) const {
  Answers result;
  result.counted.resize(lanes_.width);
  for (std::size_t lane = 0; lane < lanes_.lanes(); ++lane) {
    const std::size_t at = (domain * lanes_.lanes() + lane) * 2;
    count_lane(lanes_, lane, counts_[at], counts_[at + 1], result);
  }
  std::vector<num::Sum> weights(lanes_.answers);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      weights[lane] += cells_[cell * stride_ + lane];
    }
  }
  for (std::size_t k = 0; k < lanes_.width; ++k) {
    num::Sum total;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      total += lanes_.component(lane, k) * weights[lane].value();
    }
    result.totals.push_back(total.value());
  }
  return result;
}

std::vector<design::GroupTotal> CodeClusters::parts(std::size_t domain, std::span<const double> gradient) const {
  const std::vector<double> influence = lanes_.influence(gradient);
  std::vector<design::GroupTotal> result;
  result.reserve(breakdown_.begin[domain + 1] - breakdown_.begin[domain]);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    double total = 0;
    double weight = 0;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      total += influence[lane] * cells_[cell * stride_ + lane];
      weight += cells_[cell * stride_ + lane];
    }
    if (weight > 0) {
      result.push_back({breakdown_.group[cell], total, 0, 1});
    }
  }
  return result;
}

double CodeClusters::weighted_squares(std::size_t domain, std::span<const double> gradient) const {
  const std::vector<double> influence = lanes_.influence(gradient);
  num::Sum sum;
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      sum += influence[lane] * influence[lane] * cells_[cell * stride_ + lane];
    }
  }
  return sum.value();
}

}  // namespace kith::estimate
