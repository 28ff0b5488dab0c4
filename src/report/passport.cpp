#include "report/passport.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "report/release.h"
#include "study/comparable.h"
#include "study/covered.h"

namespace kith::report {

namespace {

std::string stated(const std::string& text) {
  return text.empty() ? "not stated by the source" : text;
}

std::string fieldwork(const study::Benchmark& benchmark) {
  if (benchmark.fieldwork_start.empty() || benchmark.fieldwork_end.empty()) {
    return stated(benchmark.years);
  }
  return day(benchmark.fieldwork_start) + " to " + day(benchmark.fieldwork_end);
}

std::string base_text(const finding::Comparison& against) {
  if (!against.base) {
    return "not stated by the source";
  }
  const std::string base = text::grouped(std::llround(*against.base));
  return against.design_factor ? fmt::format("{}, design factor {}", base, text::fixed(*against.design_factor, 2))
                               : base;
}

// Nations of ours in which nobody was asked theirs.
std::string where_text(const study::Study& study, const study::Benchmark& benchmark) {
  const std::vector<std::string> others = study::nations_left_out(study, benchmark);
  return stated(benchmark.geography) +
         (others.empty() ? "" : fmt::format("; not in {}, where people were asked here", text::join(others, ", ")));
}

// A scale with a middle answer and one without give different shares (E6).
std::string scale_text(const study::Question* question, const study::Benchmark& benchmark) {
  const std::string difference =
      question == nullptr || benchmark.mean ? "" : study::difference_of_scales(*question, benchmark);
  return stated(benchmark.scale) + (difference.empty() ? "" : " (" + difference + ")");
}

// "57% (54% to 60%)"
std::string figure_text(const Shown& shown) {
  const std::string limits = shown.benchmark_limits();
  return shown.benchmark() + (limits.empty() ? "" : " (" + limits + ")");
}

// Of a figure that Kith computed: from what, and under which design of that survey.
std::string made_text(const study::Benchmark& benchmark) {
  std::string text = fmt::format("by Kith, {} in {}", benchmark.measure, benchmark.data_file());
  if (!benchmark.data_where.empty()) {
    text += fmt::format(", where {}", benchmark.data_where);
  }
  if (!benchmark.cells.empty()) {
    return text + fmt::format("; people counted by {}", benchmark.base_column);
  }
  std::vector<std::string> design;
  const auto add = [&](const std::string& what, const std::vector<std::string>& columns) {
    if (!columns.empty()) {
      design.push_back(what + " " + text::join(columns, ", "));
    }
  };
  add("weighted by", benchmark.weight.empty() ? std::vector<std::string>{} : std::vector{benchmark.weight});
  add("strata", benchmark.strata);
  add("clusters", benchmark.clusters);
  return text + "; " + (design.empty() ? "unweighted, as a simple random sample" : text::join(design, "; "));
}

// What was done to bring the benchmark to the participants' composition, and how large the differences are.
void add_adjustment(const finding::Comparison& against, std::vector<std::pair<std::string, std::string>>& rows) {
  if (against.adjusted) {
    const finding::Comparison::Adjusted& adjusted = *against.adjusted;
    rows.emplace_back(
        "Adjusted",
        fmt::format("their answers reweighted to our {} by {}: an effective base of about {}, no weight "
                    "more than {} times what it was, largest standardised difference left {}",
                    text::replace_all(text::join(adjusted.characteristics, ", "), "_", " "),
                    adjusted.method == "entropy" ? "entropy balancing" : "raking",
                    text::grouped(std::llround(adjusted.effective)),
                    text::grouped(std::llround(adjusted.largest_weight)), text::fixed(adjusted.balance, 2)));
  } else if (!against.not_adjusted.empty()) {
    rows.emplace_back("Adjusted", "no: " + against.not_adjusted);
  }
  if (against.h && against.e_value) {
    rows.emplace_back(
        "Size of the difference",
        fmt::format(
            "Cohen's h {}; E-value {}{}", text::fixed(*against.h, 2), text::fixed(*against.e_value, 1),
            against.e_value_limit ? fmt::format(", of the limit {}", text::fixed(*against.e_value_limit, 1)) : ""));
  }
}

}  // namespace

const study::Benchmark* benchmark_of(const study::Study& study, const finding::Finding& finding) {
  if (!finding.comparison) {
    return nullptr;
  }
  if (const auto* found = study.benchmark(finding.indicator, finding.comparison->benchmark)) {
    return found;
  }
  const auto at = std::ranges::find(study.benchmarks, finding.comparison->benchmark, &study::Benchmark::id);
  return at == study.benchmarks.end() ? nullptr : &*at;
}

std::optional<int> months_between(const study::Date& earlier, const study::Date& later) {
  const auto months = [](const study::Date& date) -> std::optional<int> {
    const auto parts = text::split(date, '-');
    const auto year = text::to_integer(parts[0]);
    const auto month = parts.size() > 1 ? text::to_integer(parts[1]) : std::nullopt;
    return year && month ? std::optional(static_cast<int>(*year * 12 + *month)) : std::nullopt;
  };
  const auto from = months(earlier), to = months(later);
  return from && to ? std::optional(*to - *from) : std::nullopt;
}

std::string grade_text(char grade) {
  switch (grade) {
    case 'A':
      return "A: same wording and scale";
    case 'B':
      return "B: same subject, other wording or scale, or not all is known";
    default:
      return "C: a related question only, not for headlines";
  }
}

std::vector<std::pair<std::string, std::string>> passport(const Release& release, const finding::Finding& finding) {
  const study::Study& study = release.study();
  std::vector<std::pair<std::string, std::string>> rows;
  if (const auto* question = release.question_of(finding)) {
    rows.emplace_back("Our question", question->text);
    rows.emplace_back("Our answers", question->scale.empty() ? "not named" : question->scale);
  }
  if (const auto* wave = study.find_wave(finding.wave.empty() ? study.wave : finding.wave)) {
    rows.emplace_back("Our dates", period(*wave));
  }
  const study::Benchmark* benchmark = benchmark_of(study, finding);
  if (benchmark == nullptr || !finding.comparison) {
    return rows;
  }
  rows.emplace_back("Their survey", stated(benchmark->survey));
  rows.emplace_back("Their question", stated(benchmark->wording));
  rows.emplace_back("Item", stated(benchmark->item));
  rows.emplace_back("Their answers", scale_text(release.question_of(finding), *benchmark));
  rows.emplace_back("How they were asked", stated(benchmark->mode));
  rows.emplace_back("Their dates", fieldwork(*benchmark));
  const auto* wave = study.find_wave(study.wave);
  const auto gap = months_between(benchmark->fieldwork_end, wave != nullptr ? wave->end : "");
  rows.emplace_back("Gap between the two", gap ? fmt::format("{} months", *gap) : "not stated by the source");
  rows.emplace_back("Where", where_text(study, *benchmark));
  rows.emplace_back("Whom", stated(benchmark->cut));
  rows.emplace_back("Their figure", figure_text(release.shown(finding)));
  rows.emplace_back("Their base", base_text(*finding.comparison));
  if (benchmark->computed) {
    rows.emplace_back("How their figure was made", made_text(*benchmark));
  }
  rows.emplace_back("Their own uncertainty", finding.comparison->benchmark_has_error
                                                 ? "part of the interval of the difference"
                                                 : "unknown: the figure is taken as fixed");
  add_adjustment(*finding.comparison, rows);
  rows.emplace_back("Source", stated(benchmark->source) + (benchmark->page.empty() ? "" : ", page " + benchmark->page));
  rows.emplace_back("Licence", stated(benchmark->licence));
  rows.emplace_back("Comparability", grade_text(finding.comparison->grade) +
                                         (benchmark->grade_reason.empty() ? "" : ". " + benchmark->grade_reason));
  return rows;
}

}  // namespace kith::report
