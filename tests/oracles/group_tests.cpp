// svyttest and svyranktest.
#include "estimate/group_test.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "data/expression.h"
#include "design/labels.h"
#include "oracles/significance.h"

namespace kith::oracles {

namespace {

struct Comparison {
  std::shared_ptr<const Sample> sample;  // with the columns of the formula
  estimate::GroupFormula formula;
  std::vector<std::uint8_t> answered;  // the rows of the domain that have both
  std::vector<double> group_values;    // of a group that is a number
  std::size_t groups = 1;              // that somebody is in
  bool lacks_answers = false;
};

// The places of a factor's levels, by which R ranks it.
TablePointer with_places(const data::Table& table, const std::string& factor, const std::string& name) {
  const design::Labels labels = design::labels(table.column(factor));
  std::vector<double> places;
  for (const std::uint32_t label : labels.index) {
    places.push_back(label == design::no_label ? missing : label + 1.0);
  }
  return with_column(table, number_column(name, places));
}

void add_group(const RCode& code, Columns& columns, Comparison& result) {
  const bool is_factor = code.is("factor") || is_condition(code) || columns.is_factor(code);
  result.formula.group = is_factor ? columns.factor(code.is("factor") ? code.at(0) : code) : columns.number(code);
  if (!is_factor) {
    const data::Column& column = columns.table()->column(result.formula.group);
    std::set<double> values;
    for (std::size_t row = 0; row < result.answered.size(); ++row) {
      const auto value = result.answered[row] != 0 ? column.number_at(row) : std::nullopt;
      if (value) {
        values.insert(*value);
      }
    }
    result.group_values.assign(values.begin(), values.end());
  }
}

// R gives those whom a calibration left with a weight of 0 a place among the tied ranks.
void expect_no_ranks_outside(const Comparison& comparison) {
  const std::vector<std::uint8_t> kept = rows_kept(*comparison.sample);
  if (kept == comparison.sample->present()) {
    return;
  }
  const data::Evaluated outcome = comparison.formula.outcome.over(*comparison.sample->table).numbers();
  std::set<double> inside;
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (comparison.answered[row] != 0) {
      inside.insert(outcome.values[row]);
    }
  }
  for (std::size_t row = 0; row < kept.size(); ++row) {
    if (comparison.answered[row] == 0 && outcome.reasons[row] == 0 &&
        (inside.contains(outcome.values[row]) || outcome.values[row] < *inside.begin())) {
      throw ByIntent("svyranktest also ranks who is outside the domain of a calibrated sample");
    }
  }
}

Comparison comparison(const RCode& formula, const std::shared_ptr<const Sample>& sample, Environment& environment) {
  Columns columns(sample->table, environment);
  const RCode& outcome = formula.at(0);
  const RCode& group = formula.at(1);
  const bool one_sample = group.kind == RCode::Kind::Number;
  if (group.is("+") || group.is("*") || group.is(":")) {
    throw RStops("groups of several variables");
  }
  std::string name;
  if (!one_sample && columns.is_factor(outcome)) {
    name = "places of " + outcome.text;
    columns = Columns(with_places(*columns.table(), outcome.text, name), environment);
  } else if (columns.is_factor(outcome) || (one_sample && is_condition(outcome))) {
    throw NotCovered("svyttest of the first option of " + outcome.source);
  } else {
    name = columns.number(outcome);
  }
  Comparison result{sample, {data::Expression::parse("`" + name + "`"), {}}, {}, {}};
  std::string answered = columns.answered(outcome);
  if (!one_sample) {
    answered = both(answered, columns.answered(group));
  }
  const std::vector<std::uint8_t> present = sample->present();
  result.answered = data::rows_where(*columns.table(), both(sample->where, answered));
  result.lacks_answers = result.answered != present;
  if (!one_sample) {
    add_group(group, columns, result);
    result.groups =
        design::used_labels(design::labels(columns.table()->column(result.formula.group)), result.answered).count;
    if (result.groups == 1) {
      throw ByIntent("a test of one group: R's numbers are missing");
    }
  }
  result.sample = sample->over(columns.table());
  return result;
}

bool within(const std::vector<double>& values, std::initializer_list<double> allowed) {
  return std::ranges::all_of(values, [&](double value) { return std::ranges::find(allowed, value) != allowed.end(); });
}

// R's two-sample t-test is a regression on one column of zeros and ones, or of ones and twos.
void stop_unless_binary(const Comparison& comparison) {
  const std::vector<double>& values = comparison.group_values;
  if (values.empty() ? comparison.groups != 2 : !within(values, {0, 1}) && !within(values, {1, 2})) {
    throw RStops("group must be binary");
  }
}

std::shared_ptr<Significance> answer_of(const estimate::TestResult& test, const char* estimate, double scale) {
  auto result = std::make_shared<Significance>();
  result->estimate = scale * test.estimate.value_or(missing);
  result->se = scale * test.se.value_or(missing);
  result->df = test.df2.value_or(missing);
  result->fields = {{"statistic", number_json(test.statistic)},
                    {"parameter", {{"df", result->df}}},
                    {"p_value", number_json(test.p.value_or(missing))},
                    {"estimate", {{estimate, number_json(result->estimate)}}}};
  return result;
}

Value svyttest(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "...", "na.rm"});
  const Comparison what = comparison(arguments.formula("formula"), arguments.sample("design"), environment);
  const design::Design& design = what.sample->design();
  const bool one_sample = what.formula.group.empty();
  if (!one_sample) {
    stop_unless_binary(what);
  }
  const bool known = !one_sample || !what.lacks_answers || arguments.truth("na.rm", false);
  if (!known && design.replicates() != nullptr) {
    throw RStops("missing answers in every replicate");
  }
  const estimate::TestResult test = estimate::t_test(*what.sample->table, what.formula, design, what.sample->present());
  if (one_sample || design.replicates() != nullptr) {
    expect_degrees(design.df(what.answered), what.sample->degf());
  }
  auto result = answer_of(test, one_sample ? "mean" : "difference in mean", 1);
  if (!known) {
    result->estimate = missing;
    result->fields["statistic"] = result->fields["p_value"] = "NA";
    result->fields["estimate"]["mean"] = "NA";
  }
  const Matrix limits = result->limits(0.95, std::nullopt);
  result->fields["conf_int"] = {number_json(limits.values(0, 0)), number_json(limits.values(0, 1))};
  return result;
}

