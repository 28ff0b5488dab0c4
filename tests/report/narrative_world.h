// A small study with its findings through the real gate, and evidence whose answers are written down: every test of the
// narrative names figures of this table.
//
//   indicator     all    lc     ac     others                    benchmark `deprived`   lc against ac
//   neighbours    75     78     68     eng 76, wls 74, sct kept  57  higher             higher
//   friendships   83     83     82                               49  higher             practically the same
//   favours       55     56     54                               32  higher             no clear difference
//   influence     59     59     59                               22  higher, 2.7 times  no clear difference
//   lonely        12     10     16                               25  lower              lower
//   backgrounds   80     79     83                               78  no clear difference
//   health        64                                             64  practically the same
//   confidence    72     73     69.6 (shown 70)                  self-attributed: not tested
//   trust         two sets of benchmarks; w1 50, w2 58           higher in w2
//   safety        w1 64, w2 55                                   lower in w2
//   belong        w1 70, w2 70.5                                 practically the same
//   advice        w1 40, w2 42                                   no clear difference
//   partnerships  78     86     66     practitioners             no clear difference
//   volunteer     49.6 (shown 50);  third 34;  everyone 100;  nobody 0;  most 91
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "report/evidence.h"
#include "study/study.h"

namespace kith::report::tests {

class FakeEvidence : public Evidence {
 public:
  std::map<std::string, double, std::less<>> values;
  std::map<std::pair<std::string, std::string>, Verdict> benchmarks;  // id, set
  std::map<std::pair<std::string, std::string>, Verdict> pairs;       // id, other
  std::map<std::string, double, std::less<>> benchmark_values;        // indicator
  std::vector<std::string> kept;
  int level = 1;

  std::vector<std::string> ids() const override {
    std::vector<std::string> out;
    for (const auto& entry : values) {
      out.push_back(entry.first);
    }
    return out;
  }
  bool withheld(std::string_view id) const override { return std::find(kept.begin(), kept.end(), id) != kept.end(); }
  bool above(std::string_view id, double bound) const override { return values.find(id)->second > bound; }
  bool below(std::string_view id, double bound) const override { return values.find(id)->second < bound; }

  Tested against_benchmark(std::string_view id, std::string_view benchmark) const override {
    const auto found = benchmarks.find({std::string(id), std::string(benchmark)});
    if (found == benchmarks.end()) {
      return {Verdict::NotTested, 0, "there is no comparison of this figure in the plan"};
    }
    const std::string indicator(id.substr(0, id.rfind('_')));
    return {found->second, values.find(id)->second / benchmark_values.find(indicator)->second, "tested"};
  }

  Tested between(std::string_view id, std::string_view other) const override {
    const auto found = pairs.find({std::string(id), std::string(other)});
    const auto mirrored = pairs.find({std::string(other), std::string(id)});
    if (found == pairs.end() && mirrored == pairs.end()) {
      return {Verdict::NotTested, 0, "the two are not the same measure of the same population"};
    }
    Verdict verdict = found != pairs.end() ? found->second : mirrored->second;
    if (found == pairs.end()) {
      verdict = verdict == Verdict::Higher ? Verdict::Lower : verdict == Verdict::Lower ? Verdict::Higher : verdict;
    }
    return {verdict, values.find(id)->second / values.find(other)->second, "tested"};
  }

  int maryland_level() const override { return level; }
};

class World {
 public:
  World() { build(); }

  study::Study study;
  FakeEvidence evidence;
  std::vector<disclose::Safe<finding::Finding>> findings;
  std::vector<disclose::Safe<finding::Quote>> quotes;

 private:
  struct Row {
    std::string id, indicator;
    double value;
    std::vector<finding::Level> by;
    std::int64_t base = 400;
  };

