#include "run/changes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "compare/benchmark.h"
#include "run/change_of_everyone.h"
#include "run/change_of_matched.h"
#include "run/change_standardised.h"
#include "run/wave_pair.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

MadeChange begun(const WavePair& waves) {
  MadeChange made;
  made.row.indicator = waves.planned().indicator;
  made.row.from = waves.planned().from;
  made.row.to = waves.planned().to;
  made.row.later = waves.later().finding().id;
  made.row.standardised = !waves.planned().standardise.empty();
  made.row.bridges = waves.bridges();
  made.earlier = waves.earlier().finding().id;
  return made;
}

// Adds one planned change. `shown`: the matched groups of those before it.
void make(WavePair waves, MatchedRows& shown, Changes& changes) {
  constexpr const char* few_changed = "Not shown, to protect the few whose answer changed.";
  MadeChange made = begun(waves);
  MatchedPeople people(waves);
  const bool safe = people.moves_are_safe();
  if (!safe && people.are_most()) {
    made.row.not_told = few_changed;
    changes.made.push_back(std::move(made));
    return;
  }
  std::optional<Finding> everyone =
      change_of_everyone(waves, safe ? compare::Overlap::Known : compare::Overlap::Ignored);
  if (everyone && everyone->comparison && safe) {
    standardise(waves, *everyone->comparison);
  } else if (everyone && everyone->comparison && made.row.standardised) {
    everyone->comparison->not_adjusted = few_changed;  // its variance would tell of them
  }
  MatchedChange matched = safe ? people.change(shown) : MatchedChange{{}, few_changed};
  made.row.not_matched = std::move(matched.not_matched);
  if (everyone) {
    made.row.everyone = everyone->id;
    changes.findings.push_back(std::move(*everyone));
  }
  if (!matched.figures.empty()) {
    made.row.matched = matched.figures.front().id;
    made.row.matched_earlier = matched.figures.back().id;
    std::ranges::move(matched.figures, std::back_inserter(changes.findings));
  }
  changes.made.push_back(std::move(made));
}

// Everyone, the matched and (by compare::conclude itself) the standardised are families of their own.
void conclude(const study::Study& study, Changes& changes) {
  std::map<std::string, Finding*> by_id;
  for (Finding& finding : changes.findings) {
    by_id.emplace(finding.id, &finding);
  }
  std::vector<compare::Member> members;
  for (const MadeChange& made : changes.made) {
    const report::ChangeRow& row = made.row;
    const study::Indicator* indicator = study.indicator(row.indicator);
    const double smallest = indicator == nullptr ? 0 : study.smallest_difference_of(*indicator);
    const auto planned = std::ranges::find_if(study.changes, [&](const study::PlannedChange& one) {
      return one.indicator == row.indicator && one.from == row.from && one.to == row.to;
    });
    for (const auto& [id, family] :
         {std::pair(row.everyone, planned->family), std::pair(row.matched, planned->family + ", matched")}) {
      const auto found = by_id.find(id);
      if (found == by_id.end()) {
        continue;
      }
      if (std::optional<Comparison>& comparison = found->second->comparison) {
        members.push_back({&*comparison, family, smallest});
      }
    }
  }
  compare::conclude(members);
}

}  // namespace

Changes estimate_changes(const study::Study& study, const std::vector<Respondents>& respondents,
                         const std::vector<Estimated>& estimated, Problems& problems) {
  Changes changes;
  MatchedRows shown;
  for (const study::PlannedChange& planned : study.changes) {
    const study::Indicator* indicator = study.indicator(planned.indicator);
    const auto own = std::ranges::find_if(respondents, [&](const Respondents& one) {
      return indicator != nullptr && one.population->code == indicator->population;
    });
    if (own == respondents.end()) {
      continue;
    }
    const auto earlier = place_of(estimated, planned.indicator + "_" + planned.from);
    const auto later = place_of(estimated, planned.indicator + "_" + planned.to);
    if (!earlier || !later) {
      MadeChange none;
      none.row.indicator = planned.indicator;
      none.row.from = planned.from;
      none.row.to = planned.to;
      none.row.not_matched = "Nobody answered the question in one of the waves.";
      changes.made.push_back(std::move(none));
      continue;
    }
    try {
      make(WavePair(study, planned, *indicator, *own, *earlier, *later), shown, changes);
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  conclude(study, changes);
  return changes;
}

}  // namespace kith::run
