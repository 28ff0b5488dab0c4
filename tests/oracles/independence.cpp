// svychisq, svygofchisq and what summary() makes of a svytable.
#include "estimate/independence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/expression.h"
#include "oracles/significance.h"
#include "oracles/table.h"

namespace kith::oracles {

namespace {

// Levels that R's table has although nobody in the domain chose them: a factor's are all of its levels.
bool has_idle_level(const Columns& columns, const RCode& variable, const std::vector<std::uint8_t>& rows) {
  if (!columns.is_factor(variable)) {
    return false;
  }
  const data::Column& column = columns.table()->column(variable.text);
  if (column.kind() != data::Kind::Categorical) {
    return false;
  }
  std::vector<std::uint8_t> chosen(column.options().size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row] != 0 && column.missing_at(row) == data::Missing::None) {
      chosen[column.codes()[row]] = 1;
    }
  }
  return std::ranges::find(chosen, 0) != chosen.end();
}

struct TwoWay {
  std::shared_ptr<const Sample> sample;  // with both columns
  std::string rows;
  std::string columns;
  std::string where;              // the domain, as far as it answered both
  double size = 0;                // R's N: the rows of the domain, answered or not
  bool lacks_answers = false;     // whether some did not
  bool has_idle_level = false;    // R's X2 is 0 / 0 there
  bool keeps_idle_level = false;  // and its matrix singular
};

TwoWay two_way(const RCode& formula, const std::shared_ptr<const Sample>& sample, Environment& environment) {
  const RCode& sum = formula.at(0);
  if (!sum.is("+") || sum.at(0).kind != RCode::Kind::Name || sum.at(1).kind != RCode::Kind::Name) {
    throw RStops("a table of two variables by their names");
  }
  Columns columns(sample->table, environment);
  TwoWay result;
  const std::vector<std::uint8_t> kept = rows_kept(*sample);
  result.has_idle_level =
      has_idle_level(columns, sum.at(0), sample->present()) || has_idle_level(columns, sum.at(1), sample->present());
  result.keeps_idle_level = result.has_idle_level && kept != sample->present() &&
                            !(has_idle_level(columns, sum.at(0), kept) || has_idle_level(columns, sum.at(1), kept));
  result.rows = columns.factor(sum.at(0));
  result.columns = columns.factor(sum.at(1));
  const std::string answered = columns.answered(sum);
  result.sample = sample->over(columns.table());
  result.where = both(sample->where, answered);
  const std::vector<std::uint8_t> answering = data::rows_where(*columns.table(), answered);
  for (std::size_t row = 0; row < kept.size(); ++row) {
    result.size += kept[row];
    result.lacks_answers = result.lacks_answers || (kept[row] != 0 && answering[row] == 0);
  }
  return result;
}

// R's degrees of freedom are those of the rows kept, whether they answered or not.
void expect_design_degrees(const TwoWay& table) {
  const design::Design& design = table.sample->design();
  const double answered = design.df(data::rows_where(*table.sample->table, table.where));
  const std::vector<std::uint8_t> kept = rows_kept(*table.sample);
  expect_degrees(answered, design.replicates() != nullptr ? table.sample->degf() : design.degrees(kept).df());
}

Json parameter_of(const estimate::TestResult& test) {
  if (test.df1 && test.df2) {
    return {{"ndf", *test.df1}, {"ddf", *test.df2}};
  }
  return test.df1 ? Json{{"df", *test.df1}} : Json(nullptr);
}

Value tested(const TwoWay& table, const std::string& statistic, bool drop_missing) {
  const estimate::Independence kind = estimate::independence_of(statistic).value();
  const design::Design& design = table.sample->design();
  const bool pearson = kind != estimate::Independence::Wald && kind != estimate::Independence::AdjustedWald;
  const estimate::TestResult test =
      estimate::independence(*table.sample->table, table.rows, table.columns, design, table.sample->present(), kind);
  stop_where_singular(test);
  if (!pearson && table.keeps_idle_level) {
    throw RStops("a matrix that cannot be inverted");
  }
  if (pearson && table.has_idle_level) {
    throw ByIntent("svychisq of an option that nobody in the domain chose: R gives no number");
  }
  if (has_no_variance(test)) {
    throw ByIntent("a test of shares that are known exactly: R's numbers are rounding errors");
  }
  if (kind != estimate::Independence::Chisq) {
    expect_design_degrees(table);
  }
  const bool raw = pearson && kind != estimate::Independence::F;
  auto result = std::make_shared<Significance>();
  // Of all rows of the domain, where R counts also those without an answer.
  const double scale = raw ? table.size / static_cast<double>(test.respondents) : 1;
  const bool known = drop_missing || !table.lacks_answers;
  result->fields = {{"statistic", number_json(known ? scale * test.statistic : missing)},
                    {"p_value", number_json(known ? test.p.value_or(missing) : missing)}};
  if (const Json parameter = parameter_of(test); !parameter.is_null()) {
    result->fields["parameter"] = parameter;
  }
  return result;
}

