#include "estimate/ranks.h"

#include <algorithm>

#include "num/sort_order.h"
#include "num/sum.h"

namespace kith::estimate {

Ranks::Ranks(const Measure& measure, const Breakdown& breakdown, const design::Design& design)
    : breakdown_(breakdown), design_(design), domains_(breakdown.domains.size()) {
  struct Column {
    std::vector<double> values, weights;
    std::vector<std::uint32_t> cells;
  };
  constexpr std::size_t block = data::Evaluator::block;
  std::vector<Column> columns(domains_.size());
  for (std::size_t d = 0; d < columns.size(); ++d) {
    const auto most = static_cast<std::size_t>(breakdown.respondents[d]);
    columns[d].values.reserve(most);
    columns[d].weights.reserve(most);
    columns[d].cells.reserve(most);
  }
  std::vector<double> values(block);
  std::vector<std::uint8_t> reasons(block);
  const std::size_t rows = breakdown.domain_of.size();
  for (std::size_t first = 0; first < rows; first += block) {
    const std::size_t count = std::min(block, rows - first);
    measure.components[0].evaluate(first, count, values.data(), reasons.data());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t d = breakdown.domain_of[first + i];
      if (reasons[i] == 0 && d < columns.size()) {
        columns[d].values.push_back(values[i]);
        columns[d].weights.push_back(design.weights()[first + i]);
        columns[d].cells.push_back(breakdown.cell_of[first + i] - breakdown.begin[d]);
      }
    }
  }
  for (std::size_t d = 0; d < columns.size(); ++d) {
    Domain& domain = domains_[d];
    const std::vector<std::uint32_t> order = num::sort_order(columns[d].values);
    domain.answers = ranked(columns[d].values, columns[d].weights, order);
    domain.all.resize(breakdown.begin[d + 1] - breakdown.begin[d]);
    domain.cells.reserve(order.size());
    for (const std::uint32_t i : order) {
      const double weight = columns[d].weights[i];
      if (weight > 0) {
        domain.cells.push_back(columns[d].cells[i]);
        Cell& cell = domain.all[columns[d].cells[i]];
        cell.weights += weight;
        cell.squares += weight * weight;
        ++cell.present;
      }
    }
  }
}

std::size_t Ranks::passed(const Domain& domain, double threshold) const {
  const auto above = std::ranges::upper_bound(domain.answers.values, threshold);
  return static_cast<std::size_t>(above - domain.answers.values.begin());
}

double Ranks::share_below(std::size_t domain, double threshold) const {
  const std::size_t below = passed(domains_[domain], threshold);
  const std::vector<double>& cumulative = domains_[domain].answers.cumulative;
  return below == 0 ? 0 : cumulative[below - 1] / cumulative.back();
}

// With A and A2 the weights and squared weights of a cell's respondents below, B and B2 of all of them, F the share:
//   total = (A - F B) / W,  sum of squares = ((1 - F)^2 A2 + F^2 (B2 - A2)) / W^2.
std::vector<design::GroupTotal> Ranks::influences_below(std::size_t d, double threshold) const {
  const Domain& domain = domains_[d];
  const std::size_t below = passed(domain, threshold);
  std::vector<double> weights(domain.all.size());
  std::vector<double> squares(domain.all.size());
  for (std::size_t k = 0; k < below; ++k) {
    const double weight = domain.answers.weights[k];
    weights[domain.cells[k]] += weight;
    squares[domain.cells[k]] += weight * weight;
  }
  const double size = domain.answers.cumulative.back();
  const double share = share_below(d, threshold);
  std::vector<design::GroupTotal> parts;
  for (std::size_t c = 0; c < domain.all.size(); ++c) {
    const Cell& cell = domain.all[c];
    if (cell.present == 0) {
      continue;
    }
    const std::uint32_t group = breakdown_.group[breakdown_.begin[d] + c];
    design::GroupTotal part{group, (weights[c] - share * cell.weights) / size, 0, cell.present};
    if (design_.finest() == design::Finest::Respondent) {
      const double sum_of_squares =
          ((1 - share) * (1 - share) * squares[c] + share * share * (cell.squares - squares[c])) / (size * size);
      part.spread = std::max(0.0, sum_of_squares - part.total * part.total / static_cast<double>(design_.drawn(group)));
    }
    parts.push_back(part);
  }
  return parts;
}

}  // namespace kith::estimate
