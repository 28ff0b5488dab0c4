#include "simulate/codings.h"

#include <fmt/format.h>

#include "simulate/csv.h"
#include "simulate/draws.h"
#include "simulate/study_facts.h"

namespace kith::simulate {

std::string codings(const Survey& survey, const Answers& answers) {
  const std::string& question = answers.question->name;
  const std::string scope = fmt::format("{}/{}/coding/{}", survey.population.code, survey.wave, question);
  const std::vector<std::string> themes = themes_of(survey.study, survey.population.code, question);
  std::vector<Coder> coders;
  for (const Coder& coder : survey.recipe.coders) {
    if (coder.population == survey.population.code && coder.question == question) {
      coders.push_back(coder);
    }
  }
  if (coders.empty()) {
    coders.push_back({survey.population.code, question, "first"});
  }
  std::string csv = csv_row({"answer_id", "coder", "theme"});
  for (std::size_t i = 0; i < survey.people.size(); ++i) {
    const Person& person = survey.people[i];
    if (answers.reasons[i] != data::Missing::None) {
      continue;
    }
    for (const Coder& coder : coders) {
      const Draws reads(survey.recipe.seed, scope + "/" + coder.name);
      if (reads.uniform(person.key) >= coder.part) {
        continue;
      }
      bool any = false;
      for (std::size_t theme = 0; theme < themes.size(); ++theme) {
        const Draws judges(survey.recipe.seed, fmt::format("{}/{}/{}", scope, coder.name, themes[theme]));
        const double errs = judges.uniform(person.key);
        const bool meant = answers.ticks[theme][i] != 0;
        if (meant ? errs >= coder.misses : errs < coder.adds) {
          csv += csv_row({person.id, coder.name, themes[theme]});
          any = true;
        }
      }
      if (!any) {
        csv += csv_row({person.id, coder.name, ""});
      }
    }
  }
  return csv;
}

}  // namespace kith::simulate
