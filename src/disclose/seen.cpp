#include "disclose/seen.h"

#include <algorithm>
#include <utility>

#include "base/round.h"
#include "disclose/shared_base.h"

namespace kith::disclose {

namespace {

// The base of a released figure, or its count, as far as it is told.
Range base_of(const finding::Finding& released, const Rules& rules) {
  const finding::Bases& bases = released.bases;
  if (bases.band) {
    return {bases.band->low, bases.band->high};
  }
  const bool rounded = std::ranges::find(released.notes, "rounded-base", &finding::Note::code) != released.notes.end();
  const std::int64_t step = rounded ? base_step(rules) : rules.round_counts_to;
  return shown_to_step(bases.unweighted, std::max<std::int64_t>(step, 1));
}

}  // namespace

Seen seen(finding::Finding released, const Rules& rules) {
  Seen seen;
  const finding::Finding::Answers& answers = released.answers;
  seen.several =
      (answers.question.empty() && !released.category.empty()) || (!answers.options.empty() && answers.of.empty());
  if (!released.withheld) {
    seen.base = base_of(released, rules);
    seen.percent_shown = released.kind == finding::Kind::Share && released.value.has_value();
    seen.percent = seen.percent_shown ? whole_percent(*released.value) : 0;
  }
  seen.figure = std::move(released);
  return seen;
}

}  // namespace kith::disclose
