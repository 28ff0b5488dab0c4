// R survey's own numbers (the shared oracle): every case of the topics on means, totals, ratios, domains and lonely
// PSUs whose design is made of strata, clusters, weights and population sizes. Cases that need what Kith does not offer
// yet are counted by name. Where survey 4.1 and 4.5 differ either is right.
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <numeric>

#include "design/make.h"
#include "design/replicates.h"
#include "design/statistic.h"
#include "num/distribution.h"
#include "truth/r_survey.h"

namespace kith::truth {
namespace {

using finding::Finding;

// Everything that is computed for one case, and how to find a statistic in it by R's name.
struct Answered {
  estimate::Estimates estimates;
  std::map<std::string, std::size_t> index;                         // R's name -> finding
  std::map<std::string, std::map<std::string, std::size_t>> table;  // row name -> column of svyby's table -> finding
};

std::string row_name(const Finding& finding) {
  std::vector<std::string> labels;
  for (const finding::Level& level : finding.by) {
    labels.push_back(level.label);
  }
  return text::join(labels, ".");
}

Answered answer(const Question& question, const Sample& sample) {
  estimate::Request request;
  for (const Statistic& statistic : question.statistics) {
    if (std::ranges::find(request.measures, statistic.measure) == request.measures.end()) {
      request.measures.push_back(statistic.measure);
    }
  }
  request.breakdowns = {question.by};
  request.where = question.where;
  request.design = sample.spec;
  request.design.df = question.df;
  request.interval = question.interval;
  request.design_effect = question.design_effect;
  Answered answered{estimate::estimate(sample.table, request), {}, {}};
  const std::vector<Finding>& findings = answered.estimates.findings();
  for (const Statistic& statistic : question.statistics) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const bool same =
          request.measures[findings[i].request] == statistic.measure && findings[i].category == statistic.category;
      if (!same) {
        continue;
      }
      const std::string row = row_name(findings[i]);
      const bool several = question.statistics.size() > 1;
      answered.index[question.by.empty() ? statistic.name : several ? row + ":" + statistic.name : row] = i;
      answered.table[row][statistic.name] = i;
    }
  }
  return answered;
}

class Comparison {
 public:
  Comparison(double tolerance) : tolerance_(tolerance) {}

  void number(const std::string& what, const Json& expected, std::optional<double> actual, double floor = 0) {
    ++compared_;
    if (!expected.is_number()) {
      if (actual && std::isfinite(*actual)) {
        differences_.push_back(fmt::format("{}: {} where R has {}", what, *actual, expected.dump()));
      }
      return;
    }
    const double wanted = expected;
    if (!actual ||
        !(std::fabs(*actual - wanted) <= tolerance_ * std::max(std::fabs(*actual), std::fabs(wanted)) + floor)) {
      differences_.push_back(
          fmt::format("{}: {} where R has {}", what, actual ? text::exact(*actual) : "none", wanted));
    }
  }

  std::size_t compared() const { return compared_; }
  const std::vector<std::string>& differences() const { return differences_; }
  double tolerance() const { return tolerance_; }

 private:
  double tolerance_;
  std::size_t compared_ = 0;
  std::vector<std::string> differences_;
};

double floor_of(const Finding& finding) {
  return 1e-8 * std::fabs(finding.value.value_or(0));
}

std::optional<double> limit(const Finding& finding, double z) {
  return finding.value && finding.se ? std::optional(*finding.value + z * *finding.se) : std::nullopt;
}

constexpr double z95 = 1.959963984540054;

void compare_limits(const Json& matrix, const std::string& kind, const Answered& answered, Comparison& comparison) {
  for (std::size_t i = 0; i < matrix["rows"].size(); ++i) {
    const std::string name = matrix["rows"][i];
    const auto found = answered.index.find(name);
    if (found == answered.index.end()) {
      comparison.number(kind + " " + name, matrix["values"][i][0], std::nullopt);
      continue;
    }
    const Finding& finding = answered.estimates.findings()[found->second];
    const bool normal = kind == "ci95_z";
    const auto low = normal             ? limit(finding, -z95)
                     : finding.interval ? std::optional(finding.interval->low)
                                        : std::nullopt;
    const auto high = normal             ? limit(finding, z95)
                      : finding.interval ? std::optional(finding.interval->high)
                                         : std::nullopt;
    comparison.number(kind + " low " + name, matrix["values"][i][0], low, floor_of(finding));
    comparison.number(kind + " high " + name, matrix["values"][i][1], high, floor_of(finding));
  }
}