const std::vector<std::string> statistics{"F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint"};

Value svychisq(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "statistic", "na.rm"});
  const std::string statistic = choice_of(arguments, "statistic", statistics);
  return tested(two_way(arguments.formula("formula"), arguments.sample("design"), environment), statistic,
                arguments.truth("na.rm", true));
}

Value summary(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "statistic"});
  const auto table = as<Table>(arguments.value("object"), "summary");
  const std::string statistic = choice_of(arguments, "statistic", statistics);
  auto result = std::make_shared<List>();
  result->items.emplace_back("table", table);
  result->items.emplace_back("test", tested(two_way(table->formula, table->sample, environment), statistic, true));
  return result;
}

// R names each share by its option, sorts these names, and then takes the shares in the order of the options.
bool keeps_its_shares(const std::string& variable, const data::Column& column, const std::vector<double>& shares) {
  std::vector<std::pair<std::string, double>> by_name;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    by_name.emplace_back(variable + column.options().at(i).label, shares[i]);
  }
  std::ranges::stable_sort(by_name, {}, &std::pair<std::string, double>::first);
  return std::ranges::equal(by_name, shares, {}, &std::pair<std::string, double>::second);
}

Value svygofchisq(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "p", "design", "...", "na.rm"});
  const auto sample = arguments.sample("design");
  const RCode variable = arguments.formula("formula").at(0);
  const bool made = variable.is("factor");
  Columns columns(sample->table, environment);
  if (!made && !columns.is_factor(variable)) {
    throw RStops("the total of one number");
  }
  const std::vector<double> shares = arguments.numbers("p", {});
  const std::string question = columns.factor(made ? variable.at(0) : variable);
  const auto with_question = sample->over(columns.table());
  const data::Column& column = columns.table()->column(question);
  const std::vector<std::uint8_t> present = with_question->present();
  double weight = 0;
  bool lacks_answers = false;
  for (std::size_t row = 0; row < present.size(); ++row) {
    const bool answered = column.missing_at(row) == data::Missing::None;
    weight += present[row] != 0 && answered ? with_question->design().weights()[row] : 0;
    lacks_answers = lacks_answers || (present[row] != 0 && !answered);
  }
  if (lacks_answers && !arguments.truth("na.rm", false)) {
    throw RStops("totals that are missing");
  }
  const estimate::TestResult test =
      estimate::goodness_of_fit(*columns.table(), question, shares, with_question->design(), present);
  if (!keeps_its_shares(variable.source, column, shares)) {
    throw ByIntent(
        "svygofchisq gives options the share of another where their names are not in the order of the alphabet");
  }
  if (has_no_variance(test)) {
    throw ByIntent("a test of shares that are known exactly: R's numbers are rounding errors");
  }
  // R's X2 is that of the estimated totals, this one that of as many respondents.
  const double scale = weight / static_cast<double>(test.respondents);
  std::vector<double> effects;
  for (const double effect : test.design_effects) {
    effects.push_back(scale * effect);
  }
  const double sum = std::accumulate(effects.begin(), effects.end(), 0.0);
  auto result = std::make_shared<Significance>();
  result->fields = {{"statistic", scale * test.statistic},
                    {"parameter", {{"scale", sum / test.df1.value_or(missing)}, {"df", test.df1.value_or(missing)}}},
                    {"p_value", number_json(test.p.value_or(missing))},
                    {"lambda", effects}};
  return result;
}

const Family family{{"svychisq", svychisq}, {"svygofchisq", svygofchisq}, {"summary", summary}};

}  // namespace

}  // namespace kith::oracles
