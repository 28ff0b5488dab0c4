#include "run/comparisons.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "run/alternatives.h"
#include "run/sides.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

// One planned comparison on its way through its indicator's findings.
class Planned {
 public:
  Planned(const study::Study& study, const study::PlannedComparison& planned, const study::Indicator& indicator,
          const study::Benchmark& benchmark, const Respondents& respondents)
      : study_(study),
        planned_(planned),
        indicator_(indicator),
        sides_(study, indicator, benchmark, planned.adjust, respondents) {
    for (const std::string& set : planned.sensitivity) {
      if (const study::Benchmark* other = study.benchmark(planned.indicator, set)) {
        others_.push_back(other->computed ? computed(*other, read_benchmark_data(study, *other, {}), study) : *other);
      }
    }
  }

  // Everyone first: where ten of them are of a level that the benchmark does not have, no group is adjusted for.
  // Otherwise it would tell, group by group, whether ten of it are.
  void compare(Finding& finding) {
    finding.comparison = compare::against(finding, sides_.benchmark());
    if (!finding.comparison || finding.bases.unweighted < study_.disclosure.flag_below) {
      return;  // beside a smaller base none of what follows would be shown
    }
    if (!sides_.characteristics().empty() && sides_.survey() != nullptr) {
      if (finding.by.empty() || not_adjusted_.empty()) {
        adjust(finding, *sides_.survey(), *finding.comparison);
      } else {
        finding.comparison->not_adjusted = not_adjusted_;
      }
    }
    if (finding.by.empty()) {
      const Domain domain{&sides_.respondents(), &indicator_, sides_.measure(), sides_.where_of(finding)};
      finding.comparison->alternatives = alternatives(study_, planned_, domain, sides_.benchmark(), others_);
    }
  }

 private:
  void adjust(const Finding& finding, const compare::Side& theirs, Comparison& comparison) {
    compare::AdjustOptions options = adjust_options(study_, planned_.method);
    options.smallest_difference = study_.smallest_difference_of(indicator_);
    const compare::AdjustedComparison found =
        compare::compare_adjusted(sides_.participants(finding), theirs, sides_.characteristics(), options);
    if (!found.adjusted) {
      comparison.not_adjusted = found.refusal ? refusal_text(*found.refusal) : "";
      if (finding.by.empty() && compare::lacks_level(found)) {
        not_adjusted_ = comparison.not_adjusted;
      }
      return;
    }
    comparison.adjusted = compare::carried(found, planned_.method, sides_.names());
  }

  const study::Study& study_;
  const study::PlannedComparison& planned_;
  const study::Indicator& indicator_;
  Sides sides_;
  std::vector<study::Benchmark> others_;
  std::string not_adjusted_;  // why everyone is not, if the benchmark lacks a level
};

}  // namespace

void compare_with_benchmarks(const study::Study& study, const std::vector<Respondents>& respondents,
                             const std::vector<Finding*>& findings, Problems& problems) {
  std::vector<compare::Member> members;
  for (const study::PlannedComparison& planned : study.comparisons) {
    const study::Benchmark* benchmark = study.benchmark(planned.indicator, planned.benchmark);
    const study::Indicator* indicator = study.indicator(planned.indicator);
    if (benchmark == nullptr || indicator == nullptr || indicator->self_attributed) {
      continue;  // the loader has refused these
    }
    const auto own = std::ranges::find_if(
        respondents, [&](const Respondents& one) { return one.population->code == indicator->population; });
    if (own == respondents.end()) {
      continue;
    }
    try {
      Planned comparison(study, planned, *indicator, *benchmark, *own);
      std::vector<Finding*> compared;
      std::ranges::copy_if(findings, std::back_inserter(compared), [&](const Finding* finding) {
        return finding->indicator == planned.indicator && !finding->id.empty() && finding->category.empty();
      });
      std::ranges::stable_partition(compared, [](const Finding* finding) { return finding->by.empty(); });
      for (Finding* finding : compared) {
        comparison.compare(*finding);
        if (finding->comparison) {
          members.push_back({&*finding->comparison,
                             finding->by.empty() ? planned.family : planned.family + ", by breakdown",
                             study.smallest_difference_of(*indicator)});
        }
      }
    } catch (const Error& error) {
      for (Problem problem : error.problems()) {  // a measure or design of the benchmark has no file of its own
        problem.where = problem.where.file.empty() ? benchmark->where : problem.where;
        problems.add(std::move(problem));
      }
    }
  }
  compare::conclude(members);
}

}  // namespace kith::run
