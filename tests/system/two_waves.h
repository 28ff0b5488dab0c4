// A study of two waves with partly the same people. The answers follow from whole numbers, so that the same data can be
// made elsewhere: in wave 1 people 1 to 300, in wave 2 people 101 to 420; `site` is the id modulo 12; young are those
// whose id modulo 5 is below 2, above id 300 below 4; yes are those with 37 id mod 101 below 54 in wave 1, and 59 id
// mod 101 below 61 in wave 2; `score` is the tens of 37 id mod 101 in wave 1, of 59 id mod 101 and one more in wave 2.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "run/changes.h"
#include "study/load.h"
#include "support/process.h"
#include "support/release.h"
#include "system/small_study.h"

namespace kith::tests::waves {

namespace fs = std::filesystem;
using Json = nlohmann::json;

inline const std::string study_toml = std::string(R"(
title = "Two waves"
)") + two_waves_toml + neighbours_toml;
inline const std::string instrument_toml = std::string(trust_instrument_toml) + R"([[question]]
name = "age"
text = "Age"
options = [{ code = "young", label = "Under 40" }, { code = "old", label = "40 or over" }]
[[question]]
name = "score"
text = "How well are you?"
type = "number"
)";
inline constexpr const char* score_toml = R"(
[[indicator]]
id = "score"
population = "neighbour"
question = "score"
measure = "mean"
label = "how well they are"
short_label = "Wellbeing"
section = "main"
)";
inline constexpr const char* change_toml =
    "[[change]]\nindicator = \"trust\"\nfrom = \"w1\"\nto = \"w2\"\nstandardise = [\"age\"]\n";

struct People {
  int first = 1, last = 300;
};

inline std::string answers(int wave, People people) {
  std::string csv = "id,site,trust,age,score\n";
  for (int id = people.first; id <= people.last; ++id) {
    const bool yes = wave == 1 ? 37 * id % 101 < 54 : 59 * id % 101 < 61;
    const bool young = id > 300 ? id % 5 < 4 : id % 5 < 2;
    const int score = wave == 1 ? 37 * id % 101 / 10 : 59 * id % 101 / 10 + 1;
    csv += std::to_string(id) + "," + std::to_string(id % 12) + (yes ? ",yes" : ",no") + (young ? ",young," : ",old,") +
           std::to_string(score) + "\n";
  }
  return csv;
}

struct Story {
  std::string population = "clusters = [\"site\"]\n";
  std::string change = change_toml;
  std::string instrument = {};
  std::string report = {};
  People first{1, 300}, second{101, 420};
  People third{1, 0};                 // nobody: there is no third wave
  std::string second_csv = {};        // in place of the answers of wave 2
  std::string indicators = {};        // further ones
  std::string first_instrument = {};  // of wave 1 alone: instruments/before.toml
};

inline void write(const fs::path& folder, const Story& story) {
  std::string files = std::string(first_responses_toml) + second_responses_toml;
  if (!story.first_instrument.empty()) {
    files.insert(files.find("wave = \"w1\"\n"), "instrument = \"before\"\n");
    spit(folder / "instruments/before.toml", story.first_instrument);
  }
  std::string study = study_toml;
  if (story.third.last > 0) {
    study.insert(study.find("[[population]]"), "[[wave]]\ncode = \"w3\"\nname = \"Wave 3\"\n");
    files += "[[responses]]\nfile = \"responses/w3.csv\"\npopulation = \"neighbour\"\nwave = \"w3\"\n";
    spit(folder / "responses/w3.csv", answers(2, story.third));
  }
  spit(folder / "study.toml", study + story.population + files);
  spit(folder / "instruments/people.toml", instrument_toml + story.instrument);
  spit(folder / "plan.toml", std::string(trust_plan_toml) + story.indicators + story.change);
  spit(folder / "responses/w1.csv", answers(1, story.first));
  spit(folder / "responses/w2.csv", story.second_csv.empty() ? answers(2, story.second) : story.second_csv);
  if (!story.report.empty()) {
    spit(folder / "report.md", story.report);
  }
}

// The changes at full precision, before the gate.
struct Made {
  run::Changes changes;
  std::map<std::string, finding::Finding> findings;
};

inline Made made(const Story& story) {
  const Scratch scratch;
  write(scratch.path(), story);
  const study::Study study = study::load(scratch.path());
  Problems problems;
  auto respondents = run::read_respondents(study, problems);
  std::vector<run::Estimated> estimated = run::estimate_indicators(study, respondents.front());
  Made result;
  result.changes = run::estimate_changes(study, respondents, estimated, problems);
  problems.throw_if_any();
  for (const finding::Finding& finding : result.changes.findings) {
    result.findings.emplace(finding.id, finding);
  }
  return result;
}

inline const finding::Comparison& comparison_of(const Made& made, const std::string& id) {
  static const finding::Comparison none{};
  const auto found = made.findings.find(id);
  return found == made.findings.end() || !found->second.comparison ? none : *found->second.comparison;
}

inline constexpr const char* everyone = "trust_w2_change_w1_w2";
inline constexpr const char* matched = "trust_w2_matched_w1_w2";
inline constexpr const char* matched_before = "trust_w1_matched_w1_w2";

struct Ran {
  Outcome outcome;
  std::string page;
  std::map<std::string, Json> findings;
};

inline Ran ran(const Story& story) {
  const Scratch scratch;
  write(scratch / "study", story);
  Ran result;
  result.outcome = kith({"run", (scratch / "study").string(), "--out", (scratch / "out").string()});
  if (result.outcome.exit_code == 0) {
    result.page = slurp(scratch / "out/report.html");
    result.findings = findings_in(scratch / "out");
  }
  return result;
}

}  // namespace kith::tests::waves