// cov(a, b) = (var a + var b - var(a - b)) / 2: what a difference is made of.
void compare_covariances(const Json& matrix, const Answered& answered, Comparison& comparison) {
  const std::vector<Finding>& findings = answered.estimates.findings();
  for (std::size_t i = 0; i < matrix["rows"].size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto a = answered.index.find(matrix["rows"][i]);
      const auto b = answered.index.find(matrix["rows"][j]);
      if (a == answered.index.end() || b == answered.index.end() || !matrix["values"][i][j].is_number()) {
        continue;
      }
      const double se_a = findings[a->second].se.value_or(0);
      const double se_b = findings[b->second].se.value_or(0);
      const double se = answered.estimates.difference(a->second, b->second).se.value_or(0);
      const double floor =
          1e-8 * (se_a * se_a + se_b * se_b) + floor_of(findings[a->second]) * floor_of(findings[b->second]);
      comparison.number("vcov", matrix["values"][i][j], (se_a * se_a + se_b * se_b - se * se) / 2, floor);
    }
  }
}

void compare_named(const Json& expect, const char* key, const Answered& answered, Comparison& comparison,
                   std::optional<double> (*pick)(const Finding&)) {
  if (!expect.contains(key)) {
    return;
  }
  Json values = expect[key];
  if (!values.is_object()) {
    values = {{answered.index.begin()->first, values}};
  }
  for (const auto& [name, value] : values.items()) {
    const auto found = answered.index.find(name);
    if (found == answered.index.end()) {
      comparison.number(std::string(key) + " " + name, value, std::nullopt);
    } else {
      const Finding& finding = answered.estimates.findings()[found->second];
      comparison.number(std::string(key) + " " + name, value, pick(finding), floor_of(finding));
    }
  }
}

// Columns of svyby's data frame: "api00", "se", "se.api00", "ci_l.api00", "cv", "cv%", "var", "DEff.api00".
void compare_table(const Json& table, const Json& rows, const Question& question, const Answered& answered,
                   Comparison& comparison) {
  const bool proportion = question.interval != "wald";
  for (const auto& [column, values] : table.items()) {
    if (std::ranges::find(question.by, column) != question.by.end()) {
      continue;
    }
    for (const Statistic& statistic : question.statistics) {
      for (const char* kind : {"", "se", "ci_l", "ci_u", "cv", "cv%", "var", "DEff", "statistic"}) {
        const std::string prefix = kind;
        const bool whole = column == prefix && question.statistics.size() == 1;
        if (!(prefix.empty() ? column == statistic.name : whole || column == prefix + "." + statistic.name)) {
          continue;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
          const auto row = answered.table.find(rows[i]);
          std::optional<double> actual;
          double floor = 0;
          if (row != answered.table.end()) {
            const Finding& f = answered.estimates.findings()[row->second.at(statistic.name)];
            floor = floor_of(f);
            actual = prefix.empty()             ? f.value
                     : prefix == "se"           ? f.se
                     : prefix == "DEff"         ? f.design_effect
                     : prefix == "statistic"    ? std::optional(static_cast<double>(f.bases.unweighted))
                     : prefix == "var"          ? std::optional(f.se.value_or(0) * f.se.value_or(0))
                     : prefix == "cv"           ? std::optional(f.se.value_or(0) / f.value.value_or(1))
                     : prefix == "cv%"          ? std::optional(100 * f.se.value_or(0) / f.value.value_or(1))
                     : proportion && f.interval ? std::optional(prefix == "ci_l" ? f.interval->low : f.interval->high)
                                                : limit(f, prefix == "ci_l" ? -z95 : z95);
          }
          comparison.number(column + " " + rows[i].get<std::string>(), values[i], actual, floor);
        }
      }
    }
  }
}

