#include "study/dimension.h"

#include <algorithm>
#include <array>

#include "study/loading.h"

namespace kith::study {

namespace {

constexpr std::array<std::string_view, 5> fixed_dimensions{"programme", "nation", "project", "wave", "mode"};
constexpr std::array<std::string_view, 2> place_dimensions{"deprivation", "rurality"};

bool has_levels(const Question& question) {
  return question.type == QuestionType::Single || question.type == QuestionType::Multiple;
}

}  // namespace

bool is_fixed_dimension(const Study& study, std::string_view dimension) {
  return std::ranges::find(fixed_dimensions, dimension) != fixed_dimensions.end() ||
         (study.place && std::ranges::find(place_dimensions, dimension) != place_dimensions.end());
}

std::vector<std::string> dimensions(const Study& study) {
  std::vector<std::string> names(fixed_dimensions.begin(), fixed_dimensions.end());
  if (study.place) {
    names.insert(names.end(), place_dimensions.begin(), place_dimensions.end());
  }
  for (const Instrument& instrument : study.instruments) {
    for (const Question& question : instrument.questions) {
      if (has_levels(question) && std::ranges::find(names, question.name) == names.end()) {
        names.push_back(question.name);
      }
    }
  }
  return names;
}

std::optional<std::vector<std::string>> level_codes(const Study& study, std::string_view population,
                                                    std::string_view dimension) {
  if (dimension == "programme") {
    return codes_of(study.programmes, &Programme::code);
  }
  if (dimension == "nation") {
    return codes_of(study.nations, &Nation::code);
  }
  if (dimension == "project") {
    return codes_of(study.projects, &Project::code);
  }
  if (dimension == "wave") {
    return codes_of(study.waves, &Wave::code);
  }
  if (study.place && dimension == "deprivation") {
    return std::vector<std::string>{"deprived", "elsewhere"};
  }
  if (study.place && dimension == "rurality") {
    return std::vector<std::string>{"urban", "rural"};
  }
  std::vector<const Instrument*> instruments;
  if (const Population* known = study.population(population)) {
    instruments.push_back(study.instrument_of(*known));
  }
  for (const Instrument& instrument : study.instruments) {
    instruments.push_back(&instrument);
  }
  for (const Instrument* instrument : instruments) {
    const Question* question = instrument == nullptr ? nullptr : instrument->question(dimension);
    if (question != nullptr && has_levels(*question)) {
      std::vector<std::string> codes;
      for (const Option& option : question->options) {
        if (option.missing.empty()) {
          codes.push_back(option.code);
        }
      }
      return codes;
    }
  }
  return std::nullopt;
}

}  // namespace kith::study
