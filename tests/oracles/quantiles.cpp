// svyquantile: quantiles by any rule with any interval; what coef, SE and confint make of them.
#include "oracles/quantiles.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "num/distribution.h"

namespace kith::oracles {

namespace {

constexpr std::initializer_list<const char*> parameters{"x",     "design", "quantiles", "alpha", "interval.type",
                                                        "na.rm", "ci",     "se",        "qrule", "df",
                                                        "...",   "deff",   "keep.var"};

struct Quantiles final : Object {
  std::vector<std::string> columns;
  std::vector<double> shares;
  Eigen::MatrixXd table;  // columns x shares by quantile, limits and standard error; the first alone without limits
  Coefficients own;

  std::string_view kind() const override { return "quantiles"; }
  const Coefficients* coefficients() const override { return &own; }
  Matrix limits(double, std::optional<double>) const override {
    Eigen::MatrixXd limits = Eigen::MatrixXd::Constant(table.rows(), 2, missing);
    if (table.cols() > 1) {
      limits = table.middleCols(1, 2);
    }
    return {own.names, {"l", "u"}, limits};
  }
  Json json() const override {
    std::vector<std::string> names;
    for (const double share : shares) {
      names.push_back(text::exact(share));
    }
    Json quantiles = Json::object();
    const auto size = static_cast<Eigen::Index>(shares.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Eigen::MatrixXd part = table.middleRows(static_cast<Eigen::Index>(c) * size, size);
      quantiles[columns[c]] = table.cols() > 1 ? matrix_json(names, {"quantile", "ci_lower", "ci_upper", "se"}, part)
                                               : matrix_json({}, names, part.transpose());
    }
    Json json{{"quantiles", quantiles}};
    json.update(coefficients_json(own));
    return json;
  }
};

// Below the first answer's own share Kith gives the first answer, as survey 4.5; R's lines run on beyond the data.
void refuse_before_first(const std::string& rule, const estimate::Ranked& answers, std::optional<double> share) {
  const bool several = answers.values.size() > 1 && answers.values[1] != answers.values[0];
  if (rule == "hf4" && share && several && answers.cumulative.front() > *share * answers.total) {
    throw ByIntent("a quantile below the first answer's share is the first answer");
  }
}

void stop_without_answers(const QuantileHere& here, const QuantileCall& call, bool limits) {
  if (here.finding.bases.unweighted == 0) {
    throw ByIntent("nobody answered: R gives 0 or stops, Kith gives no value");
  }
  if (call.drop_missing || !lacks_answers(here.finding)) {
    return;
  }
  if (here.state.design.replicates() != nullptr || (limits && call.interval == "score")) {
    throw RStops("missing answers");
  }
  throw ByIntent("quantiles are of those who answered, where R counts the others above every answer");
}

Eigen::RowVector4d row_of(const QuantileHere& here, const QuantileCall& call, bool limits) {
  const estimate::QuantileAnswer answer = estimate::quantile(here.state, here.ranks, here.origin);
  const estimate::Ranked& answers = here.ranks.answers(here.origin.domain);
  refuse_before_first(call.rule, answers, here.share);
  Eigen::RowVector4d row(answer.value, answer.low.value_or(missing), answer.high.value_or(missing), missing);
  row[3] = (row[2] - row[1]) / (2 * here.points);
  if (!limits) {
    return row;
  }
  if (call.interval == "score" && (std::isnan(row[1]) || std::isnan(row[2]))) {
    throw RStops("the score test does not reach its limits");
  }
  refuse_before_first(call.rule, answers, answer.low_share);
  refuse_before_first(call.rule, answers, answer.high_share);
  if (call.interval == "mean" && here.ranks.share_below(here.origin.domain, answer.value) >= 1) {
    throw ByIntent("a quantile that is the largest answer has no interval");
  }
  return row;
}

Value svyquantile(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, parameters);
  QuantileCall asked = quantile_call(arguments, environment);
  const bool between_replicates = asked.sample->design().replicates() != nullptr;
  const bool limits = arguments.truth("ci", true);
  asked.rule = arguments.text("qrule", "math");
  asked.interval = arguments.text("interval.type", "mean");
  const auto rules = estimate::quantile_rules();
  if (std::ranges::find(rules, asked.rule, &estimate::QuantileRule::name) == rules.end() ||
      asked.interval == (between_replicates ? "score" : "quantile")) {
    throw RStops("no such rule or interval");
  }
  for (const auto& [name, code] : arguments.rest()) {
    if (name == "return.replicates") {
      throw NotCovered("svyquantile with " + name);
    }
  }
  auto result = std::make_shared<Quantiles>();
  result->columns = asked.names;
  result->shares = asked.shares;
  const auto rows = static_cast<Eigen::Index>(asked.names.size() * asked.shares.size());
  result->table.resize(rows, 4);
  Eigen::Index row = 0;
  for_each_quantile(asked, [&](const QuantileHere& here) {
    stop_without_answers(here, asked, limits);
    result->table.row(row++) = row_of(here, asked, limits);
    result->own.names.push_back(asked.shares.size() == 1
                                    ? asked.names[here.column]
                                    : fmt::format("{}.{}", asked.names[here.column], text::exact(here.share)));
  });
  result->own.values = result->table.col(0);
  result->own.se = limits ? Eigen::VectorXd(result->table.col(3)) : Eigen::VectorXd::Constant(rows, missing);
  result->own.covariance = Eigen::MatrixXd::Constant(rows, rows, missing);
  result->own.covariance.diagonal() = result->own.se.cwiseAbs2();
  if (!limits) {
    result->table.conservativeResize(rows, 1);
  }
  return result;
}

estimate::Request request_of(const QuantileCall& call, double level) {
  estimate::Request request;
  for (const std::string& number : call.numbers) {
    std::string measure = "quantile(" + number;
    for (const double share : call.shares) {
      measure += ", " + text::exact(share);
    }
    request.measures.push_back(measure + ")");
  }
  request.where = call.sample->where;
  request.design = call.sample->spec;
  request.quantile_rule = call.rule;
  request.quantile_interval = call.interval;
  request.level = level;
  return request;
}

const Family family{{"svyquantile", svyquantile}};

}  // namespace

