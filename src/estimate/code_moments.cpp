#include <cmath>
#include <utility>

#include "estimate/code_totals.h"
#include "num/sum.h"

namespace kith::estimate {

CodeRespondents::CodeRespondents(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design)
    : lanes_(std::move(lanes)),
      breakdown_(breakdown),
      design_(design),
      cells_((breakdown.cells() + 1) * lanes_.lanes() * 3, chunk_rows) {}

void CodeRespondents::add(std::size_t first_row, std::size_t rows) {
  const std::size_t lanes = lanes_.lanes();
  double* cells = cells_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const double weight = design_.weights()[row];
    double* cell = cells + (breakdown_.cell_of[row] * lanes + lanes_.lane_of[lanes_.codes[row]]) * 3;
    cell[0] += weight;
    cell[1] += weight * weight;
    cell[2] += 1;
  }
  cells_.fold();
}

CodeRespondents::Moments CodeRespondents::at(std::size_t cell, std::size_t lane) const {
  const std::size_t i = (cell * lanes_.lanes() + lane) * 3;
  return {cells_[i], cells_[i + 1], cells_[i + 2]};
}

Answers CodeRespondents::answers(std::size_t domain) const {
  Answers result;
  result.counted.resize(lanes_.width);
  std::vector<num::Sum> totals(lanes_.width);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    for (std::size_t lane = 0; lane < lanes_.lanes(); ++lane) {
      const Moments moments = at(cell, lane);
      count_lane(lanes_, lane, moments.squares, moments.respondents, result);
      for (std::size_t k = 0; k < lanes_.width && lane < lanes_.answers; ++k) {
        totals[k] += lanes_.component(lane, k) * moments.weights;
      }
    }
  }
  for (const num::Sum& total : totals) {
    result.totals.push_back(total.value());
  }
  return result;
}

// With h the number of an answer's lane, the influences in it are h w. About the mean m of all n that the stratum drew:
//   spread = sum over lanes of h^2 (sum w^2 - (sum w)^2 / k) + k (h sum w / k - m)^2, and m^2 for each of the n - k
//   others.
// Both terms are sums of squares, so nothing cancels; a difference of squared weights that is only rounding is none.
std::vector<design::GroupTotal> CodeRespondents::parts(std::size_t domain, std::span<const double> gradient) const {
  constexpr double rounding = 1e-13;
  const std::vector<double> influence = lanes_.influence(gradient);
  std::vector<design::GroupTotal> result;
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    design::GroupTotal part{breakdown_.group[cell], 0, 0, 0};
    num::Sum total;
    double present = 0;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      const Moments moments = at(cell, lane);
      total += influence[lane] * moments.weights;
      present += moments.respondents;
    }
    if (present == 0) {
      continue;
    }
    part.total = total.value();
    part.present = static_cast<std::int64_t>(present);
    const auto drawn = static_cast<double>(design_.drawn(part.group));
    const double mean = part.total / drawn;
    num::Sum spread;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      const Moments moments = at(cell, lane);
      if (moments.respondents > 0) {
        const double within = moments.squares - moments.weights * moments.weights / moments.respondents;
        const double from_mean = influence[lane] * moments.weights / moments.respondents - mean;
        spread += within > rounding * moments.squares ? influence[lane] * influence[lane] * within : 0;
        spread += moments.respondents * from_mean * from_mean;
      }
    }
    spread += (drawn - present) * mean * mean;
    part.spread = spread.value();
    result.push_back(part);
  }
  return result;
}

double CodeRespondents::weighted_squares(std::size_t domain, std::span<const double> gradient) const {
  const std::vector<double> influence = lanes_.influence(gradient);
  num::Sum sum;
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      sum += influence[lane] * influence[lane] * at(cell, lane).weights;
    }
  }
  return sum.value();
}

}  // namespace kith::estimate
