// Differences through the influences of respondents: those on the first value minus those on the second.
#include <fmt/format.h>

#include "estimate/joint.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

finding::Bases bases_of(std::span<const std::uint8_t> present, const design::Design& design) {
  num::Sum weights;
  num::Sum squares;
  finding::Bases bases;
  for (std::size_t row = 0; row < present.size(); ++row) {
    if (present[row] != 0) {
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
  const design::Statistic statistic = joint(*state_, {state_->origins[i], state_->origins[j]});
  result.bases = bases_of(statistic.present, state_->design);
  add_uncertainty(result, spread(state_->design, statistic, Eigen::Vector2d(1, -1)), *state_);
  return result;
}

}  // namespace kith::estimate
