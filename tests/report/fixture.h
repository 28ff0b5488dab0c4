// An invented study with invented figures, small enough to read and with every kind of thing that a report can hold.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "report/report.h"

namespace kith::report::tests {

using finding::Finding;
using finding::Kind;
using finding::Level;

class NoEvidence : public Evidence {
 public:
  std::vector<std::string> ids() const override { return {}; }
  bool withheld(std::string_view) const override { return false; }
  bool above(std::string_view, double) const override { return false; }
  bool below(std::string_view, double) const override { return false; }
  Tested against_benchmark(std::string_view, std::string_view) const override { return {}; }
  Tested between(std::string_view, std::string_view) const override { return {}; }
  int maryland_level() const override { return 1; }
};

// A share with an interval of two standard errors of a simple random sample.
inline Finding share(const std::string& indicator, std::vector<Level> by, double value, std::int64_t base) {
  Finding one;
  one.indicator = indicator;
  one.id = indicator;
  for (const Level& level : by) {
    one.id += "_" + level.code;
  }
  one.id += by.empty() ? "_all" : "";
  one.measure = "share(" + indicator + " in \"agree\")";
  one.label = indicator;
  one.population = "participant";
  one.wave = "w1";
  one.by = std::move(by);
  one.value = value;
  one.se = std::sqrt(value * (1 - value) / static_cast<double>(base));
  one.df = 11;
  one.interval =
      finding::Interval{std::max(0.0, value - 2 * *one.se), std::min(1.0, value + 2 * *one.se), 0.95, "logit"};
  one.bases.unweighted = base;
  one.bases.weighted = static_cast<double>(base);
  one.bases.effective = static_cast<double>(base) * 0.8;
  one.numerator = std::llround(value * static_cast<double>(base));
  one.notes.push_back({"describes-variation", "The interval describes variation among those who answered."});
  return one;
}

inline void compare(Finding& finding, double benchmark, std::string verdict, char grade = 'B') {
  const double difference = *finding.value - benchmark;
  finding.comparison =
      finding::Comparison{.benchmark = "deprived",
                          .label = "people living in less well-off areas",
                          .value = benchmark,
                          .difference = difference,
                          .interval = finding::Interval{finding.interval->low - benchmark,
                                                        finding.interval->high - benchmark, 0.95, "logit"},
                          .p = 0.001,
                          .q = 0.004,
                          .grade = grade,
                          .verdict = std::move(verdict),
                          .benchmark_has_error = false};
}

inline Finding count(const std::string& indicator, std::vector<Level> by, double value) {
  Finding one;
  one.indicator = indicator;
  one.id = indicator;
  for (const Level& level : by) {
    one.id += "_" + level.code;
  }
  one.kind = Kind::Count;
  one.measure = "count";
  one.label = "participants who answered";
  one.population = "participant";
  one.wave = "w1";
  one.by = std::move(by);
  one.value = value;
  one.numerator = std::llround(value);
  one.bases.unweighted = std::llround(value);
  return one;
}

inline const Level gardens{"programme", "gd", "Shared Gardens"};
inline const Level kitchens{"programme", "kt", "Open Kitchens"};

inline study::Study example_study() {
  study::Study study;
  study.title = "Growing and cooking together";
  study.subtitle = "Second of three rounds";
  study.funder = "A community fund";
  study.evaluator = "Our evaluation team";
  study.synthetic = "Every answer in this report is invented.";
  study.wave = "w1";
  study.research_questions = {"What is different for people who take part?", "What helps, and what stands in the way?"};
  study.programmes = {
      {.code = "gd", .name = "Shared Gardens", .noun = "Shared Gardens project", .funded_projects = 9, .where = {}},
      {.code = "kt", .name = "Open Kitchens", .noun = "Open Kitchens project", .funded_projects = 6, .where = {}}};
  study.nations = {{"eng", "England", {}}, {"sct", "Scotland", {}}, {"cym", "Wales", {}}};
  const std::vector<std::pair<std::string, std::string>> gardens_projects{{"g1", "Mill Lane Allotment"},
                                                                          {"g2", "Canal Side Beds"},
                                                                          {"g3", "The Long Acre"},
                                                                          {"g4", "Roof Garden"},
                                                                          {"g5", "St Bride\u2019s Orchard"}};
  for (const auto& [code, name] : gardens_projects) {
    study.projects.push_back({code, name, "gd", "eng", {}});
  }
  for (const auto& [code, name] : std::vector<std::pair<std::string, std::string>>{
           {"k1", "Harbour Table"}, {"k2", "Friday Soup"}, {"k3", "Bread & Salt"}}) {
    study.projects.push_back({code, name, "kt", "sct", {}});
  }
  study.waves = {
      {.code = "w0", .name = "Wave 1", .start = "2020-09-01", .end = "2020-11-30", .planned = false, .where = {}},
      {.code = "w1", .name = "Wave 2", .start = "2021-04-01", .end = "2021-07-31", .planned = false, .where = {}}};
  study::Population participants;
  participants.code = "participant";
  participants.noun = "participant";
  participants.plural = "participants";
  participants.base_noun = "those surveyed";
  participants.instrument = "participants";
  participants.project = "project";
  participants.mode = "mode";
  study.populations = {participants};

  const std::vector<study::Option> agree{
      {"strongly_agree", "Strongly agree", "", {}},       {"agree", "Agree", "", {}},
      {"neither", "Neither agree nor disagree", "", {}},  {"disagree", "Disagree", "", {}},
      {"strongly_disagree", "Strongly disagree", "", {}}, {"dont_know", "Don\u2019t know", "dont_know", {}}};
  study::Instrument instrument{"participants", "Participant questionnaire", {}, {}, {}, {}};
  const auto ask = [&](std::string name, std::string text) {
    study::Question question;
    question.name = std::move(name);
    question.text = std::move(text);
    question.ordered = true;
    question.options = agree;
    question.scale = "5-point agreement";
    instrument.questions.push_back(std::move(question));
  };
  ask("chat", "I often stop and chat with people who live near me");
  ask("share", "My neighbours and I share food, tools or help");
  ask("mixed", "People of different ages and backgrounds get on well here");
  ask("say", "I can have a say in what happens in my area");
  ask("join", "I would join in with others to make this area better");
  ask("confident", "The project has made me feel more confident");
  ask("skills", "Through the project I have learnt something new");
  ask("pride", "I am proud of the place where I live");
  study.instruments = {instrument};

  study.sections = {
      {"neighbours", "Neighbours", {}}, {"power", "A say in what happens", {}}, {"self", "Confidence and skills", {}}};
  const auto plan = [&](std::string id, std::string label, std::string short_label, std::string section,
                        bool self = false) {
    study::Indicator indicator;
    indicator.question = id;
    indicator.id = std::move(id);
    indicator.label = std::move(label);
    indicator.short_label = std::move(short_label);
    indicator.population = "participant";
    indicator.section = std::move(section);
    indicator.self_attributed = self;
    indicator.positive = {"strongly_agree", "agree"};
    study.indicators.push_back(std::move(indicator));
  };
  plan("chat", "often stop and chat with people who live near them", "Stop and chat with people near by", "neighbours");
  plan("share", "share food, tools or help with their neighbours", "Share food, tools or help", "neighbours");
  plan("mixed", "live where people of different ages and backgrounds get on well",
       "Different ages and backgrounds get on", "neighbours");
  plan("pride", "are proud of the place where they live", "Proud of this place", "neighbours");
  study.indicators.back().positive.clear();
  plan("say", "can have a say in what happens in their area", "Have a say in what happens here", "power");
  plan("join", "would join in with others to make the area better", "Would join in with others", "power");
  plan("confident", "feel more confident because of the project", "Feel more confident", "self", true);
  plan("skills", "learnt something new through the project", "Learnt something new", "self", true);

  study.left_out = {
      {{{"programme", "gd"}, {"nation", "cym"}},
       "participant",
       "The sample of participants in Shared Gardens projects in Wales is very small, so the data is not included.",
       {}}};
  for (const char* id : {"chat", "share", "mixed", "say", "join"}) {
    study::Benchmark benchmark;
    benchmark.id = id;
    benchmark.set = "deprived";
    benchmark.label = "people living in less well-off areas";
    benchmark.survey = "National Neighbourhood Survey";
    benchmark.years = "2016-17";
    benchmark.wording = "Stop and chat";
    benchmark.cut = "least well-off 20% of areas";
    benchmark.mode = "face to face";
    benchmark.fieldwork_start = "2016-05-01";
    benchmark.fieldwork_end = "2017-04-30";
    benchmark.source = "Published tables";
    benchmark.grade = 'B';
    study.benchmarks.push_back(benchmark);
  }
  study.nodes = {{"money", "Small grants", study::NodeKind::Input, {}, {}},
                 {"meet", "Growing and cooking together every week", study::NodeKind::Activity, {}, {}},
                 {"skills", "Confidence and skills", study::NodeKind::Short, {"confident", "skills"}, {}},
                 {"ties", "Social ties", study::NodeKind::Short, {"chat", "share"}, {}},
                 {"power", "Community power", study::NodeKind::Intermediate, {"say", "join"}, {}},
                 {"place", "Better places", study::NodeKind::Intermediate, {}, {}},
                 {"health", "Health and wellbeing", study::NodeKind::Long, {}, {}},
                 {"context", "Jobs, housing and services", study::NodeKind::Context, {}, {}}};
  const auto link = [&](std::string from, std::string to, std::vector<std::string> indicators, bool feedback = false) {
    study.links.push_back(
        {std::move(from), std::move(to), "One leads to the other", std::move(indicators), feedback, {}});
  };
  link("money", "meet", {});
  link("meet", "skills", {"skills"});
  link("meet", "ties", {"chat"});
  link("skills", "power", {"say"});
  link("ties", "power", {"join"});
  link("power", "place", {});
  link("power", "health", {});
  link("place", "health", {});
  link("ties", "health", {});
  link("context", "power", {});
  study.hashes = {{"plan.toml", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}};
  return study;
}

inline std::vector<Finding> example_findings() {
  std::vector<Finding> all;
  const auto add = [&](const std::string& id, double gardens_share, double kitchens_share, double benchmark,
                       const std::string& verdict) {
    Finding everyone = share(id, {}, 0.7 * gardens_share + 0.3 * kitchens_share, 412);
    Finding first = share(id, {gardens}, gardens_share, 324);
    Finding second = share(id, {kitchens}, kitchens_share, 88);
    Finding english = share(id, {{"nation", "eng", "England"}}, gardens_share - 0.02, 330);
    Finding scottish = share(id, {{"nation", "sct", "Scotland"}}, kitchens_share + 0.03, 44);
    Finding welsh = share(id, {{"nation", "cym", "Wales"}}, 0.5, 38);
    for (Finding* one : {&everyone, &first, &second, &english, &scottish, &welsh}) {
      if (benchmark > 0) {
        compare(*one, benchmark, verdict);
      }
      all.push_back(*one);
    }
  };
  add("chat", 0.78, 0.68, 0.57, "higher");
  add("share", 0.56, 0.54, 0.32, "higher");
  add("mixed", 0.79, 0.83, 0.76, "no clear difference");
  const std::vector<std::pair<std::string, double>> pride{
      {"strongly_agree", 0.31}, {"agree", 0.34}, {"neither", 0.19}, {"disagree", 0.1}, {"strongly_disagree", 0.06}};
  for (const auto& [option, value] : pride) {
    Finding one = share("pride", {}, value, 405);
    one.category = option;
    one.whole = "pride";
    one.id += "_" + option;
    all.push_back(one);
  }
  add("say", 0.59, 0.59, 0.22, "higher");
  add("join", 0.86, 0.88, 0.59, "higher");
  add("confident", 0.72, 0.74, 0, "");
  add("skills", 0.69, 0.76, 0, "");
  for (const char* id : {"chat", "say"}) {
    for (const auto& [wave, name, value] :
         std::vector<std::tuple<std::string, std::string, double>>{{"w0", "Wave 1", 0.66}, {"w1", "Wave 2", 0.75}}) {
      Finding one = share(id, {{"wave", wave, name}}, value - (id[0] == 's' ? 0.2 : 0), 390);
      one.wave = wave;
      all.push_back(one);
    }
  }
  all.push_back(count("respondents_participant", {}, 412));
  all.push_back(count("respondents_participant", {gardens}, 324));
  all.push_back(count("respondents_participant", {kitchens}, 88));
  all.push_back(count("respondents_participant", {{"mode", "online", "Online"}}, 271));
  all.push_back(count("respondents_participant", {{"mode", "paper", "On paper"}}, 141));
  const std::vector<std::tuple<std::string, std::string, double>> projects{{"g1", "Mill Lane Allotment", 112},
                                                                           {"g2", "Canal Side Beds", 101},
                                                                           {"g3", "The Long Acre", 61},
                                                                           {"g4", "Roof Garden", 43},
                                                                           {"g5", "St Bride\u2019s Orchard", 7},
                                                                           {"k1", "Harbour Table", 41},
                                                                           {"k2", "Friday Soup", 28},
                                                                           {"k3", "Bread & Salt", 19}};
  for (const auto& [code, name, value] : projects) {
    all.push_back(count("respondents_participant", {{"project", code, name}}, value));
  }
  return all;
}

// A study, what the gate let through of its findings, and everything that html() takes.
class Example {
 public:
  explicit Example(study::Study study = example_study(), std::vector<Finding> findings = example_findings())
      : study_(std::move(study)), gate_(disclose::Rules{}) {
    for (Finding& one : findings) {
      const study::Indicator* indicator = study_.indicator(one.indicator);
      one.label = indicator != nullptr ? indicator->label : one.label;
    }
    released_ = gate_.release(std::move(findings));
    std::vector<Finding> steps;
    const std::vector<std::pair<std::string, double>> flow{{"Invited", 1650},
                                                           {"Opened the questionnaire", 640},
                                                           {"Finished it", 431},
                                                           {"Answers in the figures of this report", 412}};
    for (const auto& [label, value] : flow) {
      Finding step = count("flow_participant_" + std::to_string(steps.size() + 1), {}, value);
      step.label = label;
      steps.push_back(std::move(step));
    }
    auto counts = gate_.release(std::move(steps));
    for (std::size_t i = 0; i < counts.size(); ++i) {
      flow_.push_back({flow[i].first, counts[i]});
    }
    finding::Quote quote;
    quote.id = "soup";
    quote.person = "p1";
    quote.text = "I used to walk past people. Now [the group] meets on Fridays and we know who to ask";
    quote.population = "participant";
    quote.attribution = {kitchens};
    quote.attribution_text = "Open Kitchens project participant";
    quote.attribution_count = 88;
    quote.consent = true;
    quotes_ = gate_.release(std::vector<finding::Quote>{quote});
  }

  Input input() const {
    return {study_,
            released_,
            quotes_,
            flow_,
            gate_.rules(),
            evidence_,
            {"0.1.0",
             {{"responses/w1.csv", "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"}},
             gate_.decisions(),
             {}}};
  }

 private:
  study::Study study_;
  disclose::Gate gate_;
  NoEvidence evidence_;
  std::vector<disclose::Safe<Finding>> released_;
  std::vector<disclose::Safe<finding::Quote>> quotes_;
  std::vector<FlowRow> flow_;
};

}  // namespace kith::report::tests
