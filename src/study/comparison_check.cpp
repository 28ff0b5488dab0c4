// What the plan holds against benchmarks: that both are there, of one kind, and about the same question.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "study/library.h"
#include "study/loading.h"

namespace kith::study {

void check_adjust(Loading& loading, const std::vector<std::string>& adjust, const Indicator& indicator,
                  const Benchmark& benchmark, const Where& where) {
  Trail& trail = loading.trail;
  if (!adjust.empty() && benchmark.data_file().empty()) {
    trail.problems.add("nothing-to-adjust",
                       fmt::format("the benchmark of `{}` is a published figure, which cannot be brought to the "
                                   "participants' composition",
                                   indicator.id),
                       where, "give the benchmark `microdata` or `cells`, or remove `adjust`");
  }
  const Instrument* instrument = instrument_of(loading, indicator.population);
  if (instrument == nullptr) {
    return;
  }
  std::vector<std::string> known = question_names(*instrument);
  known.insert(known.end(), {"nation", "programme", "project", "mode", "wave"});
  for (const std::string& word : adjust) {
    const std::string own = word.substr(0, word.find('='));
    for (const std::string_view part : text::split(own, ':')) {
      expect_known(trail, "question", text::trim(part), known, where);
      const Question* question = instrument->question(std::string(text::trim(part)));
      if (question != nullptr && (question->type == QuestionType::Text || question->type == QuestionType::Multiple)) {
        trail.problems.add("not-a-characteristic",
                           fmt::format("`{}` does not put each person in one group", question->name), where,
                           "name questions of the types \"single\" and \"number\", or dimensions");
      }
    }
  }
}

void check_near_miss(Loading& loading, const Indicator& indicator, const Benchmark& benchmark, const Where& where,
                     std::string_view asked) {
  const Instrument* instrument = instrument_of(loading, indicator.population);
  const Question* question = instrument == nullptr ? nullptr : instrument->question(indicator.question);
  const NearMiss* pair = question == nullptr ? nullptr : near_miss(question->text, benchmark);
  if (pair != nullptr) {
    loading.trail.problems.add("near-miss",
                               fmt::format("`{}` cannot be held against this: {}", indicator.id, pair->reason), where,
                               fmt::format("take a benchmark that asks the same ({}:{}), or remove the {}",
                                           benchmark.where.file, benchmark.where.line, asked));
  }
}

bool is_one_figure(const Indicator& indicator) {
  return indicator.measure == "mean" ||
         (indicator.measure == "share" && !(indicator.positive.empty() && indicator.theme.empty()));
}

// A share meets a percentage and a mean a mean; what data come to is known when they are read.
void check_kind(Loading& loading, const Indicator& indicator, const Benchmark& benchmark, const Where& where) {
  const bool mean = indicator.measure == "mean";
  if (mean && !benchmark.cells.empty()) {
    loading.trail.problems.add("kinds-differ", fmt::format("`{}` is a mean, and cells are shares", indicator.id), where,
                               fmt::format("take a benchmark with `microdata` or a `mean` ({}:{})",
                                           benchmark.where.file, benchmark.where.line));
  } else if (!benchmark.computed && is_one_figure(indicator) && mean != benchmark.mean) {
    loading.trail.problems.add("kinds-differ",
                               fmt::format("`{}` is a {}, and the benchmark a {}", indicator.id,
                                           mean ? "mean" : "share", benchmark.mean ? "mean" : "percentage"),
                               where,
                               fmt::format("take a benchmark with a `{}` ({}:{})", mean ? "mean" : "percent",
                                           benchmark.where.file, benchmark.where.line));
  }
}

std::vector<std::string> benchmark_sets(const Study& study) {
  std::vector<std::string> sets;
  for (const Benchmark& benchmark : study.benchmarks) {
    if (std::ranges::find(sets, benchmark.set) == sets.end()) {
      sets.push_back(benchmark.set);
    }
  }
  return sets;
}

namespace {

void check_neutral(Loading& loading, const PlannedComparison& comparison, const Indicator& indicator) {
  Trail& trail = loading.trail;
  if (indicator.measure == "mean" && !comparison.neutral.empty()) {
    trail.problems.add("neutral-of-mean", fmt::format("`{}` is a mean, which has no neutral answers", indicator.id),
                       trail.at(comparison.where, "neutral"), "remove `neutral`");
    return;
  }
  const Instrument* instrument = instrument_of(loading, indicator.population);
  const Question* question = instrument == nullptr ? nullptr : instrument->question(indicator.question);
  if (question == nullptr) {
    return;
  }
  for (const std::string& code : comparison.neutral) {
    expect_known(trail, "option", code, option_codes(*question), trail.at(comparison.where, "neutral"));
    if (std::ranges::find(indicator.positive, code) != indicator.positive.end()) {
      trail.problems.add("neutral-and-positive", fmt::format("`{}` counts as positive and as neutral", code),
                         trail.at(comparison.where, "neutral"), "name the middle answer that their scale lacks");
    }
  }
}

void check_sensitivity(Loading& loading, const PlannedComparison& comparison, const std::vector<std::string>& sets) {
  Trail& trail = loading.trail;
  for (const std::string& set : comparison.sensitivity) {
    const Where where = trail.at(comparison.where, "sensitivity");
    expect_known(trail, "benchmark set", set, sets, where);
    if (std::ranges::find(sets, set) != sets.end() && loading.study.benchmark(comparison.indicator, set) == nullptr) {
      trail.problems.add("unknown-benchmark",
                         fmt::format("the benchmark set `{}` has no figure for `{}`", set, comparison.indicator), where,
                         "give it one, or leave it out of `sensitivity`");
    } else if (const Indicator* indicator = loading.study.indicator(comparison.indicator);
               indicator != nullptr && loading.study.benchmark(comparison.indicator, set) != nullptr) {
      check_kind(loading, *indicator, *loading.study.benchmark(comparison.indicator, set), where);
    }
  }
}

// A figure carries one comparison.
void check_compared_once(Loading& loading) {
  std::map<std::string, const PlannedComparison*> first;
  for (const PlannedComparison& comparison : loading.study.comparisons) {
    const auto [before, fresh] = first.emplace(comparison.indicator, &comparison);
    if (!fresh) {
      loading.trail.problems.add(
          "compared-twice",
          fmt::format("`{}` is compared already, in line {}", comparison.indicator, before->second->where.line),
          loading.trail.at(comparison.where, "indicator"),
          "keep one, and name the other benchmark under its `sensitivity`");
    }
  }
}

}  // namespace

void check_comparisons(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  for (const Benchmark& benchmark : study.benchmarks) {
    if (!benchmark.microdata.empty() && !benchmark.cells.empty()) {
      trail.problems.add("two-sources", "a benchmark has `microdata` or `cells`, not both",
                         trail.at(benchmark.where, "cells"), "keep one");
    }
    expect_inside(loading, benchmark.data_file(),
                  trail.at(benchmark.where, benchmark.microdata.empty() ? "cells" : "microdata"), Presence::MustExist);
  }
  expect_unique(trail, "benchmark", "id", study.benchmarks,
                [](const Benchmark& benchmark) { return benchmark.set + "." + benchmark.id; });
  check_compared_once(loading);
  const std::vector<std::string> indicators = codes_of(study.indicators, &Indicator::id);
  const std::vector<std::string> sets = benchmark_sets(study);
  for (const PlannedComparison& comparison : study.comparisons) {
    const Where at_indicator = trail.at(comparison.where, "indicator");
    const Where at_benchmark = trail.at(comparison.where, "benchmark");
    expect_known(trail, "indicator", comparison.indicator, indicators, at_indicator);
    if (const Indicator* indicator = study.indicator(comparison.indicator)) {
      if (indicator->self_attributed) {
        trail.problems.add("self-attributed",
                           fmt::format("`{}` is self-attributed and cannot meet a benchmark", indicator->id),
                           at_indicator, "nobody outside the project was asked it: remove the comparison");
      } else if (!is_one_figure(*indicator)) {
        trail.problems.add(
            "not-one-figure",
            fmt::format("`{}` is neither one share nor a mean, so nothing can be held against it", indicator->id),
            at_indicator, "give the indicator `positive` or the measure \"mean\", or remove the comparison");
      }
    }
    if (!loading.readable("benchmarks")) {
      continue;
    }
    expect_known(trail, "benchmark set", comparison.benchmark, sets, at_benchmark);
    check_sensitivity(loading, comparison, sets);
    const Benchmark* benchmark = study.benchmark(comparison.indicator, comparison.benchmark);
    if (const Indicator* indicator = study.indicator(comparison.indicator);
        indicator != nullptr && benchmark != nullptr) {
      check_adjust(loading, comparison.adjust, *indicator, *benchmark, trail.at(comparison.where, "adjust"));
      check_kind(loading, *indicator, *benchmark, at_benchmark);
      check_neutral(loading, comparison, *indicator);
      check_near_miss(loading, *indicator, *benchmark, at_benchmark, "comparison");
    }
    if (benchmark != nullptr && benchmark->grade == 'C' && comparison.family == "headline") {
      trail.problems.add("grade-c-headline",
                         fmt::format("the benchmark of `{}` has grade C and cannot be in the family \"headline\"",
                                     comparison.indicator),
                         trail.at(comparison.where, "family"), "a proxy bears no headline: name another `family`");
    } else if (benchmark == nullptr && study.indicator(comparison.indicator) != nullptr) {
      std::vector<std::string> ids;
      for (const Benchmark& other : study.benchmarks) {
        if (other.set == comparison.benchmark && !other.id.empty()) {
          ids.push_back(other.id);
        }
      }
      if (!ids.empty()) {
        trail.problems.add(
            "unknown-benchmark",
            fmt::format("the benchmark set `{}` has no figure for `{}`", comparison.benchmark, comparison.indicator),
            at_benchmark, text::suggestion(comparison.indicator, ids));
      }
    }
  }
}

}  // namespace kith::study
