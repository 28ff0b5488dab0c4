// oldsvyquantile, R's quantiles before survey 4.1: straight lines through the cumulated shares (rule hf4), and limits
// about p itself where svyquantile takes them about the share at or below the quantile.
//
//   Wald      the quantiles of p -+ t se, se the standard error of that share
//   betaWald  of Korn and Graubard's limits of p with this se
//   score     the thresholds of the score test themselves
//
// ties = "rounded" draws the lines through each distinct answer once.
#include <cmath>
#include <map>

#include "base/text.h"
#include "oracles/quantiles.h"

namespace kith::oracles {

namespace {

constexpr std::initializer_list<const char*> parameters{"x", "design",        "quantiles", "alpha", "ci",   "method",
                                                        "f", "interval.type", "na.rm",     "se",    "ties", "df"};

struct Limits {
  double low = missing;
  double high = missing;
};

struct Column {
  std::string name;
  std::vector<double> quantiles;
  std::vector<Limits> limits;
};

struct OldQuantiles final : Object {
  std::vector<double> shares;
  std::vector<Column> columns;
  bool limits_wanted = false;
  Coefficients own;

  std::string_view kind() const override { return "quantiles"; }
  const Coefficients* coefficients() const override { return &own; }
  Matrix limits(double, std::optional<double>) const override {
    Eigen::MatrixXd result(own.values.size(), 2);
    Eigen::Index row = 0;
    for (const Column& column : columns) {
      for (const Limits& pair : column.limits) {
        result.row(row++) << pair.low, pair.high;
      }
    }
    return {own.names, {"(lower", "upper)"}, result};
  }
  Json json() const override {
    std::vector<std::string> names;
    std::vector<std::string> shown;
    Json limits = Json::array();  // quantiles within columns, each with both limits
    Eigen::MatrixXd values(static_cast<Eigen::Index>(columns.size()), static_cast<Eigen::Index>(shares.size()));
    for (const double share : shares) {
      shown.push_back(text::exact(std::round(100 * share) / 100));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      names.push_back(columns[c].name);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        values(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(k)) = columns[c].quantiles[k];
        limits.push_back(number_json(columns[c].limits[k].low));
        limits.push_back(number_json(columns[c].limits[k].high));
      }
    }
    const Json quantiles = matrix_json(names, shown, values);
    if (!limits_wanted) {
      return quantiles;
    }
    return {{"quantiles", quantiles},
            {"ci",
             {{"dim", {2, shares.size(), columns.size()}},
              {"dimnames", {Json{"(lower", "upper)"}, shown, names}},
              {"values_colmajor", limits}}}};
  }
};

// Each distinct answer once, with the weight of all who gave it.
estimate::Ranked distinct(const estimate::Ranked& answers) {
  estimate::Ranked result;
  result.total = answers.total;
  for (std::size_t k = 0; k < answers.values.size(); ++k) {
    if (result.values.empty() || result.values.back() != answers.values[k]) {
      result.values.push_back(answers.values[k]);
      result.weights.push_back(0);
      result.cumulative.push_back(0);
    }
    result.weights.back() += answers.weights[k];
    result.cumulative.back() = answers.cumulative[k];
  }
  return result;
}

Limits limits_of(const QuantileHere& here, const estimate::Ranked& answers, double quantile, const QuantileCall& call) {
  if (call.interval == "score") {
    const auto low = estimate::score_threshold(here.state, here.ranks, here.origin, here.share, here.points);
    const auto high = estimate::score_threshold(here.state, here.ranks, here.origin, here.share, -here.points);
    if (!low || !high) {
      throw RStops("the score test does not reach its limits");
    }
    return {*low, *high};
  }
  const estimate::Spread below = estimate::spread_below(here.state, here.ranks, here.origin, quantile);
  const double se = std::sqrt(below.variance.value_or(missing));
  const auto at = [&](double share) { return here.state.quantile_rule->at(answers, share); };
  if (call.interval == "mean") {
    return {at(here.share - here.points * se), at(here.share + here.points * se)};
  }
  const estimate::Uncertainty uncertainty{
      .value = here.share, .se = se, .df = below.df, .respondents = static_cast<double>(here.finding.bases.unweighted)};
  const auto found = estimate::interval_method("beta").limits(uncertainty, call.alpha / 2);
  return found ? Limits{at(found->low), at(found->high)} : Limits{};
}

QuantileCall old_call(const Arguments& arguments, Environment& environment) {
  for (const char* unknown : {"method", "f"}) {
    if (arguments.has(unknown)) {
      throw NotCovered(std::string("oldsvyquantile with ") + unknown);
    }
  }
  QuantileCall call = quantile_call(arguments, environment);
  if (call.sample->design().replicates() != nullptr) {
    throw NotCovered("oldsvyquantile between replicates");
  }
  const std::map<std::string, std::string> kinds{{"Wald", "mean"}, {"betaWald", "beta"}, {"score", "score"}};
  const auto kind = kinds.find(arguments.text("interval.type", "Wald"));
  if (kind == kinds.end()) {
    throw RStops("no such interval");
  }
  call.rule = "hf4";
  call.interval = kind->second;
  return call;
}

Value oldsvyquantile(const RCode& code, Environment& environment) {
  const Arguments arguments(code, environment, parameters);
  const QuantileCall call = old_call(arguments, environment);
  const bool once = arguments.text("ties", "discrete") == "rounded";
  auto result = std::make_shared<OldQuantiles>();
  result->shares = call.shares;
  result->limits_wanted = arguments.truth("ci", false);
  const bool errors_wanted = arguments.truth("se", result->limits_wanted);
  if (once && call.interval == "score" && (result->limits_wanted || errors_wanted)) {
    throw RStops("no score test with ties = \"rounded\"");
  }
  std::vector<double> values;
  std::vector<double> errors;
  for_each_quantile(call, [&](const QuantileHere& here) {
    if (here.column == result->columns.size()) {
      result->columns.push_back({.name = call.names[here.column], .quantiles = {}, .limits = {}});
    }
    const estimate::Ranked& all = here.ranks.answers(here.origin.domain);
    const bool known = !all.values.empty() && (call.drop_missing || !lacks_answers(here.finding));
    const estimate::Ranked answers = once ? distinct(all) : all;
    const double quantile = known ? here.state.quantile_rule->at(answers, here.share) : missing;
    const Limits limits =
        known && (result->limits_wanted || errors_wanted) ? limits_of(here, answers, quantile, call) : Limits{};
    result->columns.back().quantiles.push_back(quantile);
    result->columns.back().limits.push_back(limits);
    result->own.names.push_back(fmt::format("{}.{}", call.names[here.column], text::exact(here.share)));
    values.push_back(quantile);
    errors.push_back((limits.high - limits.low) / (2 * here.points));
  });
  const auto size = static_cast<Eigen::Index>(values.size());
  result->own.values = Eigen::Map<const Eigen::VectorXd>(values.data(), size);
  result->own.se = Eigen::Map<const Eigen::VectorXd>(errors.data(), size);
  result->own.covariance = Eigen::MatrixXd::Constant(size, size, missing);
  return result;
}

const Family family{{"oldsvyquantile", oldsvyquantile}};

}  // namespace

}  // namespace kith::oracles
