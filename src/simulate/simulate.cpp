#include "simulate/simulate.h"

#include <algorithm>

#include <fmt/format.h>

#include "simulate/addresses.h"
#include "simulate/answers.h"
#include "simulate/codings.h"
#include "simulate/csv.h"

namespace kith::simulate {

namespace {

struct Wanted {
  const study::Population* population = nullptr;
  std::string wave, file;
  Where where;
};

// A file for each entry of [[responses]]; a population without one gets a file all the same, so that an instrument
// alone can be piloted.
std::vector<Wanted> wanted_files(const study::Study& study, Problems& problems) {
  std::vector<Wanted> wanted;
  std::string wave = study.wave;
  if (wave.empty()) {
    wave = study.waves.empty() ? "w1" : study.waves.front().code;
  }
  for (const study::Population& population : study.populations) {
    const std::size_t before = wanted.size();
    for (const study::Responses& responses : study.responses) {
      if (responses.population != population.code) {
        continue;
      }
      wanted.push_back({&population, responses.wave.empty() ? wave : responses.wave, responses.file, responses.where});
      if (!responses.mapping.empty()) {
        problems.add("mapped-responses",
                     fmt::format("`{}` is read through a mapping, which cannot be simulated", responses.file),
                     responses.where, "remove its `mapping`: simulated columns are named like questions");
      }
      if (!responses.instrument.empty() && responses.instrument != population.instrument) {
        problems.add("wave-instrument",
                     fmt::format("`{}` was asked with the instrument `{}`, and answers are drawn for `{}`",
                                 responses.file, responses.instrument, population.instrument),
                     responses.where, "remove its `instrument` to draw answers to the population's own");
      }
      if (!responses.file.ends_with(".csv")) {
        problems.add("not-csv", fmt::format("`{}` is not a CSV file", responses.file), responses.where,
                     "simulated responses are CSV: name it so, and convert it afterwards");
      }
    }
    if (wanted.size() == before) {
      wanted.push_back({&population, wave, fmt::format("responses/{}-{}.csv", wave, population.code), {}});
    }
  }
  return wanted;
}

// What the population's columns hold for one person; the questions follow.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::string (*)(const Person&, const std::string& wave)> cells;

  void add(const std::string& name, std::string (*cell)(const Person&, const std::string&)) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
      cells.push_back(cell);
    }
  }
};

Columns columns_of(const study::Population& population) {
  Columns columns;
  columns.add(population.id, [](const Person& person, const std::string&) { return person.id; });
  columns.add(population.wave, [](const Person&, const std::string& wave) { return wave; });
  columns.add(population.project, [](const Person& person, const std::string&) { return person.project; });
  columns.add(population.programme, [](const Person& person, const std::string&) { return person.programme; });
  columns.add(population.nation, [](const Person& person, const std::string&) { return person.nation; });
  columns.add(population.mode, [](const Person& person, const std::string&) { return person.mode; });
  columns.add(population.weight, [](const Person&, const std::string&) { return std::string("1"); });
  return columns;
}

void check_columns(const study::Population& population, const Columns& columns, Problems& problems) {
  for (const auto* design : {&population.strata, &population.clusters, &population.fpc}) {
    for (const std::string& name : *design) {
      if (std::ranges::find(columns.names, name) == columns.names.end()) {
        problems.add(
            "unknown-column",
            fmt::format("nothing is known of the column `{}` that the design of `{}` names", name, population.code),
            population.where, "only the population's own columns can be simulated: project, programme, nation");
      }
    }
  }
}

// `homes` is a postcode each, behind all else; empty when the population gives none.
std::string responses_csv(const Survey& survey, const Columns& columns, const std::vector<Answers>& answers,
                          const std::vector<std::string>& homes) {
  std::vector<std::string> row = columns.names;
  for (const Answers& question : answers) {
    row.push_back(question.question->name);
  }
  if (!homes.empty()) {
    row.push_back(survey.population.postcode);
  }
  std::string csv = csv_row(row);
  for (std::size_t i = 0; i < survey.people.size(); ++i) {
    row.clear();
    for (const auto cell : columns.cells) {
      row.push_back(cell(survey.people[i], survey.wave));
    }
    for (const Answers& question : answers) {
      row.push_back(question.cell(i));
    }
    if (!homes.empty()) {
      row.push_back(homes[i]);
    }
    csv += csv_row(row);
  }
  return csv;
}

}  // namespace

Simulated simulate(const study::Study& study, std::string_view recipe_toml, const Options& options) {
  Recipe recipe = read_recipe(study, recipe_toml);
  recipe.seed = options.seed.value_or(recipe.seed);
  Problems problems;
  const FactorModel factors(recipe.factors, problems);
  const std::vector<Wanted> wanted = wanted_files(study, problems);
  for (const auto& [population, questions] : recipe.questions) {
    for (const auto& [question, plan] : questions) {
      const double explained = factors.variance(plan.loadings) + plan.icc;
      if (explained > 1) {
        problems.add("too-much-explained",
                     fmt::format("the factors and the project explain {:.0f}% of the answers to `{}`", 100 * explained,
                                 question),
                     plan.where, "make its loadings or its `icc` smaller");
      }
    }
  }
  const std::vector<Address> addresses = addresses_of(study, problems);
  Simulated simulated;
  for (const Wanted& file : wanted) {
    const Columns columns = columns_of(*file.population);
    check_columns(*file.population, columns, problems);
    const std::vector<Person> persons = people(study, *file.population, file.wave, recipe, options.size, problems);
    if (!problems.empty()) {
      continue;
    }
    const bool reported = study.wave.empty() || study.wave == file.wave;
    const Survey survey{study,  *file.population, file.wave,
                        recipe, persons,          reported ? Targets::Meet : Targets::Ignore};
    const std::vector<Answers> answers = draw_answers(survey, factors, simulated.met, problems);
    std::vector<std::string> homes;
    if (!file.population->postcode.empty()) {
      homes = postcodes(*file.population, file.wave, recipe, persons, addresses, problems);
    }
    simulated.files.emplace_back(file.file, responses_csv(survey, columns, answers, homes));
    simulated.written.push_back({file.file, static_cast<std::int64_t>(persons.size())});
    for (const study::CodedQuestion& coded : study.coded) {
      const auto question = std::ranges::find_if(
          answers, [&](const Answers& candidate) { return candidate.question->name == coded.question; });
      if (reported && coded.population == file.population->code && question != answers.end()) {
        simulated.files.emplace_back(coded.files.front(), codings(survey, *question));
        simulated.written.push_back({coded.files.front(), std::ranges::count(simulated.files.back().second, '\n') - 1});
      }
    }
  }
  problems.throw_if_any();
  return simulated;
}

}  // namespace kith::simulate
