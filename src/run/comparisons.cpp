#include "run/comparisons.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "run/alternatives.h"
#include "run/benchmark_data.h"
#include "run/indicators.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

// What the reader is told; the analyst asks `kith compare`, which names the level and the numbers.
std::string refusal_text(const compare::Refusal& refusal) {
  return refusal.code == "margin-not-met"         ? "The benchmark's data have nobody like some of the participants."
         : refusal.code == "small-effective-base" ? "Too few in the benchmark's data are like the participants."
                                                  : "The benchmark's data do not allow it.";
}

Comparison::Adjusted adjusted_of(const compare::AdjustedComparison& found, const study::PlannedComparison& planned,
                                 std::vector<std::string> characteristics) {
  const compare::Contrast contrast = found.adjusted.value_or(compare::Contrast{});
  const compare::Reweighted done = found.reweighted.value_or(compare::Reweighted{});
  return {.method = planned.method,
          .characteristics = std::move(characteristics),
          .value = contrast.benchmark,
          .difference = contrast.difference,
          .interval = contrast.interval,
          .p = contrast.p,
          .q = {},
          .e_value = contrast.e_value,
          .e_value_limit = contrast.e_value_limit,
          .verdict = contrast.verdict,
          .effective = done.effective,
          .largest_weight = done.largest_factor,
          .balance = std::max(std::abs(done.after.standardised), std::abs(done.after_pairs.standardised))};
}

// One planned comparison on its way through its indicator's findings.
class Planned {
 public:
  Planned(const study::Study& study, const study::PlannedComparison& planned, const study::Indicator& indicator,
          const study::Benchmark& benchmark, const Respondents& respondents)
      : study_(study), planned_(planned), indicator_(indicator), benchmark_(benchmark), respondents_(respondents) {
    std::vector<std::string> own;
    std::vector<std::string> theirs;
    for (const std::string& word : planned.adjust) {
      characteristics_.push_back(compare::characteristic_of(word));
      own.push_back(characteristics_.back().participants);
      theirs.push_back(characteristics_.back().benchmark);
    }
    measure_ = measure_of(indicator, respondents_.table);
    if (!benchmark.data_file().empty()) {
      data_ = read_benchmark_data(study, benchmark, theirs);
      compare::add_characteristics(own, respondents_.table);
    }
    if (benchmark.computed && data_) {
      benchmark_ = computed(benchmark, *data_);
    }
    for (const std::string& set : planned.sensitivity) {
      if (const study::Benchmark* other = study.benchmark(planned.indicator, set)) {
        others_.push_back(other->computed ? computed(*other, read_benchmark_data(study, *other, {})) : *other);
      }
    }
  }

  void compare(Finding& finding) const {
    finding.comparison = compare::against(finding, benchmark_);
    if (!finding.comparison || finding.bases.unweighted < study_.disclosure.flag_below) {
      return;  // beside a smaller base none of what follows would be shown
    }
    if (!characteristics_.empty() && data_) {
      adjust(finding, data_->side, *finding.comparison);
    }
    if (finding.by.empty()) {
      const Domain domain{&respondents_, &indicator_, measure_, where_of(finding)};
      finding.comparison->alternatives = alternatives(study_, planned_, domain, benchmark_, others_);
    }
  }

 private:
  std::string where_of(const Finding& finding) const {
    std::string where = fmt::format("{} == \"yes\"", in_study);
    const bool has_wave = std::ranges::find(finding.by, "wave", &finding::Level::dimension) != finding.by.end();
    if (respondents_.waves.size() > 1 && !has_wave && !finding.wave.empty()) {
      where += fmt::format(" and wave == \"{}\"", finding.wave);
    }
    for (const finding::Level& level : finding.by) {
      where += fmt::format(" and {} == \"{}\"", level.dimension, level.code);
    }
    return where;
  }

  void adjust(const Finding& finding, const compare::Side& theirs, Comparison& comparison) const {
    const compare::Side own{
        .table = &respondents_.table, .measure = measure_, .where = where_of(finding), .design = respondents_.design};
    const compare::AdjustedComparison found =
        compare::compare_adjusted(own, theirs, characteristics_,
                                  {.method = compare::reweighting(planned_.method).value_or(compare::Reweighting::Rake),
                                   .smallest_difference = study_.smallest_difference_of(indicator_)});
    if (!found.adjusted) {
      comparison.not_adjusted = found.refusal ? refusal_text(*found.refusal) : "";
      return;
    }
    std::vector<std::string> names;
    names.reserve(characteristics_.size());
    for (const compare::Characteristic& one : characteristics_) {
      names.push_back(one.participants);
    }
    comparison.adjusted = adjusted_of(found, planned_, std::move(names));
  }

  const study::Study& study_;
  const study::PlannedComparison& planned_;
  const study::Indicator& indicator_;
  study::Benchmark benchmark_;
  Respondents respondents_;  // a copy: characteristics may become columns, and estimates hold on to the others
  std::string measure_;
  std::vector<compare::Characteristic> characteristics_;
  std::optional<BenchmarkData> data_;
  std::vector<study::Benchmark> others_;
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
      const Planned comparison(study, planned, *indicator, *benchmark, *own);
      for (Finding* finding : findings) {
        if (finding->indicator != planned.indicator || finding->id.empty() || !finding->category.empty()) {
          continue;
        }
        comparison.compare(*finding);
        if (finding->comparison) {
          members.push_back({&*finding->comparison,
                             finding->by.empty() ? planned.family : planned.family + ", by breakdown",
                             study.smallest_difference_of(*indicator)});
        }
      }
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  compare::conclude(members);
}

}  // namespace kith::run
