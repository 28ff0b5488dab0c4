// What study.toml says, held against itself and the instruments.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

void check_places(Trail& trail, const Study& study) {
  expect_unique(trail, "programme", "code", study.programmes, [](const Programme& item) { return item.code; });
  expect_unique(trail, "nation", "code", study.nations, [](const Nation& item) { return item.code; });
  expect_unique(trail, "project", "code", study.projects, [](const Project& item) { return item.code; });
  const std::vector<std::string> programmes = codes_of(study.programmes, &Programme::code);
  const std::vector<std::string> nations = codes_of(study.nations, &Nation::code);
  std::map<std::string, int> counts;
  for (const Project& project : study.projects) {
    expect_known(trail, "programme", project.programme, programmes, trail.at(project.where, "programme"));
    expect_known(trail, "nation", project.nation, nations, trail.at(project.where, "nation"));
    ++counts[project.programme];
  }
  for (const Programme& programme : study.programmes) {
    if (programme.funded_projects && counts[programme.code] > *programme.funded_projects) {
      trail.problems.add("too-many-projects",
                         fmt::format("{} projects are listed for `{}`, which funded {}", counts[programme.code],
                                     programme.code, *programme.funded_projects),
                         trail.at(programme.where, "funded_projects"), "correct the count, or the list of projects");
    }
  }
}

// The files of [place], and that somebody gives a postcode.
void check_place_files(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  const bool given =
      std::ranges::any_of(study.populations, [](const Population& one) { return !one.postcode.empty(); }) ||
      std::ranges::any_of(study.projects, [](const Project& one) { return !one.postcode.empty(); });
  if (!study.place) {
    for (const Project& project : study.projects) {
      if (!project.postcode.empty()) {
        trail.problems.add("no-place",
                           fmt::format("`{}` has a postcode, and nothing says what is known of it", project.code),
                           trail.at(project.where, "postcode"), "add [place] (docs/places.md)");
      }
    }
    for (const Population& population : study.populations) {
      if (!population.postcode.empty()) {
        trail.problems.add("no-place",
                           fmt::format("`{}` gives postcodes, and nothing says what becomes of them", population.code),
                           trail.at(population.where, "postcode"), "add [place] (docs/places.md)");
      }
    }
    return;
  }
  const PlaceFiles& place = *study.place;
  if (!given) {
    trail.problems.add("no-postcode",
                       "[place] is of no use: no population has a column of postcodes, and no project one", place.where,
                       "add `postcode = ...` to a [[population]] or [[project]]");
  }
  const auto expect = [&](const std::string& file, std::string_view key) {
    expect_inside(loading, file, trail.at(place.where, key), Presence::MustExist);
  };
  expect(place.pack, "pack");
  expect(place.population, "population");
  for (const std::string& file : place.postcodes) {
    expect(file, "postcodes");
  }
  for (const std::string& file : place.definitions) {
    expect(file, "definitions");
  }
  for (const auto& [id, file] : place.indices) {
    expect(file, "indices");
  }
}

void check_waves(Trail& trail, const Study& study) {
  expect_unique(trail, "wave", "code", study.waves, [](const Wave& wave) { return wave.code; });
  std::string last_start;
  for (const Wave& wave : study.waves) {
    if (!wave.start.empty() && !wave.end.empty() && wave.end < wave.start) {
      trail.problems.add("dates-reversed", fmt::format("wave `{}` ends before it starts", wave.code),
                         trail.at(wave.where, "end"), "swap `start` and `end`");
    }
    if (!wave.start.empty() && wave.start < last_start) {
      trail.problems.add("waves-out-of-order", fmt::format("wave `{}` starts before the wave above it", wave.code),
                         trail.at(wave.where, "start"), "list waves in the order of their dates");
    }
    last_start = std::max(last_start, wave.start);
  }
}

void check_populations(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  expect_unique(trail, "population", "code", study.populations, [](const Population& item) { return item.code; });
  for (const Population& population : study.populations) {
    // An instrument that could not be read is still there by name, with its own problem.
    expect_known(trail, "instrument", population.instrument, codes_of(study.instruments, &Instrument::name),
                 trail.at(population.where, "instrument"));
    if (population.strata.size() > std::max<std::size_t>(1, population.clusters.size())) {
      trail.problems.add("design-stages", fmt::format("`{}` has more strata than stages of clusters", population.code),
                         trail.at(population.where, "strata"), "one column of strata per stage");
    }
    if (population.fpc.size() > std::max<std::size_t>(1, population.clusters.size())) {
      trail.problems.add("design-stages", fmt::format("`{}` has more fpc columns than stages", population.code),
                         trail.at(population.where, "fpc"), "one column per stage");
    }
  }
}

