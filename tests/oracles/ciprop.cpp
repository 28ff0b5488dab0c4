// svyciprop: the share of a condition with an interval by any of Kith's methods.
#include <cmath>

#include "estimate/interval.h"
#include "estimate/state.h"
#include "num/sum.h"
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

struct Proportion final : Object {
  Coefficients own;
  estimate::Uncertainty uncertainty;
  std::string method;
  double level = 0.95;
  double degf = 0;

  std::string_view kind() const override { return "a proportion"; }
  const Coefficients* coefficients() const override { return &own; }
  Matrix limits(double, std::optional<double>) const override {
    const auto found = estimate::interval_method(method).limits(uncertainty, (1 - level) / 2);
    Eigen::MatrixXd limits = Eigen::MatrixXd::Constant(1, 2, missing);
    if (found && !std::isnan(uncertainty.value)) {
      limits << found->low, found->high;
    }
    return {own.names, limit_names(level), limits};
  }
  Json json() const override {
    const Matrix found = limits(level, std::nullopt);
    const Json limits = {number_json(found.values(0, 0)), number_json(found.values(0, 1))};
    Json json{{"estimate", number_json(own.values[0])},
              {"se", number_json(own.se[0])},
              {"var", number_json(own.se[0] * own.se[0])},
              {"ci", limits}};
    if (method == "likelihood") {
      json["ci_exact"] = limits;  // the oracles' own solution of R's equation
    }
    return json;
  }
};

// R's name of a method, and ours.
std::string method_named(const std::string& name) {
  if (name == "mean") {
    return "wald";
  }
  if (name == "xlogit") {
    return "logit";
  }
  for (const estimate::IntervalMethod& method : estimate::interval_methods()) {
    if (method.name == name) {
      return name;
    }
  }
  throw NotCovered("svyciprop " + name);
}

// At shares of 0 and 1, and where the standard error is 0, R gives what its iterations stopped at, NaN, 0.5, or an
// error.
void refuse_ends(const Proportion& proportion, const std::string& method) {
  const double share = proportion.uncertainty.value;
  const bool end = share == 0 || share == 1;
  if ((method == "logit" && end) ||
      ((method == "beta" || method == "wilson" || method == "likelihood") && (end || proportion.uncertainty.se == 0))) {
    throw ByIntent("svyciprop " + method + " of a share that is 0, 1 or known exactly");
  }
}

// Between replicates R fits its regression on nothing to each of them; none where the design has no replicates.
std::optional<double> logit_error(const Question& question) {
  const Sample& sample = *question.sample;
  if (sample.design().replicates() == nullptr) {
    return std::nullopt;
  }
  const estimate::Estimates estimates =
      estimate::estimate(*sample.table, {.measures = {question.figures[0].measure},
                                         .where = both(sample.where, question.complete),
                                         .design = sample.spec,
                                         .interval = "logit"});
  const estimate::Estimates::State& state = estimates.state();
  const std::optional<double> share = state.findings.front().value;
  const std::optional<double> variance =
      share ? estimate::logit_variance(state, state.origins.front(), *share) : std::nullopt;
  return variance ? std::optional(std::sqrt(*variance)) : std::nullopt;
}

Value svyciprop(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "method", "level", "df", "...", "na.rm"});
  for (const auto& [name, code] : arguments.rest()) {
    throw NotCovered("svyciprop with " + name);
  }
  auto result = std::make_shared<Proportion>();
  result->method = method_named(arguments.text("method", "logit"));
  result->level = arguments.number("level", 0.95);
  const auto sample = arguments.sample("design");
  // R keeps the people outside a domain of a calibrated sample, with a weight of 0, and counts them.
  if ((result->method == "beta" || result->method == "wilson") && !sample->where.empty() &&
      !sample->spec.weighting.margins.empty()) {
    throw ByIntent("svyciprop " + result->method + " in a domain of a calibrated sample");
  }
  Columns columns(sample->table, environment);
  const RCode formula = arguments.formula("formula");
  const RCode& term = formula.at(0);
  const std::string expression = columns.expression(term);
  const std::string condition = is_condition(term) || columns.is_factor(term) ? expression : expression + " == 1";

  Question question;
  question.figures.push_back({term.source, "share(" + condition + ")", {}});
  question.complete = columns.answered(term);
  question.sample = sample->over(columns.table());
  question.drop_missing = arguments.truth("na.rm", false);
  result->own = measured(question, {}, Joint::No).domains.at(0).estimate->own;
  result->degf = sample->degf();
  const std::vector<std::uint8_t> present = Sample(columns.table(), sample->spec, sample->where).present();
  const std::vector<std::uint8_t> answered =
      Sample(columns.table(), sample->spec, both(sample->where, question.complete)).present();
  num::Sum all;
  num::Sum weights;
  num::Sum squares;
  double respondents = 0;
  const design::Design& design = sample->design();
  for (std::size_t row = 0; row < answered.size(); ++row) {
    const double weight = design.weights()[row];
    all += present[row] != 0 ? weight : 0;
    if (answered[row] != 0 && weight > 0) {
      weights += weight;
      squares += weight * weight;
      respondents += 1;
    }
  }
  // R's beta takes the design's own degrees of freedom.
  result->uncertainty = {.value = result->own.values[0],
                         .se = result->own.se[0],
                         .df = result->method == "beta" ? result->degf : arguments.number("df", result->degf),
                         .respondents = respondents,
                         .asked = static_cast<double>(sample->weights().size()),
                         .answered_weight = weights.value() / all.value(),
                         .effective = weights.value() * weights.value() / squares.value(),
                         .simple = false};
  // The default is a regression on nothing, which leaves out who did not answer even where na.rm is FALSE.
  if (result->method == "logit" && arguments.text("method", "logit") == "logit" && !question.drop_missing) {
    question.drop_missing = true;
    const Coefficients answered_only = measured(question, {}, Joint::No).domains.at(0).estimate->own;
    result->own.values = answered_only.values;
    result->uncertainty.value = answered_only.values[0];
    result->uncertainty.se = answered_only.se[0];
  }
  if (const std::string method = arguments.text("method", "logit"); method == "logit" || method == "likelihood") {
    result->uncertainty.logit_se = logit_error(question);
  }
  refuse_ends(*result, arguments.text("method", "logit"));
  return result;
}

const Family family{{"svyciprop", svyciprop}};

}  // namespace

}  // namespace kith::oracles
