#include "estimate/code_totals.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "num/sum.h"

namespace kith::estimate {

namespace {

// Two sums side by side, added to at once: the loop over the rows is bound by its reads and writes.
using Pair [[gnu::vector_size(16)]] = double;

inline Pair pair_at(const double* from) {
  Pair pair;
  std::memcpy(&pair, from, sizeof pair);
  return pair;
}

inline void add_pair(double* to, Pair pair) {
  pair += pair_at(to);
  std::memcpy(to, &pair, sizeof pair);
}

// Cells that hold few rows each are added up plainly in runs of this many, and the runs with compensation.
constexpr std::size_t run_of_cells = 64;

}  // namespace

void count_lane(const CodeLanes& lanes, std::size_t lane, double squared_weights, double respondents,
                Answers& answers) {
  const auto count = static_cast<std::int64_t>(respondents);
  if (lane >= lanes.answers) {
    answers.missing[lane - lanes.answers] += count;
    return;
  }
  answers.answered += count;
  answers.squared_weights += squared_weights;
  for (std::size_t k = 0; k < lanes.width; ++k) {
    answers.counted[k] += lanes.component(lane, k) != 0 ? count : 0;
  }
}

CodeClusters::CodeClusters(CodeLanes lanes, const Breakdown& breakdown, const design::Design& design, Scatter scatter)
    : lanes_(std::move(lanes)),
      breakdown_(breakdown),
      design_(design),
      keep_(lanes_.width <= 4 && scatter == Scatter::Unwanted ? Keep::Components : Keep::Answers),
      stride_(keep_ == Keep::Components ? lanes_.width : lanes_.answers + 1),
      cells_((breakdown.cells() + 1) * stride_),
      counts_((breakdown.domains.size() + 1) * lanes_.lanes() * 2, chunk_rows) {
  if (keep_ == Keep::Components) {
    table_.resize(256 * stride_);
    for (std::size_t code = 0; code < 256; ++code) {
      for (std::size_t k = 0; k < stride_ && lanes_.lane_of[code] < lanes_.answers; ++k) {
        table_[code * stride_ + k] = lanes_.component(lanes_.lane_of[code], k);
      }
    }
  }
}

template <std::size_t Width>
void CodeClusters::add_components(std::size_t first_row, std::size_t rows) {
  const std::size_t lanes = lanes_.lanes();
  const std::uint8_t* codes = lanes_.codes.data();
  const double* weights = design_.weights().data();
  const std::uint32_t* cell_of = breakdown_.cell_of.data();
  const std::uint32_t* domain_of = breakdown_.domain_of.data();
  const double* table = table_.data();
  double* cells = cells_.data();
  double* counts = counts_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const std::uint8_t code = codes[row];
    const double weight = weights[row];
    double* cell = cells + cell_of[row] * Width;
    if constexpr (Width == 2) {
      add_pair(cell, Pair{weight, weight} * pair_at(table + code * Width));
    } else {
      for (std::size_t k = 0; k < Width; ++k) {
        cell[k] += weight * table[code * Width + k];
      }
    }
    add_pair(counts + (domain_of[row] * lanes + lanes_.lane_of[code]) * 2, Pair{weight * weight, 1});
  }
}

void CodeClusters::add_answers(std::size_t first_row, std::size_t rows) {
  const std::size_t lanes = lanes_.lanes();
  double* counts = counts_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const std::size_t lane = lanes_.lane_of[lanes_.codes[row]];
    const double weight = design_.weights()[row];
    cells_[breakdown_.cell_of[row] * stride_ + std::min(lane, lanes_.answers)] += weight;  // the last one: unanswered
    add_pair(counts + (breakdown_.domain_of[row] * lanes + lane) * 2, Pair{weight * weight, 1});
  }
}

void CodeClusters::add(std::size_t first_row, std::size_t rows) {
  if (keep_ == Keep::Answers) {
    add_answers(first_row, rows);
  } else if (stride_ == 2) {
    add_components<2>(first_row, rows);
  } else if (stride_ == 3) {
    add_components<3>(first_row, rows);
  } else {
    add_components<4>(first_row, rows);
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
  std::vector<num::Sum> sums(stride_);
  const std::size_t end = breakdown_.begin[domain + 1];
  std::vector<double> run(stride_);
  for (std::size_t first = breakdown_.begin[domain]; first < end; first += run_of_cells) {
    std::ranges::fill(run, 0.0);
    for (std::size_t cell = first; cell < std::min(end, first + run_of_cells); ++cell) {
      for (std::size_t k = 0; k < stride_; ++k) {
        run[k] += cells_[cell * stride_ + k];
      }
    }
    for (std::size_t k = 0; k < stride_; ++k) {
      sums[k] += run[k];
    }
  }
  for (std::size_t k = 0; k < lanes_.width; ++k) {
    if (keep_ == Keep::Components) {
      result.totals.push_back(sums[k].value());
      continue;
    }
    num::Sum total;
    for (std::size_t lane = 0; lane < lanes_.answers; ++lane) {
      total += lanes_.component(lane, k) * sums[lane].value();
    }
    result.totals.push_back(total.value());
  }
  return result;
}

std::vector<double> CodeClusters::coefficients(std::span<const double> gradient) const {
  std::vector<double> result =
      keep_ == Keep::Components ? std::vector<double>(gradient.begin(), gradient.end()) : lanes_.influence(gradient);
  result.resize(stride_);
  return result;
}

std::vector<design::GroupTotal> CodeClusters::parts(std::size_t domain, std::span<const double> gradient) const {
  const std::vector<double> coefficient = coefficients(gradient);
  const std::size_t answered = keep_ == Keep::Components ? 1 : lanes_.answers;  // numbers that tell of an answer
  std::vector<design::GroupTotal> result;
  result.reserve(breakdown_.begin[domain + 1] - breakdown_.begin[domain]);
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    const double* kept = &cells_[cell * stride_];
    double total = 0;
    double weight = 0;
    for (std::size_t k = 0; k < stride_; ++k) {
      total += coefficient[k] * kept[k];
      weight += k < answered ? kept[k] : 0;
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