void compare_contrasts(const Json& expect, const Question& question, const Answered& answered, Comparison& comparison) {
  for (const auto& [name, weights] : question.contrasts) {
    std::optional<std::size_t> plus;
    std::optional<std::size_t> minus;
    for (const auto& [level, weight] : weights) {
      (weight == 1 ? plus : minus) = answered.index.at(level);
    }
    const Finding difference = answered.estimates.difference(*plus, *minus);
    comparison.number("contrast " + name, expect["estimate"][name], difference.value);
    comparison.number("contrast se " + name, expect["se"][name], difference.se);
  }
}

double df_of(const design::Design& design) {
  return design.replicates() != nullptr ? design.replicates()->df : design.degrees().df();
}

void compare_design(const Json& expect, const Sample& sample, Comparison& comparison) {
  const design::Design design = design::make(sample.spec, sample.table);
  comparison.number("sum_w", expect["sum_w"], design.population());
  comparison.number("degf", expect["degf"], df_of(design));
  comparison.number("n", expect["n"], static_cast<double>(design.rows()));
  if (expect.contains("first_weights")) {
    for (std::size_t i = 0; i < expect["first_weights"].size(); ++i) {
      comparison.number("weight", expect["first_weights"][i], design.weights()[i]);
    }
  }
  if (const design::Replicates* replicates = design.replicates()) {
    comparison.number("replicates", expect["n_rep"], static_cast<double>(replicates->count()));
    comparison.number("scale", expect["scale"], replicates->scale);
    for (std::size_t r = 0; r < expect["rscales_head"].size(); ++r) {
      comparison.number("rscale", expect["rscales_head"][r], replicates->rscales[r]);
    }
    for (std::size_t r = 0; r < expect["col_sums_head"].size(); ++r) {
      const std::vector<double> weights = design::replicate_weights(design, r);
      comparison.number("sum of weights", expect["col_sums_head"][r],
                        std::accumulate(weights.begin(), weights.end(), 0.0));
      for (std::size_t row = 0; row < expect["first_rows"]["values"].size(); ++row) {
        comparison.number("replicate weight", expect["first_rows"]["values"][row][r], weights[row]);
      }
    }
  }
}

void compare(const Json& expect, const Question& question, const Answered& answered, Comparison& comparison) {
  if (!question.contrasts.empty()) {
    return compare_contrasts(expect, question, answered, comparison);
  }
  const auto value = [](const Finding& f) { return f.value; };
  const auto se = [](const Finding& f) { return f.se; };
  if (!question.counts) {
    compare_named(expect, "estimate", answered, comparison, value);
    compare_named(expect, "coef", answered, comparison, value);
    compare_named(expect, "se", answered, comparison, se);
    compare_named(expect, "deff", answered, comparison, [](const Finding& f) { return f.design_effect; });
    compare_named(expect, "cv", answered, comparison,
                  [](const Finding& f) { return f.value && f.se ? std::optional(*f.se / *f.value) : std::nullopt; });
  }
  for (const char* kind : {"ci95_z", "ci95_t"}) {
    if (expect.contains(kind) && question.interval == "wald") {
      compare_limits(expect[kind], kind, answered, comparison);
    }
  }
  if (expect.contains("vcov")) {
    compare_covariances(expect["vcov"], answered, comparison);
  }
  if (expect.contains("ci") && question.interval != "wald") {
    const Finding& finding = answered.estimates.findings().front();
    comparison.number("ci low", expect["ci"][0],
                      finding.interval ? std::optional(finding.interval->low) : std::nullopt);
    comparison.number("ci high", expect["ci"][1],
                      finding.interval ? std::optional(finding.interval->high) : std::nullopt);
  }
  if (expect.contains("table")) {
    compare_table(expect["table"], expect["rownames"], question, answered, comparison);
  }
  const design::Design& design = answered.estimates.design();
  if (expect.contains("degf")) {
    comparison.number("degf", expect["degf"], df_of(design));
  }
}

struct Tally {
  std::size_t agreed = 0;
  std::size_t numbers = 0;
  std::vector<std::string> differed;
  std::map<std::string, int> not_covered;
};