// A function(r, N) of R as the scores of ranks.
estimate::RankScore score_of(const Value& function, Environment& environment) {
  return {"function", [function, &environment](std::span<const double> ranks, double total) {
            Environment inside(environment, nullptr);
            inside.bind(".score", function);
            inside.bind(".ranks", numbers({ranks.begin(), ranks.end()}));
            inside.bind(".total", number(total));
            std::vector<double> scores =
                as<Numbers>(evaluate(r_call(".score", {{"", r_name(".ranks")}, {"", r_name(".total")}}), inside),
                            "a rank test's function")
                    ->values;
            scores.resize(ranks.size(), scores.size() == 1 ? scores.front() : missing);
            return scores;
          }};
}

estimate::RankScore score_named_by(const Arguments& arguments, Environment& environment) {
  if (arguments.has("test")) {
    const Value given = arguments.value("test");
    if (given->kind() == "code") {
      return score_of(given, environment);
    }
  }
  return estimate::rank_score(choice_of(arguments, "test", {"wilcoxon", "vanderWaerden", "median", "KruskalWallis"}));
}

Value svyranktest(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "test", "..."});
  const estimate::RankScore score = score_named_by(arguments, environment);
  const Comparison what = comparison(arguments.formula("formula"), arguments.sample("design"), environment);
  if (what.formula.group.empty()) {
    throw RStops("a rank test of one sample");
  }
  const design::Design& design = what.sample->design();
  expect_no_ranks_outside(what);
  if (what.groups > 2 && design.replicates() != nullptr) {
    throw RStops("several groups between replicates");
  }
  const estimate::TestResult test = estimate::rank_test(*what.sample->table, what.formula, design,
                                                        what.sample->present(), score, estimate::Ties::InOrder);
  stop_where_singular(test);
  if (what.groups == 2) {
    // R's slope on a group that is a number
    const double step = what.group_values.empty() ? 1 : what.group_values[1] - what.group_values[0];
    return answer_of(test, "difference in mean rank score", 1 / step);
  }
  // R has the two in each other's place.
  auto result = std::make_shared<Significance>();
  const double groups = test.df1.value_or(missing);
  result->fields = {{"statistic", groups},
                    {"parameter", {{"values", Json::array({Json::array({number_json(test.statistic * groups)})})}}},
                    {"p_value", number_json(test.p.value_or(missing))}};
  return result;
}

const Family family{{"svyttest", svyttest}, {"svyranktest", svyranktest}};

}  // namespace

}  // namespace kith::oracles
