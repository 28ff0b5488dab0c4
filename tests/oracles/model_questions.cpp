// What is asked of a svyglm: AIC, BIC, psrsq, residuals, fitted, svyscoretest.
#include <cmath>

#include "model/information.h"
#include "model/score_test.h"
#include "model/working.h"
#include "oracles/environment.h"
#include "oracles/fitted.h"

namespace kith::oracles {

namespace {

// One answer of named numbers, or a row for each model.
Value rows_of(const std::vector<std::vector<double>>& rows, const std::vector<std::string>& names) {
  if (rows.size() == 1) {
    return numbers(rows.front(), names);
  }
  Eigen::MatrixXd values(std::ssize(rows), std::ssize(names));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < names.size(); ++j) {
      values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
    }
  }
  return std::make_shared<Matrix>(std::vector<std::string>{}, names, values);
}

// The models among the arguments of AIC and BIC.
std::vector<std::shared_ptr<const Fitted>> models_of(const RCode& call, Environment& environment) {
  std::vector<std::shared_ptr<const Fitted>> models;
  for (const auto& [name, code] : call.arguments) {
    if (name.empty() || name == "object") {
      models.push_back(as<Fitted>(evaluate(code, environment), call.text));
    }
  }
  return models;
}

Value aic(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "...", "k", "null_has_intercept"});
  if (!arguments.truth("null_has_intercept", true)) {
    throw NotCovered("AIC against nothing");
  }
  std::vector<std::vector<double>> rows;
  for (const auto& fitted : models_of(call, environment)) {
    if (fitted->model.glm->distribution == model::Distribution::Gaussian) {
      throw ByIntent("AIC of a gaussian svyglm, whose variance counts by the design");
    }
    const model::Aic found = model::aic(fitted->model, arguments.number("k", 2));
    rows.push_back({found.effective, found.value, found.mean_effect});
    if (found.effective == 0) {
      rows.back().back() = missing;
    }
  }
  return rows_of(rows, {"eff.p", "AIC", "deltabar"});
}

Value bic(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "...", "maximal"});
  const auto maximal = as<Fitted>(arguments.value("maximal"), "BIC");
  std::vector<std::vector<double>> rows;
  for (const auto& fitted : models_of(call, environment)) {
    const model::Bic found = model::bic(fitted->model, maximal->model);
    rows.push_back({found.parameters, found.value, found.effective_size.value_or(missing)});
  }
  return rows_of(rows, {"p", "BIC", "neff"});
}

Value pseudo_r_squared(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "method"});
  const auto fitted = as<Fitted>(arguments.value("object"), "psrsq");
  const model::PseudoRSquared found = model::pseudo_r_squared(fitted->model);
  return number(arguments.text("method", "Cox-Snell") == "Nagelkerke" ? found.nagelkerke : found.cox_snell);
}

// By the rows that take part, numbered as in the data.
Value of_rows(const model::WorkingRegression& working, const Eigen::VectorXd& values) {
  std::vector<std::string> names;
  for (const std::size_t row : working.rows) {
    names.push_back(std::to_string(row + 1));
  }
  return numbers({values.begin(), values.end()}, std::move(names));
}

Value residuals(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "type"});
  const auto fitted = as<Fitted>(arguments.value("object"), call.text);
  const model::WorkingRegression working = model::working_regression(fitted->model);
  const std::string type = arguments.text("type", "deviance");
  Eigen::VectorXd values(working.fitted.size());
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const std::size_t row = working.rows[static_cast<std::size_t>(i)];
    const double y = fitted->model.response[row];
    const double mu = working.fitted[i];
    if (type == "response") {
      values[i] = y - mu;
    } else if (type == "working") {
      values[i] = working.residuals[i];
    } else if (type == "pearson") {
      values[i] = working.residuals[i] / std::sqrt(working.variance[i]);
    } else if (type == "deviance") {
      const double deviance = fitted->model.weights[row] * fitted->model.glm->deviance(y, mu);
      values[i] = std::copysign(std::sqrt(std::max(0.0, deviance)), y - mu);
    } else {
      throw NotCovered("residuals of type " + type);
    }
  }
  return of_rows(working, values);
}

Value fitted_values(const RCode& call, Environment& environment) {
  const auto fitted = as<Fitted>(evaluate(call.at(0), environment), call.text);
  const model::WorkingRegression working = model::working_regression(fitted->model);
  return of_rows(working, working.fitted);
}

model::ScoreTestOptions score_options(const Arguments& arguments) {
  model::ScoreTestOptions options;
  options.method = arguments.text("method", "working") == "working" ? model::ScoreTestMethod::Working
                                                                    : model::ScoreTestMethod::Pseudoscore;
  const std::string approximation = arguments.text("lrt.approximation", "satterthwaite");
  options.approximation = approximation == "integration"   ? num::SumApproximation::Integration
                          : approximation == "saddlepoint" ? num::SumApproximation::Saddlepoint
                                                           : num::SumApproximation::Satterthwaite;
  if (arguments.has("ddf") && !arguments.code("ddf").is_name("NULL")) {
    options.df = arguments.number("ddf", 0);
  }
  return options;
}

// The model without some terms, and the formula that it had; or the model and a formula with more.
Value score_test(const RCode& call, Environment& environment) {
  const Arguments arguments(
      call, environment, {"model", "drop.terms", "add.terms", "method", "ddf", "lrt.approximation", "...", "fullrank"});
  const auto fitted = as<Fitted>(arguments.value("model"), "svyscoretest");
  model::ScoreTestOptions options = score_options(arguments);
  const model::Model& whole = fitted->model;
  model::ScoreTest test;
  if (arguments.has("add.terms")) {
    const std::string added = arguments.formula("add.terms").at(0).source;
    test = model::score_test(whole, *fitted->sample->table,
                             model::parse_formula(whole.frame->formula.text + " + " + added), options);
  } else {
    std::string smaller = whole.frame->formula.text;
    for (const RCode* term : added_terms(arguments.formula("drop.terms").at(0))) {
      smaller += " - " + term->source;
    }
    const model::Model left = model::fit_regression(
        model::parse_formula(smaller), *whole.glm, *fitted->sample->table, whole.design, whole.frame->present,
        {.frame = whole.frame->options, .numbers = whole.numbers, .epsilon = whole.epsilon});
    options.df = options.df.value_or(whole.df_residual);
    test = model::score_test(left, *fitted->sample->table, whole.frame->formula, options);
  }
  if (arguments.text("method", "working") == "individual") {
    return numbers({test.scores.begin(), test.scores.end()}, test.names);
  }
  const double p = test.p.value_or(missing);
  if (options.method == model::ScoreTestMethod::Working) {
    return numbers({test.statistic, test.df2, p}, {"Rao-Scott X^2", "ddf", "p"});
  }
  const auto q = static_cast<double>(test.df1);
  return numbers({std::isfinite(test.df2) ? test.statistic * q : test.statistic, q, test.df2, p},
                 {"X2", "df", "ddf", "p"});
}

const Family family{{"AIC", aic},
                    {"BIC", bic},
                    {"psrsq", pseudo_r_squared},
                    {"residuals", residuals},
                    {"resid", residuals},
                    {"fitted", fitted_values},
                    {"fitted.values", fitted_values},
                    {"svyscoretest", score_test}};

}  // namespace

}  // namespace kith::oracles
