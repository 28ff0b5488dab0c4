// codebook.toml: themes, and where their codings are.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

Theme read_theme(Entry& entry) {
  Theme theme;
  theme.where = entry.where();
  theme.code = entry.code("code", Need::Required);
  theme.label = entry.text("label", Need::Required);
  theme.definition = entry.text("definition");
  theme.includes = entry.text("includes");
  theme.excludes = entry.text("excludes");
  theme.parent = entry.text("parent");
  theme.node = entry.text("node");
  return theme;
}

CodedQuestion read_coded(Entry& entry) {
  CodedQuestion coded;
  coded.where = entry.where();
  coded.question = entry.text("question", Need::Required);
  coded.population = entry.text("population", Need::Required);
  coded.themes = entry.codes("themes");
  coded.files = entry.texts("files");
  if (coded.files.empty()) {
    entry.problem("missing-key", "[coded] has no `files`", "files", "name the CSV files of codings");
  }
  return coded;
}

// Following parents from a theme must end. Every theme is walked through once; a walk that meets itself has gone round.
void check_parents(Trail& trail, const Study& study) {
  std::map<std::string, const Theme*> themes;
  for (const Theme& theme : study.themes) {
    themes.emplace(theme.code, &theme);
  }
  std::set<std::string> done;
  for (const Theme& theme : study.themes) {
    std::vector<std::string> walk;
    std::map<std::string, std::size_t> place;  // of each theme in the walk
    std::string code = theme.code;
    while (!code.empty() && themes.contains(code) && !done.contains(code) && !place.contains(code)) {
      place.emplace(code, walk.size());
      walk.push_back(code);
      code = themes.at(code)->parent;
    }
    if (const auto met = place.find(code); met != place.end()) {
      std::vector<std::string> round(walk.begin() + static_cast<std::ptrdiff_t>(met->second), walk.end());
      round.push_back(code);
      trail.problems.add("cycle", fmt::format("the parents of themes go round: {}", text::join(round, " -> ")),
                         trail.at(themes.at(code)->where, "parent"), "remove one `parent`");
    }
    done.insert(walk.begin(), walk.end());
  }
}

}  // namespace

void read_codebook(Entry& file, Study& study) {
  file.each("theme", [&](Entry& entry) { study.themes.push_back(read_theme(entry)); });
  file.each("coded", [&](Entry& entry) { study.coded.push_back(read_coded(entry)); });
}

void check_codebook(Loading& loading) {
  Trail& trail = loading.trail;
  Study& study = loading.study;
  const std::vector<std::string> themes = codes_of(study.themes, &Theme::code);
  const std::vector<std::string> populations = codes_of(study.populations, &Population::code);
  expect_unique(trail, "theme", "code", study.themes, [](const Theme& theme) { return theme.code; });
  expect_unique(trail, "coded question", "question", study.coded,
                [](const CodedQuestion& coded) { return coded.question + " of " + coded.population; });
  for (const Theme& theme : study.themes) {
    expect_known(trail, "theme", theme.parent, themes, trail.at(theme.where, "parent"));
    if (loading.readable("theory")) {
      expect_known(trail, "node", theme.node, codes_of(study.nodes, &Node::code), trail.at(theme.where, "node"));
    }
  }
  check_parents(trail, study);
  for (CodedQuestion& coded : study.coded) {
    if (loading.readable("study")) {
      expect_known(trail, "population", coded.population, populations, trail.at(coded.where, "population"));
    }
    for (const std::string& theme : coded.themes) {
      expect_known(trail, "theme", theme, themes, trail.at(coded.where, "themes"));
    }
    for (const std::string& file : coded.files) {
      // `kith simulate` draws codings too, and needs to read the study before they are there.
      expect_inside(loading, file, trail.at(coded.where, "files"),
                    loading.simulated ? Presence::MayBeAbsent : Presence::MustExist);
    }
    const Population* population = study.population(coded.population);
    if (population != nullptr && population->id.empty()) {
      trail.problems.add(
          "no-id", fmt::format("the answers of `{}` have no id by which a coding could name them", coded.population),
          trail.at(coded.where, "population"), "name the population's `id` column in study.toml");
    }
    if (coded.themes.empty()) {
      coded.themes = themes;
    }
    const Instrument* instrument = instrument_of(loading, coded.population);
    if (instrument == nullptr) {
      continue;
    }
    const Where where = trail.at(coded.where, "question");
    expect_known(trail, "question", coded.question, question_names(*instrument), where);
    const Question* question = instrument->question(coded.question);
    if (question != nullptr && question->type != QuestionType::Text) {
      trail.problems.add("not-open", fmt::format("`{}` is not an open question", coded.question), where,
                         "only answers in words are coded: give it the type \"text\"");
    }
  }
}

}  // namespace kith::study