void check_responses(Loading& loading) {
  Trail& trail = loading.trail;
  Study& study = loading.study;
  const std::vector<std::string> populations = codes_of(study.populations, &Population::code);
  const std::vector<std::string> waves = codes_of(study.waves, &Wave::code);
  expect_unique(trail, "responses file", "file", study.responses, [](const Responses& responses) {
    return responses.file + (responses.wave.empty() ? "" : " for " + responses.wave);
  });
  if (study.waves.empty() && !study.responses.empty()) {
    trail.problems.add("no-wave", "there are responses, and the study names no wave", study.responses.front().where,
                       "add [[wave]] with a code and a name; a survey that is asked once has one");
  }
  for (Responses& responses : study.responses) {
    const auto at = [&](std::string_view key) { return trail.at(responses.where, key); };
    expect_known(trail, "population", responses.population, populations, at("population"));
    expect_known(trail, "wave", responses.wave, waves, at("wave"));
    expect_inside(loading, responses.file, at("file"), Presence::MayBeAbsent);
    expect_inside(loading, responses.mapping, at("mapping"), Presence::MustExist);
    const Population* population = study.population(responses.population);
    if (responses.wave.empty() && population != nullptr && population->wave.empty()) {
      if (study.waves.size() == 1) {
        responses.wave = study.waves.front().code;
      } else if (!study.waves.empty()) {
        trail.problems.add("missing-key", fmt::format("`{}` does not say its wave", responses.file), responses.where,
                           "add `wave = ...`, or name the population's `wave` column");
      }
    }
    const Wave* wave = study.find_wave(responses.wave);
    if (wave != nullptr && wave->planned) {
      trail.problems.add("wave-planned", fmt::format("wave `{}` is planned, and has responses", wave->code), at("wave"),
                         "remove its `planned = true`");
    }
  }
}

void check_flow(Trail& trail, Study& study) {
  const FlowStep* before = nullptr;
  for (FlowStep& step : study.flow) {
    expect_known(trail, "population", step.population, codes_of(study.populations, &Population::code),
                 trail.at(step.where, "population"));
    expect_known(trail, "wave", step.wave, codes_of(study.waves, &Wave::code), trail.at(step.where, "wave"));
    if (step.wave.empty() && study.waves.size() == 1) {
      step.wave = study.waves.front().code;
    }
    if (before != nullptr && before->population == step.population && before->wave == step.wave &&
        step.count > before->count) {
      trail.problems.add("flow-grows", fmt::format("\"{}\" counts more people than the step before it", step.label),
                         trail.at(step.where, "count"), "list the steps from issued to base");
    }
    before = &step;
  }
}

// The report's wave: as named, or the last with responses.
void settle_wave(Trail& trail, Study& study) {
  std::string last;  // wave with responses
  bool answered = false;
  for (const Wave& wave : study.waves) {
    const bool has_responses = std::ranges::any_of(study.responses, [&](const Responses& responses) {
      const Population* population = study.population(responses.population);
      return responses.wave == wave.code ||
             (responses.wave.empty() && population != nullptr && !population->wave.empty() && !wave.planned);
    });
    last = has_responses ? wave.code : last;
    answered = answered || (has_responses && wave.code == study.wave);
  }
  if (study.wave.empty()) {
    study.wave = last;
    return;
  }
  const Where where = trail.at({"study.toml", 0}, "report_wave");
  expect_known(trail, "wave", study.wave, codes_of(study.waves, &Wave::code), where);
  if (study.find_wave(study.wave) != nullptr && !answered && !last.empty()) {
    trail.problems.add("wave-without-responses",
                       fmt::format("the report is about wave `{}`, which has no responses", study.wave), where,
                       fmt::format("add its [[responses]], or write `report_wave = \"{}\"`", last));
  }
}

}  // namespace

void check_study_file(Loading& loading) {
  check_places(loading.trail, loading.study);
  check_place_files(loading);
  check_waves(loading.trail, loading.study);
  check_populations(loading);
  check_responses(loading);
  check_flow(loading.trail, loading.study);
  settle_wave(loading.trail, loading.study);
  const DesignFacts& design = loading.study.design;
  if (design.random_assignment && !design.comparator) {
    loading.trail.problems.add("design-facts", "`random_assignment` needs a group to be assigned to",
                               loading.trail.at(design.where, "random_assignment"), "write `comparator = true`");
  }
}

}  // namespace kith::study