QuantileCall quantile_call(const Arguments& arguments, Environment& environment) {
  QuantileCall call;
  call.sample = arguments.sample("design");
  Columns columns(call.sample->table, environment);
  const RCode formula = arguments.formula("x");
  std::string complete;
  for (const RCode* term : added_terms(formula.at(0))) {
    call.names.push_back(term->source);
    call.numbers.push_back(columns.expression(*term));
    complete = both(complete, columns.answered(*term));
  }
  call.shares = arguments.numbers("quantiles", {});
  call.alpha = arguments.number("alpha", call.alpha);
  if (arguments.has("df") && !arguments.code("df").is_name("NULL")) {
    call.df = arguments.number("df", 0);
  }
  call.drop_missing = arguments.truth("na.rm", false);
  call.sample = call.sample->over(columns.table());
  if (call.drop_missing) {
    call.sample = call.sample->within(complete);
  }
  return call;
}

void for_each_quantile(const QuantileCall& call, const std::function<void(const QuantileHere&)>& each) {
  if (std::ranges::any_of(call.shares, [](double share) { return share <= 0 || share >= 1; })) {
    throw ByIntent("the smallest and the largest answer of a sample are no quantiles of a population");
  }
  double level = 1 - call.alpha;
  estimate::Estimates estimates = estimate::estimate(*call.sample->table, request_of(call, level));
  double df = estimates.findings().front().df.value_or(missing);
  double points = num::t_quantile(1 - call.alpha / 2, df).value_or(missing);
  if (call.df && call.interval != "beta") {  // R's beta takes the design's; where others end depends on `points` alone
    points = num::t_quantile(1 - call.alpha / 2, *call.df).value_or(missing);
    level = 2 * num::t_cdf(points, df).value_or(missing) - 1;
    estimates = estimate::estimate(*call.sample->table, request_of(call, level));
  } else if (call.df) {
    points = num::t_quantile(1 - call.alpha / 2, *call.df).value_or(missing);
  }
  const estimate::Estimates::State& state = estimates.state();
  std::size_t place = 0;
  for (std::size_t column = 0; column < call.names.size(); ++column) {
    const estimate::Ranks ranks(state.measures[column], state.breakdowns.front(), state.design);
    for (const double share : call.shares) {
      each({.column = column,
            .share = share,
            .df = call.df.value_or(df),
            .points = points,
            .finding = state.findings[place],
            .state = state,
            .ranks = ranks,
            .origin = state.origins[place]});
      ++place;
    }
  }
}

}  // namespace kith::oracles
