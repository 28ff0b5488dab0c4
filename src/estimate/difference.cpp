// Differences through the influences of respondents: those on the first value minus those on the second.
#include <fmt/format.h>

#include <algorithm>

#include "estimate/state.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

struct Influences {
  std::vector<double> values;         // weights included
  std::vector<std::uint8_t> present;  // answered, in either domain
};

// Adds sign x influence of every respondent on one finding.
void add(const Estimates::State& state, const Estimates::State::Origin& origin, double sign, Influences& to) {
  constexpr std::size_t block = data::Evaluator::block;
  const Measure& measure = state.measures[origin.measure];
  const Breakdown& breakdown = state.breakdowns[origin.breakdown];
  const std::size_t rows = state.table.rows();
  std::vector<double> sums(block);
  std::vector<double> values(block);
  std::vector<std::uint8_t> reasons(block);
  std::vector<std::uint8_t> others(block);
  for (std::size_t first = 0; first < rows; first += block) {
    const std::size_t count = std::min(block, rows - first);
    std::ranges::fill(sums, origin.gradient[0]);
    std::ranges::fill(reasons, std::uint8_t{0});
    for (std::size_t k = 0; k < measure.components.size(); ++k) {
      measure.components[k].evaluate(first, count, values.data(), others.data());
      for (std::size_t i = 0; i < count; ++i) {
        sums[i] += origin.gradient[k + 1] * values[i];
        reasons[i] |= others[i];
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = first + i;
      if (reasons[i] == 0 && breakdown.domain_of[row] == origin.domain) {
        to.values[row] += sign * state.design.weights()[row] * sums[i];
        to.present[row] = 1;
      }
    }
  }
}

finding::Bases bases_of(const Influences& influences, const design::Design& design) {
  num::Sum weights;
  num::Sum squares;
  finding::Bases bases;
  for (std::size_t row = 0; row < influences.present.size(); ++row) {
    if (influences.present[row] != 0) {
      ++bases.unweighted;
      weights += design.weights()[row];
      squares += design.weights()[row] * design.weights()[row];
    }
  }
  bases.weighted = weights.value();
  bases.effective = bases.unweighted > 0 ? weights.value() * weights.value() / squares.value() : 0;
  return bases;
}

std::string name_of(const finding::Finding& finding) {
  std::string name = finding.measure;
  for (const finding::Level& level : finding.by) {
    name += fmt::format("[{} = {}]", level.dimension, level.label);
  }
  return finding.category.empty() ? name : fmt::format("{}[{}]", name, finding.category_label);
}

}  // namespace

finding::Finding Estimates::difference(std::size_t i, std::size_t j) const {
  const finding::Finding& a = state_->findings.at(i);
  const finding::Finding& b = state_->findings.at(j);
  finding::Finding result;
  result.kind = finding::Kind::Difference;
  result.measure = fmt::format("difference({}, {})", name_of(a), name_of(b));
  result.indicator = a.indicator;
  result.provenance = a.provenance;
  if (!a.value || !b.value) {
    result.notes.push_back({"no-answers", "One of the two has no value."});
    return result;
  }
  result.value = *a.value - *b.value;
  const std::size_t rows = state_->table.rows();
  Influences influences{std::vector<double>(rows), std::vector<std::uint8_t>(rows)};
  add(*state_, state_->origins[i], 1, influences);
  add(*state_, state_->origins[j], -1, influences);
  result.bases = bases_of(influences, state_->design);
  add_uncertainty(result, state_->design.totals(influences.values, influences.present), *state_);
  return result;
}

}  // namespace kith::estimate