  void build() {
    study.title = "Community power";
    study.declared_names = {"COVID-19", "20% or 30% most deprived"};
    study.research_questions = {"How do practitioners see it?", "What is different for the people who take part?",
                                "How do local contexts help?"};
    study.programmes = {{"lc", "Local Conversations", "Local Conversations project", 27, {}},
                        {"ac", "Active Communities", "Active Communities project", 21, {}}};
    study.nations = {{"eng", "England", {}}, {"sct", "Scotland", {}}, {"wls", "Wales", {}}};
    study.waves = {{"w1", "Wave 1", "2021-04-01", "2021-07-31", false, {}},
                   {"w2", "Wave 2", "2022-03-01", "2022-03-31", false, {}},
                   {"w3", "Wave 3", "2022-10-01", "2022-10-31", true, {}}};
    study.wave = "w1";
    study.projects = {{"p1", "Harbour Row", "lc", "eng", {}}, {"p2", "Kiln Lane", "ac", "wls", {}}};
    study::Population participant, practitioner;
    participant.code = "participant";
    participant.noun = "participant";
    participant.plural = "participants";
    participant.base_noun = "those surveyed";
    practitioner.code = "practitioner";
    practitioner.noun = "practitioner";
    practitioner.plural = "practitioners";
    practitioner.base_noun = "the practitioners surveyed";
    study.populations = {participant, practitioner};
    study.sections = {{"connectedness", "Social connectedness", {}}};
    study.nodes.push_back({"networks", "Social networks", study::NodeKind::Short, {}, {}});
    study::Instrument instrument;
    instrument.name = "participants";
    study::Question question;
    question.name = "confidence";
    question.text = "Taking part has made me feel more confident than I was before";
    question.options = {{"a", "None of the people", "", {}}, {"b", "Much more", "", {}}};
    instrument.questions = {question};
    study.instruments = {instrument};

    indicator("neighbours", "stop and talk to their neighbours");
    indicator("friendships", "have friendships and associations that mean a lot to them");
    indicator("favours", "borrow things and exchange favours with their neighbours");
    indicator("influence", "can influence decisions affecting their local area");
    indicator("lonely", "often feel lonely");
    indicator("backgrounds", "live where people from different backgrounds get on well together");
    indicator("health", "are in good health");
    indicator("confidence", "feel more confident because of the project");
    indicator("trust", "trust most people in their neighbourhood");
    indicator("safety", "feel safe after dark");
    indicator("belong", "belong to their neighbourhood");
    indicator("advice", "have somebody to ask for advice");
    indicator("volunteer", "volunteer");
    indicator("third", "have met a councillor");
    indicator("everyone", "have come back");
    indicator("nobody", "have left");
    indicator("most", "made new friends by taking part in project activities");
    indicator("partnerships", "work with partners", "practitioner");

    const finding::Level lc{"programme", "lc", "Local Conversations"}, ac{"programme", "ac", "Active Communities"};
    const finding::Level eng{"nation", "eng", "England"}, sct{"nation", "sct", "Scotland"},
        wls{"nation", "wls", "Wales"};
    const finding::Level w1{"wave", "w1", "Wave 1"}, w2{"wave", "w2", "Wave 2"};
    const std::vector<Row> rows{
        {"neighbours_all", "neighbours", 0.7496, {}},
        {"neighbours_lc", "neighbours", 0.78, {lc}},
        {"neighbours_ac", "neighbours", 0.68, {ac}},
        {"neighbours_eng", "neighbours", 0.76, {eng}},
        {"neighbours_wls", "neighbours", 0.74, {wls}, 80},
        {"neighbours_sct", "neighbours", 0.6, {sct}, 12},
        {"neighbours_lc_wls", "neighbours", 0.66, {lc, wls}, 40},
        {"friendships_all", "friendships", 0.83, {}},
        {"friendships_lc", "friendships", 0.83, {lc}},
        {"friendships_ac", "friendships", 0.82, {ac}},
        {"favours_all", "favours", 0.55, {}},
        {"favours_lc", "favours", 0.56, {lc}},
        {"favours_ac", "favours", 0.54, {ac}},
        {"influence_all", "influence", 0.59, {}},
        {"influence_lc", "influence", 0.59, {lc}},
        {"influence_ac", "influence", 0.59, {ac}},
        {"lonely_all", "lonely", 0.12, {}},
        {"lonely_lc", "lonely", 0.10, {lc}},
        {"lonely_ac", "lonely", 0.16, {ac}},
        {"backgrounds_all", "backgrounds", 0.80, {}},
        {"backgrounds_lc", "backgrounds", 0.79, {lc}},
        {"backgrounds_ac", "backgrounds", 0.83, {ac}},
        {"health_all", "health", 0.64, {}},
        {"confidence_all", "confidence", 0.72, {}},
        {"confidence_lc", "confidence", 0.7296, {lc}},
        {"confidence_ac", "confidence", 0.696, {ac}},
        {"trust_w1", "trust", 0.50, {w1}},
        {"trust_w2", "trust", 0.58, {w2}},
        {"safety_w1", "safety", 0.64, {w1}},
        {"safety_w2", "safety", 0.55, {w2}},
        {"belong_w1", "belong", 0.70, {w1}},
        {"belong_w2", "belong", 0.705, {w2}},
        {"advice_w1", "advice", 0.40, {w1}},
        {"advice_w2", "advice", 0.42, {w2}},
        {"volunteer_all", "volunteer", 0.496, {}},
        {"third_all", "third", 0.34, {}},
        {"everyone_all", "everyone", 1, {}},
        {"nobody_all", "nobody", 0, {}},
        {"most_all", "most", 0.91, {}},
        {"partnerships_all", "partnerships", 0.78, {}},
        {"partnerships_lc", "partnerships", 0.86, {lc}},
        {"partnerships_ac", "partnerships", 0.66, {ac}},
    };
    std::vector<finding::Finding> plain;
    for (const Row& row : rows) {
      plain.push_back(share(row));
      evidence.values[row.id] = row.value;
    }
    finding::Finding count;
    count.id = "respondents_participant_w1";
    count.kind = finding::Kind::Count;
    count.value = 1204;
    count.numerator = 1204;
    count.bases.unweighted = 1204;
    plain.push_back(count);
    evidence.values[count.id] = 1204;
    disclose::Rules rules;
    rules.zero_cells = disclose::ZeroCells::Show;
    findings = disclose::Gate(rules).release(std::move(plain));
    evidence.kept = {"neighbours_sct"};

    finding::Quote quote;
    quote.id = "made_friends";
    quote.text = "I made friends.";
    quote.person = "p1";
    quote.population = "participant";
    quote.attribution_text = "Local Conversations project participant";
    quote.attribution_count = 200;
    quote.consent = true;
    quotes = disclose::Gate(rules).release(std::vector{quote});

    benchmark("neighbours", 57);
    benchmark("friendships", 49);
    benchmark("favours", 32);
    benchmark("influence", 22);
    benchmark("lonely", 25);
    benchmark("backgrounds", 78);
    benchmark("health", 64);
    benchmark("trust", 45);
    benchmark("trust", 60, "national", "people in the country as a whole");
    using enum Verdict;
    for (const char* indicator : {"neighbours", "friendships", "favours", "influence"}) {
      for (const char* level : {"_all", "_lc", "_ac"}) {
        evidence.benchmarks[{indicator + std::string(level), "deprived"}] = Higher;
      }
    }
    for (const char* id : {"lonely_all", "lonely_lc", "lonely_ac"}) {
      evidence.benchmarks[{id, "deprived"}] = Lower;
    }
    evidence.benchmarks[{"backgrounds_all", "deprived"}] = NoDifference;
    evidence.benchmarks[{"health_all", "deprived"}] = Same;
    evidence.pairs = {{{"neighbours_lc", "neighbours_ac"}, Higher},
                      {{"neighbours_eng", "neighbours_wls"}, Same},
                      {{"friendships_lc", "friendships_ac"}, Same},
                      {{"favours_lc", "favours_ac"}, NoDifference},
                      {{"influence_lc", "influence_ac"}, NoDifference},
                      {{"lonely_lc", "lonely_ac"}, Lower},
                      {{"confidence_lc", "confidence_ac"}, NoDifference},
                      {{"partnerships_lc", "partnerships_ac"}, NoDifference},
                      {{"trust_w2", "trust_w1"}, Higher},
                      {{"safety_w2", "safety_w1"}, Lower},
                      {{"belong_w2", "belong_w1"}, Same},
                      {{"advice_w2", "advice_w1"}, NoDifference}};
  }

