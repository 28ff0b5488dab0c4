#include "estimate/derived.h"

#include <algorithm>
#include <utility>

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

Made made_from(const Estimates::State& state, std::string text, finding::Kind kind, const std::vector<Part>& parts,
               const std::optional<Point>& point) {
  Made made;
  made.finding.kind = kind;
  made.finding.indicator = text;
  made.finding.measure = std::move(text);
  made.finding.provenance = parts.front().finding->provenance;
  made.finding.by = parts.front().finding->by;
  const bool complete = std::ranges::all_of(parts, [](const Part& part) { return part.finding->value.has_value(); });
  if (!complete || !point) {
    made.finding.notes.push_back(complete ? finding::Note{"undefined", "The formula has no value here."}
                                          : finding::Note{"no-answers", "Something that it is made of has no value."});
    return made;
  }
  made.finding.value = point->value;
  for (const Part& part : parts) {
    made.origin.parts.push_back(*part.origin);
  }
  made.origin.slopes = point->gradient;
  const bool known = std::ranges::all_of(made.origin.parts, &Estimates::State::Origin::has_value);
  if (!known) {
    made.finding.notes.push_back({"no-variance", "The uncertainty of something that it is made of is unknown."});
    made.origin = {};
    return made;
  }
  const design::Statistic statistic = joint(state, made.origin.parts);
  made.finding.bases = bases_of(statistic.present, state.design);
  const Eigen::VectorXd slopes =
      Eigen::Map<const Eigen::VectorXd>(point->gradient.data(), static_cast<Eigen::Index>(point->gradient.size()));
  add_uncertainty(made.finding, joint_spread(state, made.origin, statistic, slopes), state);
  return made;
}

}  // namespace

Made difference(const Estimates::State& state, std::string text, const Part& level, const Part& reference) {
  const bool both = level.finding->value && reference.finding->value;
  const std::optional<Point> point =
      both ? std::optional(Point{*level.finding->value - *reference.finding->value, {1, -1}}) : std::nullopt;
  return made_from(state, std::move(text), finding::Kind::Difference, {level, reference}, point);
}

Made contrast(const Estimates::State& state, std::string text, const Formula& formula, const std::vector<Part>& parts) {
  std::vector<double> values;
  values.reserve(parts.size());
  for (const Part& part : parts) {
    values.push_back(part.finding->value.value_or(0));
  }
  return made_from(state, std::move(text), finding::Kind::Ratio, parts, formula.at(values));
}

}  // namespace kith::estimate
