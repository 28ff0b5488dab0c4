#include "simulate/target.h"

#include <algorithm>

#include <fmt/format.h>

#include "simulate/study_facts.h"

namespace kith::simulate {

namespace {

bool at_one_end(const study::Study& study, const study::Indicator& indicator, const study::Question& question) {
  std::vector<bool> positive;
  for (const study::Option& option : question.options) {
    if (!leaves_base(study, indicator.population, question, option)) {
      positive.push_back(std::ranges::find(indicator.positive, option.code) != indicator.positive.end());
    }
  }
  return std::ranges::is_sorted(positive) || std::ranges::is_sorted(positive, std::greater<>());
}

const study::Question& question_of(const study::Study& study, const study::Indicator& indicator) {
  return *study.instrument_of(*study.population(indicator.population))->question(indicator.question);
}

}  // namespace

std::optional<Refusal> refusal(const study::Study& study, const study::Indicator& indicator) {
  if (!study.population(indicator.population)->where_expression.empty()) {
    return Refusal{"its population has a `where_expression`", "simulate a study without one"};
  }
  if (!indicator.theme.empty()) {
    return std::nullopt;
  }
  if (indicator.measure == "mean" || indicator.measure == "total" || indicator.positive.empty()) {
    return Refusal{"it is not the share of positive answers", "only an indicator with `positive` options has one"};
  }
  const study::Question& question = question_of(study, indicator);
  if (question.type == study::QuestionType::Multiple && indicator.positive.size() > 1) {
    return Refusal{"it is about several options of a multiple-choice question", "set targets on single options"};
  }
  if (question.type == study::QuestionType::Single && question.ordered && !at_one_end(study, indicator, question)) {
    return Refusal{fmt::format("its positive options do not stand at one end of `{}`", question.name),
                   "an ordered answer is cut in two"};
  }
  return std::nullopt;
}

std::string moved_by(const study::Study& study, const study::Indicator& indicator) {
  if (!indicator.theme.empty()) {
    return fmt::format("{}/{}/{}", indicator.population, coded_by(study, indicator)->question, indicator.theme);
  }
  const bool ticks = question_of(study, indicator).type == study::QuestionType::Multiple;
  return fmt::format("{}/{}{}", indicator.population, indicator.question,
                     ticks ? "/" + indicator.positive.front() : std::string());
}

const Target* target_on(const study::Study& study, const Recipe& recipe, const std::string& population,
                        const std::string& question, const std::string& part) {
  const std::string answers = fmt::format("{}/{}{}{}", population, question, part.empty() ? "" : "/", part);
  const auto found = std::ranges::find_if(recipe.targets, [&](const Target& target) {
    return moved_by(study, *study.indicator(target.indicator)) == answers;
  });
  return found == recipe.targets.end() ? nullptr : &*found;
}

double wanted(const Target* target, const std::string& programme, double otherwise) {
  if (target != nullptr) {
    for (const std::string& whose : {programme, std::string("all")}) {
      if (const auto found = target->percent.find(whose); found != target->percent.end()) {
        return found->second / 100.0;
      }
    }
  }
  return otherwise;
}

}  // namespace kith::simulate
