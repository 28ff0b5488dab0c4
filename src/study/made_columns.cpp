#include "study/made_columns.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "study/loading.h"

namespace kith::study {

namespace {

struct Made {
  std::string column, what;  // "the answers that indicator `trust` counts among"
};

std::vector<Made> made_of(const Study& study, const std::string& population) {
  std::vector<Made> made;
  for (const Indicator& indicator : study.indicators) {
    if (indicator.population != population) {
      continue;
    }
    const Question* question = study.question_of(indicator);
    const bool several = question != nullptr && question->type == QuestionType::Multiple;
    if (several && indicator.positive.size() > 1) {
      made.push_back({any_column(indicator.id), fmt::format("the options that indicator `{}` counts", indicator.id)});
    } else if (!several && !indicator.exclude.empty()) {
      made.push_back(
          {narrowed_column(indicator.id), fmt::format("indicator `{}` without its `exclude`", indicator.id)});
    }
  }
  for (const CodedQuestion& coded : study.coded) {
    for (const std::string& theme : coded.themes) {
      if (coded.population == population) {
        made.push_back({theme_column(theme), fmt::format("the theme `{}`", theme)});
      }
    }
  }
  return made;
}

}  // namespace

std::vector<std::string> columns_of(const Question& question) {
  if (question.type != QuestionType::Multiple) {
    return {question.name};
  }
  std::vector<std::string> columns;
  for (const Option& option : question.options) {
    columns.push_back(question.name + "_" + option.code);
  }
  return columns;
}

std::string narrowed_column(std::string_view indicator) {
  return fmt::format("{}_base", indicator);
}

std::string any_column(std::string_view indicator) {
  return fmt::format("{}_any", indicator);
}

std::string theme_column(std::string_view theme) {
  return fmt::format("theme_{}", theme);
}

void check_made_columns(Loading& loading) {
  const Study& study = loading.study;
  for (const Population& population : study.populations) {
    const std::vector<Made> made = made_of(study, population.code);
    for (const Instrument& instrument : study.instruments) {
      const bool theirs = population.instrument == instrument.name ||
                          std::ranges::any_of(study.responses, [&](const Responses& responses) {
                            return responses.population == population.code && responses.instrument == instrument.name;
                          });
      for (const Question& question : instrument.questions) {
        const std::vector<std::string> columns = columns_of(question);
        const auto taken = std::ranges::find_if(
            made, [&](const Made& one) { return std::ranges::find(columns, one.column) != columns.end(); });
        if (theirs && taken != made.end()) {
          loading.trail.problems.add("column-taken",
                                     fmt::format("the column of `{}` would be `{}`, which is that of {}", question.name,
                                                 taken->column, taken->what),
                                     question.where, "give the question another name");
        }
      }
    }
  }
}

}  // namespace kith::study
