// estimatr: lm_robust, lm_lin, difference_in_means.
#include <algorithm>
#include <cmath>
#include <set>

#include <Eigen/QR>

#include "base/text.h"
#include "num/lin_adjustment.h"
#include "num/mean_difference.h"
#include "oracles/regressions.h"

namespace kith::oracles {

namespace {

// The kind of error that is asked for, or estimatr's own choice.
num::Robust kind_of(const Arguments& arguments) {
  const bool clustered = arguments.has("clusters");
  const std::string name = arguments.text("se_type", clustered ? "CR2" : "HC2");
  const auto kind = num::robust_of(text::fold(name == "stata" && !clustered ? "HC1" : name));
  if (!kind) {
    throw NotCovered("se_type " + name);
  }
  return *kind;
}

std::vector<RCode> codes_of(const Arguments& arguments, std::initializer_list<const char*> parameters) {
  std::vector<RCode> codes;
  for (const char* parameter : parameters) {
    if (arguments.has(parameter)) {
      codes.push_back(arguments.code(parameter));
    }
  }
  return codes;
}

// A vector over the columns, of the rows that take part.
Value over_columns(const Regressed& fit, const RCode& code, Environment& environment) {
  Environment inside(environment, nullptr);
  inside.attach(fit.table);
  return evaluate(code, inside);
}

// Coefficients, errors and degrees of freedom of `regression`, of the coefficients that are shown.
Json robust_json(const num::Regression& regression, const Arguments& arguments, const Eigen::VectorXd& coefficients,
                 const std::vector<std::string>& names, const std::vector<Eigen::Index>& shown) {
  const num::RobustCovariance covariance(regression, kind_of(arguments));
  Eigen::VectorXd df(coefficients.size());
  for (Eigen::Index j = 0; j < df.size(); ++j) {
    df[j] = covariance.df(Eigen::VectorXd::Unit(df.size(), j));
  }
  std::vector<std::string> wanted;
  for (const Eigen::Index j : shown) {
    wanted.push_back(names[static_cast<std::size_t>(j)]);
  }
  const Eigen::VectorXd se = covariance.matrix().diagonal().cwiseSqrt();
  return estimates_json(wanted, coefficients(shown), se(shown), df(shown), arguments.number("alpha", 0.05));
}

Value lm_robust(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"formula", "data", "weights", "subset", "clusters", "fixed_effects", "se_type", "ci",
                             "alpha", "return_vcov", "try_cholesky"});
  std::string formula = arguments.formula("formula").source;
  std::vector<std::string> effects;
  if (arguments.has("fixed_effects")) {
    for (const RCode* term : added_terms(arguments.formula("fixed_effects").at(0))) {
      effects.push_back("factor(" + term->source + ")");
      formula += " + " + effects.back();
    }
  }
  const auto fit =
      regressed(arguments, environment, formula, model::family_named("gaussian"), codes_of(arguments, {"clusters"}));
  const num::Regression regression = arguments.has("clusters")
                                         ? fit->regression(over_columns(*fit, arguments.code("clusters"), environment))
                                         : fit->regression();
  std::set<std::size_t> hidden;
  for (const std::string& effect : effects) {
    for (const std::size_t j : fit->model.of_term(fit->model.frame->formula.term(effect).value())) {
      hidden.insert(j);
    }
  }
  std::vector<Eigen::Index> shown;
  for (std::size_t j = 0; j < fit->own.names.size(); ++j) {
    const bool absorbed = hidden.contains(j) || (!effects.empty() && fit->own.names[j] == "(Intercept)");
    if (!absorbed) {
      shown.push_back(static_cast<Eigen::Index>(j));
    }
  }
  return std::make_shared<Answer>(robust_json(regression, arguments, fit->own.values, fit->own.names, shown));
}

struct Named {
  Eigen::MatrixXd columns;
  std::vector<std::string> names;
};

Named columns_of(const Regressed& fit, const std::vector<std::size_t>& coefficients) {
  Named result{Eigen::MatrixXd(fit.working.x.rows(), std::ssize(coefficients)), {}};
  for (std::size_t k = 0; k < coefficients.size(); ++k) {
    result.columns.col(static_cast<Eigen::Index>(k)) = fit.working.x.col(static_cast<Eigen::Index>(coefficients[k]));
    result.names.push_back(fit.own.names[coefficients[k]]);
  }
  return result;
}

// A treatment that is neither a factor nor 0 and 1: one column for each value but the first.
Named groups_of(const Named& treatment) {
  if ((treatment.columns.array() == 0 || treatment.columns.array() == 1).all()) {
    return treatment;
  }
  const auto values = treatment.columns.reshaped();
  std::set<double> distinct(values.begin(), values.end());
  distinct.erase(distinct.begin());
  Named groups{Eigen::MatrixXd(treatment.columns.rows(), std::ssize(distinct)), {}};
  Eigen::Index next = 0;
  for (const double value : distinct) {
    groups.columns.col(next++) = (treatment.columns.col(0).array() == value).cast<double>();
    groups.names.push_back(treatment.names.front() + text::exact(value));
  }
  return groups;
}

