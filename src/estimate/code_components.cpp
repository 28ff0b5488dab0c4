#include "estimate/code_components.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "num/sum.h"

namespace kith::estimate {

namespace {

// The totals of a run of rows, in registers: two of them side by side.
template <std::size_t Width>
struct Sums {
  std::array<double, Width> of{};

  void add(double weight, const double* components) {
    for (std::size_t k = 0; k < Width; ++k) {
      of[k] += weight * components[k];
    }
  }
  void add_to(double* cell) const {
    for (std::size_t k = 0; k < Width; ++k) {
      cell[k] += of[k];
    }
  }
};

template <>
struct Sums<2> {
  using Pair [[gnu::vector_size(16)]] = double;
  Pair of{};

  static Pair at(const double* from) {
    Pair pair;
    std::memcpy(&pair, from, sizeof pair);
    return pair;
  }
  void add(double weight, const double* components) { of += Pair{weight, weight} * at(components); }
  void add_to(double* cell) const {
    const Pair sum = at(cell) + of;
    std::memcpy(cell, &sum, sizeof sum);
  }
};

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
      const std::size_t at = (domain * all_.pitch_ + lane) * all_.measures_.size() + place_;
      count_lane(lanes_, lane, 0, static_cast<double>(all_.respondents_[at]), result);
    }
    result.squared_weights = all_.squares_[domain * all_.measures_.size() + place_];
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
      respondents_((breakdown.domains.size() + 1) * pitch_ * measures.size()),
      squares_((breakdown.domains.size() + 1) * measures.size(), chunk_rows) {
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
    columns[i] = {of.codes() + first_row, of.lane_of(), of.components(), of.cells()};
  }
  const double* weights = design_.weights().data() + first_row;
  const std::uint32_t* cell_of = breakdown_.cell_of.data() + first_row;
  const std::uint32_t* domain_of = breakdown_.domain_of.data() + first_row;
  const std::uint16_t* order = breakdown_.order.data() + first_row;
  for (std::size_t at = 0; at < rows;) {
    const std::size_t cell = cell_of[order[at]];
    const std::size_t domain = domain_of[order[at]];
    std::int64_t* respondents = respondents_.data() + domain * pitch_ * Count;
    std::array<Sums<Width>, Count> sums{};
    std::array<double, Count> squares{};
    for (; at < rows && cell_of[order[at]] == cell; ++at) {
      const std::size_t row = order[at];
      const double weight = weights[row];
#pragma GCC unroll 4
      for (std::size_t i = 0; i < Count; ++i) {
        const std::size_t code = columns[i].codes[row];
        const double* components = columns[i].components + code * Width;
        sums[i].add(weight, components);
        squares[i] += weight * weight * components[0];
        ++respondents[columns[i].lane_of[code] * Count + i];
      }
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < Count; ++i) {
      sums[i].add_to(columns[i].cells + cell * Width);
      squares_.now()[domain * Count + i] += squares[i];
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
  squares_.fold();
}

}  // namespace kith::estimate
