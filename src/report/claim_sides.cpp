#include "report/claim_sides.h"

#include <algorithm>
#include <iterator>

namespace kith::report {

using finding::Finding;

void add_side(std::vector<Side>& sides, const Side& side) {
  if (std::ranges::find(sides, side) == sides.end()) {
    sides.push_back(side);
  }
}

const Figure* Sides::figure_at(std::size_t i) const {
  return tokens_[i].kind == TokenKind::Figure ? &court_.figures[tokens_[i].figure] : nullptr;
}

std::vector<Side> Sides::figures_in(Span stretch, Differences differences) const {
  std::vector<Side> sides;
  for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
    const Figure* figure = figure_at(i);
    if (figure == nullptr || figure->findings.empty()) {
      continue;
    }
    if (figure->is_value()) {
      for (const Finding* finding : figure->findings) {
        add_side(sides, {finding, nullptr});
      }
    } else if (figure->is_benchmark() ||
               (differences == Differences::Count && figure->reference.verb == Verb::Difference)) {
      add_side(sides, {figure->findings.front(), figure->benchmark});
    }
  }
  return sides;
}

std::vector<Side> Sides::all_in(Span scope) const {
  std::vector<Side> sides = figures_in(scope, Differences::Count);
  const Span all{0, tokens_.size()};
  const auto is_value = [](const Side& side) { return side.benchmark == nullptr; };
  if (scope.end - scope.begin == tokens_.size() && std::ranges::none_of(figures_in(all), is_value)) {
    for (const Side& side : std::vector<Side>(sides)) {
      add_side(sides, {side.finding, nullptr});
    }
  }
  return sides;
}

void Sides::add_level(const Mention& mention, const std::vector<Side>& known, std::vector<Side>& sides) const {
  bool found = false;
  for (const Side& side : known) {
    if (side.benchmark == nullptr && court_.shelf.has_level(*side.finding, mention.dimension, mention.code)) {
      add_side(sides, side);
      found = true;
    }
  }
  for (const Side& side : known) {
    if (!found && side.benchmark == nullptr) {
      if (const Finding* other = court_.shelf.sibling(*side.finding, mention.dimension, mention.code)) {
        add_side(sides, {other, nullptr});
        break;
      }
    }
  }
}

std::vector<Side> Sides::named_in(Span stretch, const std::vector<Side>& known) const {
  std::vector<Side> sides;
  bool population = false;
  for (const Mention& mention : sentence_.reading.mentions) {
    if (!stretch.holds(mention.begin)) {
      continue;
    }
    if (mention.kind == Mention::Kind::Level) {
      add_level(mention, known, sides);
    } else if (mention.kind == Mention::Kind::Population) {
      population = true;
    } else {
      for (const Side& side : known) {
        const study::Benchmark* benchmark =
            side.benchmark != nullptr ? side.benchmark : court_.study.benchmark(side.finding->indicator, mention.code);
        if (benchmark != nullptr && benchmark->set == mention.code) {
          add_side(sides, {side.finding, benchmark});
        }
      }
    }
  }
  const bool with_benchmark = std::ranges::any_of(known, [](const Side& side) { return side.benchmark != nullptr; });
  if (population && sides.empty() && with_benchmark) {
    std::ranges::copy_if(known, std::back_inserter(sides), [](const Side& side) { return side.benchmark == nullptr; });
  }
  return sides;
}

std::vector<Side> Sides::sides_in(Span stretch, const std::vector<Side>& known) const {
  std::vector<Side> figures = figures_in(stretch);
  std::vector<Side> named = named_in(stretch, known);
  if (figures.empty()) {
    return named;
  }
  for (const Side& side : named) {
    const bool people_only = side.benchmark == nullptr && side.finding->by.empty();
    if (!people_only) {
      add_side(figures, side);
    }
  }
  return figures;
}

std::vector<Side> Sides::waves_named_in(Span stretch, const std::vector<Side>& known) const {
  std::vector<Side> sides;
  for (const Mention& mention : sentence_.reading.mentions) {
    if (stretch.holds(mention.begin) && mention.kind == Mention::Kind::Level && mention.dimension == "wave") {
      add_level(mention, known, sides);
    }
  }
  return sides;
}

}  // namespace kith::report