std::vector<std::string> lin_names(const Named& groups, const Named& covariates) {
  std::vector<std::string> names{"(Intercept)"};
  names.insert(names.end(), groups.names.begin(), groups.names.end());
  std::vector<std::string> centred;
  for (const std::string& name : covariates.names) {
    const bool compound = name.find(':') != std::string::npos || name.find('(', 1) != std::string::npos;
    centred.push_back((compound ? "(" + name + ")" : name) + "_c");
  }
  names.insert(names.end(), centred.begin(), centred.end());
  for (const std::string& covariate : centred) {
    for (const std::string& group : groups.names) {
      names.push_back(group + ":" + covariate);
    }
  }
  return names;
}

Value lm_lin(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"formula", "covariates", "data", "weights", "subset", "clusters", "se_type", "ci", "alpha",
                             "return_vcov", "try_cholesky"});
  const RCode formula = arguments.formula("formula");
  const auto fit =
      regressed(arguments, environment, formula.source + " + " + arguments.formula("covariates").at(0).source,
                model::family_named("gaussian"), codes_of(arguments, {"clusters"}));
  if (fit->model.aliased_count() > 0) {
    throw NotCovered("lm_lin with a term that follows from others");
  }
  const std::size_t treatment = fit->model.frame->formula.term(formula.at(1).source).value();
  const std::vector<std::size_t> of_treatment = fit->model.of_term(treatment);
  std::vector<std::size_t> of_covariates;
  for (std::size_t j = 1; j < fit->own.names.size(); ++j) {
    if (std::ranges::find(of_treatment, j) == of_treatment.end()) {
      of_covariates.push_back(j);
    }
  }
  const Named groups = groups_of(columns_of(*fit, of_treatment));
  const Named covariates = columns_of(*fit, of_covariates);
  num::Regression regression = arguments.has("clusters")
                                   ? fit->regression(over_columns(*fit, arguments.code("clusters"), environment))
                                   : fit->regression();
  regression.predictors = num::lin_predictors(groups.columns, covariates.columns, regression.weights);
  const Eigen::VectorXd y = fit->working.fitted + fit->working.residuals;
  const Eigen::VectorXd half = regression.weights.cwiseSqrt();
  const Eigen::VectorXd b =
      (half.asDiagonal() * regression.predictors).eval().colPivHouseholderQr().solve(half.cwiseProduct(y));
  regression.residuals = y - regression.predictors * b;
  std::vector<Eigen::Index> all(static_cast<std::size_t>(b.size()));
  for (std::size_t j = 0; j < all.size(); ++j) {
    all[j] = static_cast<Eigen::Index>(j);
  }
  return std::make_shared<Answer>(robust_json(regression, arguments, b, lin_names(groups, covariates), all));
}

Value difference_in_means(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"formula", "data", "blocks", "clusters", "weights", "subset", "se_type", "condition1",
                             "condition2", "ci", "alpha"});
  if (arguments.has("condition1") || arguments.has("condition2")) {
    throw NotCovered("difference_in_means of chosen conditions");
  }
  const RCode formula = arguments.formula("formula");
  const auto fit = regressed(arguments, environment, formula.source, model::family_named("gaussian"),
                             codes_of(arguments, {"clusters", "blocks"}));
  const Named groups = groups_of(columns_of(*fit, fit->model.of_term(0)));
  if (groups.names.size() != 1) {
    throw NotCovered("difference_in_means of several conditions");
  }
  num::Experiment experiment;
  for (Eigen::Index i = 0; i < groups.columns.rows(); ++i) {
    experiment.outcome.push_back(fit->working.fitted[i] + fit->working.residuals[i]);
    experiment.treated.push_back(groups.columns(i, 0) == 1 ? 1 : 0);
  }
  if (arguments.has("weights")) {
    experiment.weights = {fit->working.weights.begin(), fit->working.weights.end()};
  }
  if (arguments.has("blocks")) {
    experiment.blocks = labels_of(over_columns(*fit, arguments.code("blocks"), environment), fit->working.rows);
  }
  if (arguments.has("clusters")) {
    experiment.clusters = labels_of(over_columns(*fit, arguments.code("clusters"), environment), fit->working.rows);
  }
  const num::MeanDifference found = num::mean_difference(experiment);
  return std::make_shared<Answer>(
      estimates_json(groups.names, Eigen::VectorXd::Constant(1, found.value), Eigen::VectorXd::Constant(1, found.se),
                     Eigen::VectorXd::Constant(1, found.df), arguments.number("alpha", 0.05)));
}

const Family family{{"lm_robust", lm_robust}, {"lm_lin", lm_lin}, {"difference_in_means", difference_in_means}};

}  // namespace

}  // namespace kith::oracles