  void indicator(const std::string& id, const std::string& label, const std::string& population = "participant") {
    study::Indicator one;
    one.id = id;
    one.label = label;
    one.population = population;
    study.indicators.push_back(one);
  }

  void benchmark(const std::string& id, double percent, const std::string& set = "deprived",
                 const std::string& label = "people living in areas with high levels of disadvantage") {
    study::Benchmark one;
    one.id = id;
    one.set = set;
    one.label = label;
    one.value = percent / 100;
    one.survey = "Understanding Society";
    one.years = "2014-15";
    one.cut = "most deprived 20% of areas";
    study.benchmarks.push_back(one);
    evidence.benchmark_values[id] = percent / 100;
  }

  finding::Finding share(const Row& row) const {
    finding::Finding one;
    one.id = row.id;
    one.indicator = row.indicator;
    one.label = study.indicator(row.indicator)->label;
    one.population = study.indicator(row.indicator)->population;
    one.wave = "w1";
    one.by = row.by;
    one.value = row.value;
    one.interval = finding::Interval{row.value - 0.04, row.value + 0.04, 0.95, "wilson"};
    one.bases.unweighted = row.base;
    one.numerator = static_cast<std::int64_t>(row.value * static_cast<double>(row.base) + 0.5);
    return one;
  }
};

}  // namespace kith::report::tests
