#include "estimate/code_components.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
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
  void add(double weight, const double* components) {
    of += Pair{weight, weight} * at(std::assume_aligned<16>(components));
  }
  void add_to(double* cell) const {
    const Pair sum = at(cell) + of;
    std::memcpy(cell, &sum, sizeof sum);
  }
};

// How many rows have each lane, in one register.
constexpr std::size_t few_lanes = 16;
constexpr std::size_t most_in_run = 255;  // that a byte can count

struct Lanes {
  using Bytes [[gnu::vector_size(few_lanes)]] = std::uint8_t;
  Bytes of{};

  void add(const std::array<std::uint8_t, few_lanes>& one) {
    Bytes added;
    std::memcpy(&added, std::assume_aligned<few_lanes>(one.data()), sizeof added);
    of += added;
  }
};

// Cells that hold few rows each are added up plainly in runs of this many, and the runs with compensation.
constexpr std::size_t run_of_cells = 64;

template <std::size_t Width>
std::vector<double> added_up(std::span<const double> cells) {
  std::array<num::Sum, Width> sums;
  for (std::size_t first = 0; first < cells.size(); first += run_of_cells * Width) {
    // Two sums of each at once, so that one addition does not wait for the last.
    std::array<double, 2 * Width> run{};
    const std::size_t last = std::min(cells.size(), first + run_of_cells * Width);
    std::size_t cell = first;
    for (; cell + 2 * Width <= last; cell += 2 * Width) {
      for (std::size_t k = 0; k < 2 * Width; ++k) {
        run[k] += cells[cell + k];
      }
    }
    for (std::size_t k = 0; k < Width; ++k) {
      sums[k] += run[k] + run[Width + k] + (cell < last ? cells[cell + k] : 0);
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
  std::vector<design::GroupTotal> result;
  result.reserve(group.size());
  std::array<design::GroupTotal, run_of_cells> run;
  for (std::size_t first = 0; first < group.size(); first += run_of_cells) {
    std::size_t found = 0;
    for (std::size_t cell = first; cell < std::min(group.size(), first + run_of_cells); ++cell) {
      const double* kept = &cells[cell * Width];
      double total = 0;
      for (std::size_t k = 0; k < Width; ++k) {
        total += slope[k] * kept[k];
      }
      run[found] = {group[cell], total, 0, 1};
      found += kept[0] > 0 ? 1 : 0;  // the first component tells of an answer
    }
    result.insert(result.end(), run.begin(), run.begin() + found);
  }
  return result;
}

}  // namespace

// What one code adds, in one line of a core's cache.
struct alignas(64) CodeComponents::Entry {
  std::array<double, widest> components{};    // all 0 where it is no answer
  std::array<std::uint8_t, few_lanes> one{};  // 1 in its lane, where the lanes are few
};

class CodeComponents::Of final : public Totals {
 public:
  Of(CodeLanes lanes, const CodeComponents& all, std::size_t place)
      : lanes_(std::move(lanes)),
        all_(all),
        place_(place),
        entries_(256),
        shift_(place * 136),
        cells_((all.breakdown_.cells() + 1) * lanes_.width + shift_) {
    for (std::size_t code = 0; code < entries_.size(); ++code) {
      const std::size_t lane = lanes_.lane_of[code];
      for (std::size_t k = 0; k < lanes_.width && lane < lanes_.answers; ++k) {
        entries_[code].components[k] = lanes_.component(lane, k);
      }
      if (few()) {
        entries_[code].one[lane] = 1;
      }
    }
  }

  std::size_t width() const { return lanes_.width; }
  const CodeLanes& lanes() const { return lanes_; }
  bool few() const { return lanes_.lanes() <= few_lanes; }
  const Entry* entries() const { return entries_.data(); }
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
  std::vector<Entry> entries_;  // of each code
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
      squares_((breakdown.domains.size() + 1) * measures.size(), chunk_rows),
      weights_(chunk_rows),
      runs_(chunk_rows) {
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

// What the measures share of a chunk, in the order of the breakdown.
std::size_t CodeComponents::gather(std::size_t first_row, std::size_t rows) {
  const double* weights = design_.weights().data() + first_row;
  const std::uint32_t* cell_of = breakdown_.cell_of.data() + first_row;
  const std::uint16_t* order = breakdown_.order.data() + first_row;
  std::size_t found = 0;
  std::uint32_t domain = 0;
  for (std::size_t at = 0; at < rows;) {
    const std::uint32_t cell = cell_of[order[at]];
    domain = breakdown_.domain_of_cell(cell, domain);
    Run run{cell, domain, 0};
    const std::size_t end = std::min(rows, at + most_in_run);
    for (; at < end && cell_of[order[at]] == run.cell; ++at) {
      weights_[at] = weights[order[at]];
    }
    run.end = static_cast<std::uint32_t>(at);
    runs_[found++] = run;
  }
  return found;
}

template <std::size_t Width, std::size_t Count>
void CodeComponents::add_rows(std::size_t place, std::size_t first_row, std::size_t runs) {
  struct Column {
    const std::uint8_t* codes;
    const Entry* entries;
    double* cells;
  };
  std::array<Column, Count> columns;
  for (std::size_t i = 0; i < Count; ++i) {
    Of& of = *measures_[place + i];
    columns[i] = {of.lanes().codes.data() + first_row, of.entries(), of.cells()};
  }
  const std::uint16_t* order = breakdown_.order.data() + first_row;
  std::array<double, Count> squares{};
  std::array<Lanes, Count> lanes{};
  std::size_t counted = 0;
  std::size_t at = 0;
  for (std::size_t r = 0; r < runs; ++r) {
    const Run run = runs_[r];
    std::array<Sums<Width>, Count> sums{};
    counted += run.end - at;
    for (; at < run.end; ++at) {
      const std::size_t row = order[at];
      const double weight = weights_[at];
      const double square = weight * weight;
#pragma GCC unroll 4
      for (std::size_t i = 0; i < Count; ++i) {
        const Entry& entry = columns[i].entries[columns[i].codes[row]];
        sums[i].add(weight, entry.components.data());
        squares[i] += square * entry.components[0];
        lanes[i].add(entry.one);
      }
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < Count; ++i) {
      sums[i].add_to(columns[i].cells + run.cell * Width);
    }
    const bool last = r + 1 == runs || runs_[r + 1].domain != run.domain;
    if (last || counted + (runs_[r + 1].end - at) > most_in_run) {
#pragma GCC unroll 4
      for (std::size_t i = 0; i < Count; ++i) {
        const std::size_t own = run.domain * measures_.size() + place + i;
        squares_.now()[own] += std::exchange(squares[i], 0);
        std::int64_t* respondents = respondents_.data() + run.domain * pitch_ * measures_.size() + place + i;
        for (std::size_t lane = 0; lane < std::min(pitch_, few_lanes); ++lane) {
          respondents[lane * measures_.size()] += lanes[i].of[lane];
        }
        lanes[i] = {};
      }
      counted = 0;
    }
  }
}

// Of a measure with many lanes.
void CodeComponents::count_lanes(std::size_t place, std::size_t first_row, std::size_t rows) {
  const CodeLanes& lanes = measures_[place]->lanes();
  for (std::size_t row = first_row; row < first_row + rows; ++row) {
    const std::size_t lane = lanes.lane_of[lanes.codes[row]];
    ++respondents_[(breakdown_.domain_of[row] * pitch_ + lane) * measures_.size() + place];
  }
}

void CodeComponents::add(std::size_t first_row, std::size_t rows) {
  const std::size_t runs = gather(first_row, rows);
  for (std::size_t place = 0; place < measures_.size();) {
    const std::size_t count = std::min(side_by_side, measures_.size() - place);
    if (measures_.front()->width() == 2) {
      count == 4   ? add_rows<2, 4>(place, first_row, runs)
      : count == 3 ? add_rows<2, 3>(place, first_row, runs)
      : count == 2 ? add_rows<2, 2>(place, first_row, runs)
                   : add_rows<2, 1>(place, first_row, runs);
    } else if (measures_.front()->width() == 3) {
      add_rows<3, 1>(place, first_row, runs);
    } else {
      add_rows<4, 1>(place, first_row, runs);
    }
    place += measures_.front()->width() == 2 ? count : 1;
  }
  for (std::size_t place = 0; place < measures_.size(); ++place) {
    if (!measures_[place]->few()) {
      count_lanes(place, first_row, rows);
    }
  }
  squares_.fold();
}

}  // namespace kith::estimate
