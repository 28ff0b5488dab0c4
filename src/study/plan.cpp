// plan.toml: indicators, breakdowns, what is left out, comparisons, changes (changes.cpp), maps.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

Section read_section(Entry& entry) {
  Section section;
  section.where = entry.where();
  section.code = entry.code("code", Need::Required);
  section.title = entry.text("title", Need::Required);
  return section;
}

Breakdown read_breakdown(Entry& entry) {
  Breakdown breakdown;
  breakdown.where = entry.where();
  breakdown.id = entry.code("id", Need::Required);
  breakdown.dimensions = entry.codes("dimensions");
  breakdown.by_default = entry.flag("default", true);
  if (breakdown.dimensions.empty()) {
    entry.problem("missing-key", "[breakdown] has no `dimensions`", "dimensions",
                  "programme, nation, project, wave, mode, or a question's name");
  }
  if (breakdown.id == "all") {
    entry.problem("reserved", "a breakdown cannot be called `all`", "id", "`all` is everyone, and is always there");
  }
  return breakdown;
}

std::string read_research_question(Entry& entry, const Study& study) {
  const std::size_t count = study.research_questions.size();
  const auto number = entry.integer("research_question", 1, std::numeric_limits<std::int64_t>::max());
  if (!number) {
    return {};
  }
  if (static_cast<std::size_t>(*number) > count && !entry.trail().readable("study")) {
    return {};
  }
  if (static_cast<std::size_t>(*number) > count) {
    entry.problem("unknown-research-question", fmt::format("there is no research question {}", *number),
                  "research_question",
                  count == 0 ? "list `research_questions` in study.toml" : fmt::format("study.toml lists {}", count));
    return {};
  }
  return study.research_questions[static_cast<std::size_t>(*number - 1)];
}

Indicator read_indicator(Entry& entry, const Study& study) {
  Indicator indicator;
  indicator.where = entry.where();
  indicator.id = entry.name("id", Need::Required);
  indicator.label = entry.text("label", Need::Required);
  indicator.short_label = entry.has("short_label") ? entry.text("short_label", Need::Required) : indicator.label;
  indicator.population = entry.text("population", Need::Required);
  indicator.question = entry.text("question");
  indicator.theme = entry.text("theme");
  indicator.measure =
      entry.choice<std::string>("measure", {{"share", "share"}, {"mean", "mean"}, {"total", "total"}}, "share");
  indicator.positive = entry.codes("positive");
  indicator.exclude = entry.codes("exclude");
  indicator.section = entry.text("section");
  indicator.research_question = read_research_question(entry, study);
  indicator.self_attributed = entry.flag("self_attributed");
  indicator.sensitive = entry.flag("sensitive");
  if (const auto smallest = entry.number("smallest_difference", 0, std::numeric_limits<double>::max())) {
    indicator.smallest_difference = indicator.measure == "share" ? *smallest / 100 : *smallest;
  }
  indicator.breakdowns = entry.codes("breakdowns");
  if (!entry.has("question") && !entry.has("theme")) {
    entry.problem("missing-key", fmt::format("indicator `{}` has no `question`", indicator.id), "question",
                  "name a question, or a theme of the codebook");
  }
  if (entry.has("question") && entry.has("theme")) {
    entry.problem("question-and-theme", fmt::format("indicator `{}` has a question and a theme", indicator.id), "theme",
                  "a theme knows its question: remove `question`");
  }
  if (entry.has("positive") && indicator.positive.empty()) {
    entry.problem("empty", "`positive` is empty", "positive", "name options, or remove the key to report every option");
  }
  return indicator;
}

LeftOut read_left_out(Entry& entry) {
  LeftOut left_out;
  left_out.where = entry.where();
  left_out.population = entry.text("population", Need::Required);
  left_out.cell = entry.pairs("cell", Need::Required);
  left_out.reason = entry.text("reason", Need::Required);
  if (entry.has("cell") && left_out.cell.empty()) {
    entry.problem("empty", "`cell` is empty", "cell", "write { programme = \"...\", nation = \"...\" }");
  }
  return left_out;
}

std::string read_method(Entry& entry) {
  return entry.choice<std::string>("method", {{"rake", "rake"}, {"entropy", "entropy"}}, "rake");
}

