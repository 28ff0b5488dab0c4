// What the plan says, held against instruments, codebook and study.toml.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/dimension.h"
#include "study/loading.h"

namespace kith::study {

namespace {

class PlanCheck {
 public:
  explicit PlanCheck(Loading& loading) : loading_(loading), trail_(loading.trail), study_(loading.study) {}

  void check(Breakdown& breakdown) {
    for (const std::string& dimension : breakdown.dimensions) {
      expect_dimension(dimension, trail_.at(breakdown.where, "dimensions"));
    }
  }

  void check(Indicator& indicator) {
    const auto at = [&](std::string_view key) { return trail_.at(indicator.where, key); };
    if (loading_.readable("study")) {
      expect_known(trail_, "population", indicator.population, codes_of(study_.populations, &Population::code),
                   at("population"));
    }
    expect_known(trail_, "section", indicator.section, codes_of(study_.sections, &Section::code), at("section"));
    if (indicator.section.empty() && !study_.sections.empty()) {
      indicator.section = study_.sections.back().code;
    }
    check_breakdowns(indicator);
    if (!indicator.theme.empty()) {
      check_theme(indicator);
    } else if (const Instrument* instrument = instrument_of(loading_, indicator.population)) {
      expect_known(trail_, "question", indicator.question, question_names(*instrument), at("question"));
      if (const Question* question = instrument->question(indicator.question)) {
        check_question(indicator, *question);
        indicator.sensitive = indicator.sensitive || question->sensitive;
      }
    }
  }

  void check(LeftOut& left_out) {
    if (loading_.readable("study")) {
      expect_known(trail_, "population", left_out.population, codes_of(study_.populations, &Population::code),
                   trail_.at(left_out.where, "population"));
    }
    const Where where = trail_.at(left_out.where, "cell");
    for (const auto& [dimension, code] : left_out.cell) {
      expect_dimension(dimension, where);
      if (!loading_.readable("study") && is_fixed_dimension(study_, dimension)) {
        continue;
      }
      if (const auto codes = level_codes(study_, left_out.population, dimension)) {
        expect_known(trail_, dimension, code, *codes, where);
      }
    }
  }

 private:
  void expect_dimension(const std::string& dimension, const Where& where) {
    if (!loading_.readable("instruments") || !loading_.readable("study")) {
      return;
    }
    const std::vector<std::string> known = dimensions(study_);
    if (std::ranges::find(known, dimension) == known.end()) {
      expect_known(trail_, "dimension", dimension, known, where);
    } else if (const auto codes = level_codes(study_, "", dimension); codes && codes->empty()) {
      trail_.problems.add("empty-dimension", fmt::format("the study has no {}s to break down by", dimension), where,
                          fmt::format("add [[{}]] to study.toml", dimension));
    }
  }

  void check_breakdowns(const Indicator& indicator) {
    std::vector<std::string> known = codes_of(study_.breakdowns, &Breakdown::id);
    known.emplace_back("all");
    const Instrument* instrument = instrument_of(loading_, indicator.population);
    const Where where = trail_.at(indicator.where, "breakdowns");
    for (const std::string& id : indicator.breakdowns) {
      expect_known(trail_, "breakdown", id, known, where);
      const auto breakdown = std::ranges::find(study_.breakdowns, id, &Breakdown::id);
      if (breakdown == study_.breakdowns.end() || instrument == nullptr) {
        continue;
      }
      for (const std::string& dimension : breakdown->dimensions) {
        const bool unknown = !is_fixed_dimension(study_, dimension) && !level_codes(study_, "", dimension);
        if (!unknown && !is_fixed_dimension(study_, dimension) && instrument->question(dimension) == nullptr) {
          trail_.problems.add("unknown-question",
                              fmt::format("breakdown `{}` needs the question `{}`, which `{}` was not asked", id,
                                          dimension, indicator.population),
                              where, text::suggestion(dimension, question_names(*instrument)));
        }
      }
    }
  }