// The first difference from R, or none; R 4.5's numbers will do where they are others.
void judge(const Json& one, Tally& tally) {
  const std::string id = one["id"];
  const Sample sample = sample_of(one);
  const RNode call = [&] {
    try {
      return RParser(one["call"].get<std::string>()).parse();
    } catch (const std::runtime_error&) {
      throw NotCovered("a block of R code");
    }
  }();
  // R stops its own iterations for svyciprop's logit at 1e-8 of deviance.
  double tolerance = one.value("tol_rel", 1e-8);
  if (one["call"].get<std::string>().find("svyciprop") != std::string::npos) {
    tolerance = std::max(tolerance, 1e-6);
  }
  Comparison comparison(tolerance);
  if (call.source == "des" || call.is("as.svrepdesign")) {
    if (one.contains("error")) {
      throw NotCovered("a design alone");
    }
    Sample made = sample;
    if (call.is("as.svrepdesign")) {
      add_made_replicates(call, made);
    }
    compare_design(one["expect"], made, comparison);
  } else {
    const Question question = question_of(call, sample.table);
    if (one.contains("error")) {
      try {
        answer(question, sample);
        tally.differed.push_back(id + ": no error where R says " + one["error"].get<std::string>());
      } catch (const Error&) {
        ++tally.agreed;
        ++tally.numbers;
      }
      return;
    }
    const Answered answered = answer(question, sample);
    compare(one["expect"], question, answered, comparison);
    const Json newer = one.value("survey_4.5", Json("same"));
    if (!comparison.differences().empty() && newer.is_object() && newer.contains("expect")) {
      comparison = Comparison(tolerance);
      compare(newer["expect"], question, answered, comparison);
    }
  }
  if (comparison.compared() == 0) {
    tally.differed.push_back(id + ": nothing was compared");
  } else if (comparison.differences().empty()) {
    ++tally.agreed;
    tally.numbers += comparison.compared();
  } else {
    tally.differed.push_back(fmt::format("{} {}: {} of {} numbers, first {}", id, one["call"].get<std::string>(),
                                         comparison.differences().size(), comparison.compared(),
                                         comparison.differences().front()));
  }
}

Tally judge_topic(const std::string& topic) {
  Tally tally;
  const Json oracle = shared_json("oracle/open/" + topic + ".json");
  for (const Json& one : oracle["cases"]) {
    try {
      judge(one, tally);
    } catch (const NotCovered& reason) {
      ++tally.not_covered[reason.what()];
    } catch (const Error& error) {
      tally.differed.push_back(one["id"].get<std::string>() + ": " + error.what());
    }
  }
  std::cout << fmt::format("{}: {} cases agreed ({} numbers), {} differed", topic, tally.agreed, tally.numbers,
                           tally.differed.size());
  for (const auto& [reason, count] : tally.not_covered) {
    std::cout << fmt::format("; not covered: {} {}", count, reason);
  }
  std::cout << '\n';
  return tally;
}

class RSurvey : public testing::TestWithParam<std::pair<const char*, std::size_t>> {};

TEST_P(RSurvey, AgreesOnEveryCaseOfTheTopic) {
  const auto [topic, least] = GetParam();
  SKIP_WITHOUT_SHARED(std::string("oracle/open/") + topic + ".json");
  const Tally tally = judge_topic(topic);
  EXPECT_GE(tally.agreed, least);
  for (const std::string& difference : tally.differed) {
    ADD_FAILURE() << difference;
  }
}

INSTANTIATE_TEST_SUITE_P(Topics, RSurvey,
                         testing::Values(std::pair("svymean", 123U), std::pair("svytotal", 75U),
                                         std::pair("svyratio", 51U), std::pair("svyby", 78U),
                                         std::pair("lonely_psu", 149U), std::pair("pps", 6U),
                                         std::pair("replicates", 110U), std::pair("as_svrepdesign", 15U),
                                         std::pair("degf_deff", 16U)),
                         [](const auto& topic) { return std::string(topic.param.first); });

}  // namespace
}  // namespace kith::truth
