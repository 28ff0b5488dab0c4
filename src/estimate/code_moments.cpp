#include <algorithm>
#include <utility>

#include "estimate/code_totals.h"
#include "num/sum.h"

namespace kith::estimate {

CodeRespondents::CodeRespondents(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design)
    : lanes_(std::move(lanes)),
      breakdown_(breakdown),
      design_(design),
      stride_(lanes_.answers + 1),
      cells_((breakdown.cells() + 1) * stride_ * 3, chunk_rows),
      missing_((breakdown.domains.size() + 1) * 8) {}

void CodeRespondents::add(std::size_t first_row, std::size_t rows) {
  const double* weights = design_.weights().data();
  double* cells = cells_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const std::size_t lane = lanes_.lane_of[lanes_.codes[row]];
    if (lane >= lanes_.answers) {
      ++missing_[std::size_t{breakdown_.domain_of[row]} * 8 + (lane - lanes_.answers)];
      continue;
    }
    const double weight = weights[row];
    double* cell = cells + (breakdown_.cell_of[row] * stride_ + lane) * 3;
    cell[0] += weight;
    cell[1] += weight * weight;
    cell[2] += 1;
  }
  cells_.fold();
}

CodeRespondents::Moments CodeRespondents::at(std::size_t cell, std::size_t lane) const {
  const std::size_t i = (cell * stride_ + lane) * 3;
  return {cells_[i], cells_[i + 1], cells_[i + 2]};
}

std::vector<CodeRespondents::Moments> CodeRespondents::added_up(std::size_t domain) const {
  struct Sums {
    num::Sum weights, squares;
    double respondents = 0;
  };
  std::vector<Sums> sums(lanes_.answers);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      const Moments moments = at(cell, lane);
      sums[lane].weights += moments.weights;
      sums[lane].squares += moments.squares;
      sums[lane].respondents += moments.respondents;
    }
  }
  std::vector<Moments> result;
  result.reserve(sums.size());
  for (const Sums& sum : sums) {
    result.push_back({sum.weights.value(), sum.squares.value(), sum.respondents});
  }
  return result;
}

Answers CodeRespondents::answers(std::size_t domain) const {
  Answers result;
  result.counted.resize(lanes_.width);
  const std::vector<Moments> lanes = added_up(domain);
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    count_lane(lanes_, lane, lanes[lane].squares, lanes[lane].respondents, result);
  }
  std::copy_n(missing_.begin() + static_cast<std::ptrdiff_t>(domain * 8), 8, result.missing.begin());
  for (std::size_t k = 0; k < lanes_.width; ++k) {
    num::Sum total;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      total += lanes_.component(lane, k) * lanes[lane].weights;
    }
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
  result.reserve(breakdown_.begin[domain + 1] - breakdown_.begin[domain]);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    design::GroupTotal part{breakdown_.group[cell], 0, 0, 0};
    double present = 0;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      const Moments moments = at(cell, lane);
      part.total += influence[lane] * moments.weights;
      present += moments.respondents;
    }
    if (present == 0) {
      continue;
    }
    part.present = static_cast<std::int64_t>(present);
    const auto drawn = static_cast<double>(design_.drawn(part.group));
    const double mean = part.total / drawn;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      const Moments moments = at(cell, lane);
      if (moments.respondents > 0) {
        const double within = moments.squares - moments.weights * moments.weights / moments.respondents;
        const double from_mean = influence[lane] * moments.weights / moments.respondents - mean;
        part.spread += within > rounding * moments.squares ? influence[lane] * influence[lane] * within : 0;
        part.spread += moments.respondents * from_mean * from_mean;
      }
    }
    part.spread += (drawn - present) * mean * mean;
    result.push_back(part);
  }
  return result;
}

double CodeRespondents::weighted_squares(std::size_t domain, std::span<const double> gradient) const {
  const std::vector<double> influence = lanes_.influence(gradient);
  const std::vector<Moments> lanes = added_up(domain);
  num::Sum sum;
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
    sum += influence[lane] * influence[lane] * lanes[lane].weights;
  }
  return sum.value();
}

}  // namespace kith::estimate