  void check_theme(const Indicator& indicator) {
    if (!loading_.readable("codebook")) {
      return;
    }
    const Where where = trail_.at(indicator.where, "theme");
    expect_known(trail_, "theme", indicator.theme, codes_of(study_.themes, &Theme::code), where);
    if (study_.theme(indicator.theme) == nullptr) {
      return;
    }
    std::vector<std::string> questions;
    for (const CodedQuestion& coded : study_.coded) {
      if (coded.population == indicator.population &&
          std::ranges::find(coded.themes, indicator.theme) != coded.themes.end()) {
        questions.push_back(coded.question);
      }
    }
    if (questions.empty()) {
      trail_.problems.add(
          "theme-not-coded",
          fmt::format("no question of `{}` is coded with the theme `{}`", indicator.population, indicator.theme), where,
          "add it to [[coded]] in codebook.toml");
    } else if (questions.size() > 1) {
      trail_.problems.add(
          "theme-ambiguous",
          fmt::format("the theme `{}` codes several questions: {}", indicator.theme, text::join(questions, ", ")),
          where, "give each coded question its own `themes`");
    }
    if (indicator.measure != "share" || !indicator.positive.empty() || !indicator.exclude.empty()) {
      trail_.problems.add("theme-is-a-share", fmt::format("indicator `{}` is a theme: always a share", indicator.id),
                          where, "remove `measure`, `positive` and `exclude`");
    }
  }

  void check_question(const Indicator& indicator, const Question& question) {
    const auto add = [&](const char* code, const char* key, std::string message, std::string hint) {
      trail_.problems.add(code, std::move(message), trail_.at(indicator.where, key), std::move(hint));
    };
    if (question.type == QuestionType::Text) {
      add("text-question", "question", fmt::format("`{}` is an open question", question.name),
          "code its answers, and name a `theme` instead");
      return;
    }
    if (question.type == QuestionType::Number) {
      if (indicator.measure == "share") {
        add("number-question", "question", fmt::format("`{}` is a number: it has no share", question.name),
            "write `measure = \"mean\"` or `measure = \"total\"`");
      } else if (!indicator.positive.empty()) {
        add("positive-unused", "positive", fmt::format("`{}` is a number: it has no positive options", question.name),
            "remove `positive`");
      }
      return;
    }
    const std::vector<std::string> codes = option_codes(question);
    if (codes.empty()) {
      return;  // its options could not be read, which is its own problem
    }
    for (const std::string& code : indicator.positive) {
      expect_known(trail_, "option", code, codes, trail_.at(indicator.where, "positive"));
      const Option* option = question.option(code);
      if (option != nullptr && !option->missing.empty()) {
        add("positive-missing", "positive", fmt::format("option `{}` leaves the base, so it cannot be positive", code),
            fmt::format("remove it, or remove its `missing = \"{}\"`", option->missing));
      }
      if (std::ranges::find(indicator.exclude, code) != indicator.exclude.end()) {
        add("positive-excluded", "exclude", fmt::format("option `{}` is both positive and excluded", code),
            "remove it from one of them");
      }
    }
    for (const std::string& code : indicator.exclude) {
      expect_known(trail_, "option", code, codes, trail_.at(indicator.where, "exclude"));
    }
    if (indicator.measure == "mean") {
      check_mean(indicator, question);
    }
  }

  void check_mean(const Indicator& indicator, const Question& question) {
    const Where where = trail_.at(indicator.where, "measure");
    if (!indicator.positive.empty()) {
      trail_.problems.add("positive-unused", "a mean has no positive options", trail_.at(indicator.where, "positive"),
                          "remove `positive`");
    }
    if (question.type == QuestionType::Multiple) {
      trail_.problems.add("no-mean", fmt::format("`{}` takes several answers: it has no mean", question.name), where,
                          "remove `measure`");
      return;
    }
    for (const Option& option : question.options) {
      const bool excluded = std::ranges::find(indicator.exclude, option.code) != indicator.exclude.end();
      if (option.missing.empty() && !excluded && !text::to_number(option.code)) {
        trail_.problems.add("no-mean", fmt::format("option `{}` of `{}` is not a number", option.code, question.name),
                            where, "a mean needs options with numbers as codes");
        return;
      }
    }
  }

  Loading& loading_;
  Trail& trail_;
  Study& study_;
};

}  // namespace

void check_plan(Loading& loading) {
  Trail& trail = loading.trail;
  Study& study = loading.study;
  expect_unique(trail, "section", "code", study.sections, [](const Section& section) { return section.code; });
  expect_unique(trail, "breakdown", "id", study.breakdowns, [](const Breakdown& breakdown) { return breakdown.id; });
  expect_unique(trail, "indicator", "id", study.indicators, [](const Indicator& indicator) { return indicator.id; });
  PlanCheck plan(loading);
  for (Breakdown& breakdown : study.breakdowns) {
    plan.check(breakdown);
  }
  for (Indicator& indicator : study.indicators) {
    plan.check(indicator);
  }
  for (LeftOut& left_out : study.left_out) {
    plan.check(left_out);
  }
}

}  // namespace kith::study
