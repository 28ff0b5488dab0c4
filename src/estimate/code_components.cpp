#include "estimate/code_components.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
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

template <std::size_t Width>
std::vector<double> added_up(std::span<const double> cells) {
  std::array<num::Sum, Width> sums;
  for (std::size_t first = 0; first < cells.size(); first += run_of_cells * Width) {
    std::array<double, Width> run{};
    const std::size_t last = std::min(cells.size(), first + run_of_cells * Width);
    for (std::size_t cell = first; cell < last; cell += Width) {
      for (std::size_t k = 0; k < Width; ++k) {
        run[k] += cells[cell + k];
      }
    }
    for (std::size_t k = 0; k < Width; ++k) {
      sums[k] += run[k];
    }
  }
  std::vector<double> result(Width);
  std::ranges::transform(sums, result.begin(), &num::Sum::value);
  return result;
}

template <std::size_t Width>
std::vector<design::GroupTotal> influences(std::span<const double> cells, std::span<const std::uint32_t> group,
                                           std::span<const double> gradient) {
  std::array<double, Width> slope;
  std::ranges::copy(gradient.first(Width), slope.begin());
  std::vector<design::GroupTotal> result(group.size());
  std::size_t found = 0;
  for (std::size_t cell = 0; cell < group.size(); ++cell) {
    const double* kept = &cells[cell * Width];
    double total = 0;
    for (std::size_t k = 0; k < Width; ++k) {
      total += slope[k] * kept[k];
    }
    result[found] = {group[cell], total, 0, 1};
    found += kept[0] > 0 ? 1 : 0;  // the first component tells of an answer
  }
  result.resize(found);
  return result;
}

}  // namespace

class CodeComponents::Of final : public Totals {
 public:
  Of(CodeLanes lanes, const CodeComponents& all, std::size_t place)
      : lanes_(std::move(lanes)),
        all_(all),
        place_(place),
        components_(256 * lanes_.width),
        shift_(place * 136),
        cells_((all.breakdown_.cells() + 1) * lanes_.width + shift_) {
    for (std::size_t code = 0; code < 256; ++code) {
      for (std::size_t k = 0; k < lanes_.width && lanes_.lane_of[code] < lanes_.answers; ++k) {
        components_[code * lanes_.width + k] = lanes_.component(lanes_.lane_of[code], k);
      }
    }
  }

  std::size_t width() const { return lanes_.width; }
  std::size_t lanes() const { return lanes_.lanes(); }
  const std::uint8_t* codes() const { return lanes_.codes.data(); }
  const std::uint16_t* lane_of() const { return lanes_.lane_of.data(); }
  const double* components() const { return components_.data(); }
  double* cells() { return cells_.data() + shift_; }

  Answers answers(std::size_t domain) const override {
    Answers result;
    result.counted.resize(lanes_.width);
    for (std::size_t lane = 0; lane < lanes_.lanes(); ++lane) {
      const std::size_t at = ((domain * all_.pitch_ + lane) * all_.measures_.size() + place_) * 2;
      count_lane(lanes_, lane, all_.counts_[at], all_.counts_[at + 1], result);
    }
    const std::span<const double> kept = cells_of(domain);
    result.totals = lanes_.width == 2 ? added_up<2>(kept) : lanes_.width == 3 ? added_up<3>(kept) : added_up<4>(kept);
    return result;
  }

  std::vector<design::GroupTotal> parts(std::size_t domain, std::span<const double> gradient) const override {
    const std::span<const double> kept = cells_of(domain);
    const std::span<const std::uint32_t> group =
        std::span(all_.breakdown_.group).subspan(all_.breakdown_.begin[domain], kept.size() / lanes_.width);
    return lanes_.width == 2   ? influences<2>(kept, group, gradient)
           : lanes_.width == 3 ? influences<3>(kept, group, gradient)
                               : influences<4>(kept, group, gradient);
  }

  double weighted_squares(std::size_t, std::span<const double>) const override {
    throw std::logic_error("squares of influences are not among what is kept: Scatter::Unwanted");
  }

 private:
  std::span<const double> cells_of(std::size_t domain) const {
    const std::vector<std::uint32_t>& begin = all_.breakdown_.begin;
    return std::span(cells_).subspan(shift_ + begin[domain] * lanes_.width,
                                     (begin[domain + 1] - begin[domain]) * lanes_.width);
  }

  CodeLanes lanes_;
  const CodeComponents& all_;
  std::size_t place_;
  std::vector<double> components_;  // of each code; all 0 where it is no answer
  // Large arrays begin at the same place of a page. Apart, what is written to one is not taken for what is read from
  // the next, which a processor tells by the lower bits of the address.
  std::size_t shift_;
  std::vector<double> cells_;  // cell x component
};

CodeComponents::CodeComponents(std::vector<CodeLanes> measures, const Breakdown& breakdown,
                               const design::Design& design)
    : breakdown_(breakdown),
      design_(design),
      pitch_(std::ranges::max(measures, {}, &CodeLanes::lanes).lanes()),
      counts_((breakdown.domains.size() + 1) * pitch_ * measures.size() * 2, chunk_rows) {
  for (CodeLanes& lanes : measures) {
    measures_.push_back(std::make_unique<Of>(std::move(lanes), *this, measures_.size()));
  }
}

CodeComponents::~CodeComponents() = default;

std::vector<const Totals*> CodeComponents::totals() const {
  std::vector<const Totals*> result;
  result.reserve(measures_.size());
  for (const auto& measure : measures_) {
    result.push_back(measure.get());
  }
  return result;
}

template <std::size_t Width, std::size_t Count>
void CodeComponents::add_rows(std::size_t first_row, std::size_t rows) {
  struct Column {
    const std::uint8_t* codes;
    const std::uint16_t* lane_of;
    const double* components;
    double* cells;
  };
  std::array<Column, Count> columns;
  for (std::size_t i = 0; i < Count; ++i) {
    Of& of = *measures_[i];
    columns[i] = {of.codes(), of.lane_of(), of.components(), of.cells()};
  }
  const double* weights = design_.weights().data();
  const std::uint32_t* cell_of = breakdown_.cell_of.data();
  const std::uint32_t* domain_of = breakdown_.domain_of.data();
  const std::size_t domain_pitch = pitch_ * Count * 2;
  double* counts = counts_.now();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const double weight = weights[row];
    const Pair counted{weight * weight, 1};
    const std::size_t cell = cell_of[row] * Width;
    double* domain = counts + domain_of[row] * domain_pitch;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < Count; ++i) {
      const Column& column = columns[i];
      const std::size_t code = column.codes[row];
      if constexpr (Width == 2) {
        add_pair(column.cells + cell, Pair{weight, weight} * pair_at(column.components + code * Width));
      } else {
        for (std::size_t k = 0; k < Width; ++k) {
          column.cells[cell + k] += weight * column.components[code * Width + k];
        }
      }
      add_pair(domain + (column.lane_of[code] * Count + i) * 2, counted);
    }
  }
}

void CodeComponents::add(std::size_t first_row, std::size_t rows) {
  const std::size_t count = measures_.size();
  if (measures_.front()->width() == 2) {
    count == 4   ? add_rows<2, 4>(first_row, rows)
    : count == 3 ? add_rows<2, 3>(first_row, rows)
    : count == 2 ? add_rows<2, 2>(first_row, rows)
                 : add_rows<2, 1>(first_row, rows);
  } else if (measures_.front()->width() == 3) {
    add_rows<3, 1>(first_row, rows);
  } else {
    add_rows<4, 1>(first_row, rows);
  }
  counts_.fold();
}

}  // namespace kith::estimate