PlannedComparison read_comparison(Entry& entry) {
  PlannedComparison comparison;
  comparison.where = entry.where();
  comparison.indicator = entry.text("indicator", Need::Required);
  comparison.benchmark = entry.text("benchmark", Need::Required);
  comparison.family = entry.has("family") ? entry.code("family") : "headline";
  comparison.adjust = entry.texts("adjust");
  comparison.method = read_method(entry);
  comparison.sensitivity = entry.codes("sensitivity");
  comparison.neutral = entry.codes("neutral");
  return comparison;
}

PlannedMap read_map(Entry& entry) {
  PlannedMap map;
  map.where = entry.where();
  map.id = entry.code("id", Need::Required);
  map.title = entry.text("title", Need::Required);
  map.section = entry.text("section");
  map.boundaries = entry.text("boundaries", Need::Required);
  map.code = entry.text("code");
  map.name = entry.text("name");
  map.layer = entry.text("layer");
  map.crs = entry.text("crs");
  map.only = entry.texts("only");
  map.shows = entry.choice<MapShows>(
      "show", {{"projects", MapShows::Projects}, {"bands", MapShows::Bands}, {"figures", MapShows::Figures}},
      MapShows::Projects);
  map.population = entry.text("population");
  map.coarseness = entry.number("coarseness", 0, 100'000).value_or(map.coarseness);
  map.bands = entry.text("bands");
  map.bands_code = entry.text("bands_code");
  map.bands_column = entry.text("bands_column");
  map.bands_index = entry.text("bands_index");
  map.bands_label = entry.text("bands_label");
  map.bands_ends = entry.texts("bands_ends");
  map.indicator = entry.text("indicator");
  map.dimension = entry.text("dimension");
  map.note = entry.text("note");
  map.source = entry.text("source");
  map.licence = entry.text("licence");
  if (entry.has("bands_ends") && map.bands_ends.size() != 2) {
    entry.problem("bands-ends", "`bands_ends` says what the first and the last band mean", "bands_ends",
                  "write two texts: [\"most deprived\", \"least deprived\"]");
  }
  return map;
}

PlannedSubgroup read_subgroup(Entry& entry) {
  PlannedSubgroup subgroup;
  subgroup.where = entry.where();
  subgroup.indicator = entry.text("indicator", Need::Required);
  subgroup.by = entry.text("by", Need::Required);
  subgroup.family = entry.has("family") ? entry.code("family") : subgroup.family;
  subgroup.benchmarks = entry.pairs("benchmarks", Need::Optional);
  subgroup.benchmark = entry.text("benchmark");
  subgroup.adjust = entry.texts("adjust");
  subgroup.method = read_method(entry);
  return subgroup;
}

PlannedPooling read_pooling(Entry& entry) {
  PlannedPooling pooling;
  pooling.where = entry.where();
  pooling.indicator = entry.text("indicator", Need::Required);
  pooling.by = entry.text("by", Need::Required);
  if (entry.has("order")) {
    pooling.order = entry.text("order");
    if (pooling.order != "study" && pooling.order != "name") {
      entry.problem("league-table", fmt::format("groups are not ranked, so their order cannot be `{}`", pooling.order),
                    "order", "neighbours in a ranking differ by chance: write \"study\" or \"name\"");
    }
  }
  return pooling;
}

}  // namespace

void read_plan(Entry& file, Study& study) {
  study.smallest_difference = file.number("smallest_difference", 0, 100).value_or(5) / 100;
  file.each("section", [&](Entry& entry) { study.sections.push_back(read_section(entry)); });
  file.each("breakdown", [&](Entry& entry) { study.breakdowns.push_back(read_breakdown(entry)); });
  file.each("indicator", [&](Entry& entry) { study.indicators.push_back(read_indicator(entry, study)); });
  file.each("left_out", [&](Entry& entry) { study.left_out.push_back(read_left_out(entry)); });
  file.each("comparison", [&](Entry& entry) { study.comparisons.push_back(read_comparison(entry)); });
  file.each("change", [&](Entry& entry) { study.changes.push_back(read_change(entry)); });
  file.each("map", [&](Entry& entry) { study.maps.push_back(read_map(entry)); });
  file.each("subgroup", [&](Entry& entry) { study.subgroups.push_back(read_subgroup(entry)); });
  file.each("pooling", [&](Entry& entry) { study.poolings.push_back(read_pooling(entry)); });
}

}  // namespace kith::study
