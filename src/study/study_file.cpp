// study.toml: who, where, when; responses; disclosure rules; design facts.
#include <limits>

#include "study/loading.h"

namespace kith::study {

namespace {

constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

Programme read_programme(Entry& entry) {
  Programme programme;
  programme.where = entry.where();
  programme.code = entry.code("code", Need::Required);
  programme.name = entry.text("name", Need::Required);
  programme.noun = entry.has("noun") ? entry.text("noun", Need::Required) : programme.name;
  if (const auto funded = entry.integer("funded_projects", 1, std::numeric_limits<int>::max())) {
    programme.funded_projects = static_cast<int>(*funded);
  }
  return programme;
}

Nation read_nation(Entry& entry) {
  Nation nation;
  nation.where = entry.where();
  nation.code = entry.code("code", Need::Required);
  nation.name = entry.text("name", Need::Required);
  return nation;
}

Project read_project(Entry& entry) {
  Project project;
  project.where = entry.where();
  project.code = entry.code("code", Need::Required);
  project.name = entry.text("name", Need::Required);
  project.programme = entry.text("programme");
  project.nation = entry.text("nation");
  project.area = entry.text("area");
  project.postcode = entry.text("postcode");
  return project;
}

Wave read_wave(Entry& entry) {
  Wave wave;
  wave.where = entry.where();
  wave.code = entry.code("code", Need::Required);
  wave.name = entry.text("name", Need::Required);
  wave.start = entry.date("start");
  wave.end = entry.date("end");
  wave.planned = entry.flag("planned");
  return wave;
}

Population read_population(Entry& entry) {
  Population population;
  population.where = entry.where();
  population.code = entry.code("code", Need::Required);
  population.noun = entry.text("noun", Need::Required);
  population.plural = entry.has("plural") ? entry.text("plural", Need::Required) : population.noun + "s";
  population.base_noun = entry.has("base_noun") ? entry.text("base_noun", Need::Required) : "those surveyed";
  population.instrument = entry.text("instrument", Need::Required);
  population.id = entry.has("id") ? entry.text("id") : "id";
  population.project = entry.text("project");
  population.programme = entry.text("programme");
  population.nation = entry.text("nation");
  population.mode = entry.text("mode");
  population.wave = entry.text("wave");
  population.postcode = entry.text("postcode");
  population.weight = entry.text("weight");
  population.strata = entry.texts("strata");
  population.clusters = entry.texts("clusters");
  population.fpc = entry.texts("fpc");
  population.quote_consent = entry.text("quote_consent");
  population.where_expression = entry.text("where_expression");
  population.lonely_psu = entry.choice<std::string>(
      "lonely_psu", {{"fail", "fail"}, {"certainty", "certainty"}, {"average", "average"}, {"adjust", "adjust"}},
      "fail");
  population.random_sample = entry.flag("random_sample");
  if (population.clusters.empty() && !population.project.empty()) {
    population.clusters = {population.project};
  }
  return population;
}

Responses read_responses(Entry& entry) {
  Responses responses;
  responses.where = entry.where();
  responses.file = entry.text("file", Need::Required);
  responses.population = entry.text("population", Need::Required);
  responses.wave = entry.text("wave");
  responses.mapping = entry.text("mapping");
  responses.instrument = entry.text("instrument");
  return responses;
}

FlowStep read_flow_step(Entry& entry) {
  FlowStep step;
  step.where = entry.where();
  step.population = entry.text("population", Need::Required);
  step.wave = entry.text("wave");
  step.label = entry.text("label", Need::Required);
  if (!entry.has("count")) {
    entry.problem("missing-key", "[flow] has no `count`", "count", "add `count = ...`");
  }
  step.count = entry.integer("count", 0, no_limit).value_or(0);
  return step;
}

PlaceFiles read_place(Entry& entry) {
  PlaceFiles place;
  place.where = entry.where();
  place.pack = entry.text("pack");
  place.postcodes = entry.texts("postcodes");
  place.indices = entry.pairs("indices", Need::Optional);
  place.definitions = entry.texts("definitions");
  place.population = entry.text("population");
  place.use = entry.codes("use");
  place.cut = entry.number("cut", 1, 99).value_or(place.cut);
  place.by = entry.choice<std::string>("by", {{"areas", "areas"}, {"population", "population"}}, "");
  const bool files = !place.postcodes.empty() || !place.indices.empty();
  if (place.pack.empty() == !files) {
    entry.problem("place-files", "[place] needs a pack, or postcodes and indices, and not both", "pack",
                  "pack = \"places.kithplaces\", or postcodes = [...] and indices = { imd2019 = \"FILE\" }");
  } else if (files && (place.postcodes.empty() || place.indices.empty())) {
    entry.problem("place-files", "[place] needs both `postcodes` and `indices`", "indices",
                  "indices = { imd2019 = \"FILE\" }");
  }
  return place;
}

DisclosureRules read_disclosure(Entry& entry) {
  DisclosureRules rules;
  rules.where = entry.where();
  const auto read = [&](const char* key, std::int64_t& value) {
    value = entry.integer(key, 0, no_limit).value_or(value);
  };
  read("minimum_cell", rules.minimum_cell);
  read("withhold_below", rules.withhold_below);
  read("bracket_below", rules.bracket_below);
  read("flag_below", rules.flag_below);
  read("sensitive_extremes_below", rules.sensitive_extremes_below);
  read("round_counts_to", rules.round_counts_to);
  read("attribution_minimum", rules.attribution_minimum);
  rules.largest_amount_percent = entry.integer("largest_amount_percent", 1, 100).value_or(rules.largest_amount_percent);
  rules.reason = entry.text("reason");
  if (rules.round_counts_to != 0 && rules.round_counts_to != 5 && rules.round_counts_to != 10) {
    entry.problem("out-of-range", "`round_counts_to` is " + std::to_string(rules.round_counts_to), "round_counts_to",
                  "0 (off), 5 or 10");
  }
  if (rules.withhold_below > rules.bracket_below) {
    entry.problem("disclosure-order", "`withhold_below` is above `bracket_below`", "withhold_below",
                  "a base is withheld, then shown in brackets, then flagged");
  }
  if (rules.bracket_below > rules.flag_below) {
    entry.problem("disclosure-order", "`bracket_below` is above `flag_below`", "bracket_below",
                  "a base is withheld, then shown in brackets, then flagged");
  }
  return rules;
}

DesignFacts read_design(Entry& entry) {
  DesignFacts facts;
  facts.where = entry.where();
  facts.baseline = entry.flag("baseline");
  facts.comparator = entry.flag("comparator");
  facts.reweighted = entry.flag("reweighted");
  facts.panel = entry.flag("panel");
  facts.random_assignment = entry.flag("random_assignment");
  return facts;
}

}  // namespace

void read_study_file(Entry& file, Study& study) {
  study.title = file.text("title", Need::Required);
  study.subtitle = file.text("subtitle");
  study.funder = file.text("funder");
  study.evaluator = file.text("evaluator");
  study.synthetic = file.text("synthetic");
  study.declared_names = file.texts("declared_names");
  study.research_questions = file.texts("research_questions");
  study.wave = file.text("report_wave");
  file.each("programme", [&](Entry& entry) { study.programmes.push_back(read_programme(entry)); });
  file.each("nation", [&](Entry& entry) { study.nations.push_back(read_nation(entry)); });
  file.each("project", [&](Entry& entry) { study.projects.push_back(read_project(entry)); });
  file.each("wave", [&](Entry& entry) { study.waves.push_back(read_wave(entry)); });
  file.each("population", [&](Entry& entry) { study.populations.push_back(read_population(entry)); });
  file.each("responses", [&](Entry& entry) { study.responses.push_back(read_responses(entry)); });
  file.each("flow", [&](Entry& entry) { study.flow.push_back(read_flow_step(entry)); });
  file.one("place", [&](Entry& entry) { study.place = read_place(entry); });
  file.one("disclosure", [&](Entry& entry) { study.disclosure = read_disclosure(entry); });
  file.one("design", [&](Entry& entry) { study.design = read_design(entry); });
}

}  // namespace kith::study
