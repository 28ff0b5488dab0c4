// lm and glm, and what sandwich and clubSandwich make of them: vcovHC, vcovCL, vcovCR, coef_test, Wald_test.
#include <algorithm>
#include <cmath>
#include <regex>

#include <Eigen/Cholesky>

#include "base/text.h"
#include "num/distribution.h"
#include "num/leverage.h"
#include "oracles/regressions.h"

namespace kith::oracles {

namespace {

Value lm(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "data", "subset", "weights"});
  return std::const_pointer_cast<Regressed>(
      regressed(arguments, environment, arguments.formula("formula").source, model::family_named("gaussian")));
}

Value glm(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "family", "data", "weights", "subset"});
  return std::const_pointer_cast<Regressed>(
      regressed(arguments, environment, arguments.formula("formula").source, family_of(arguments)));
}

Value matrix_of(const Regressed& fit, const Eigen::MatrixXd& covariance) {
  return std::make_shared<Matrix>(fit.own.names, fit.own.names, covariance);
}

num::Robust kind_named(const std::string& name) {
  const auto kind = num::robust_of(text::fold(name == "CR1S" ? "stata" : name));
  if (!kind) {
    throw NotCovered("the covariance " + name);
  }
  return *kind;
}

// sandwich takes the weighted residuals for those of one variance; without weights this is the classical covariance.
Eigen::MatrixXd of_one_variance(const num::Regression& regression) {
  const Eigen::Index p = regression.predictors.cols();
  const Eigen::MatrixXd& x = regression.predictors;
  const Eigen::MatrixXd bread =
      (x.transpose() * regression.weights.asDiagonal() * x).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
  const double variance =
      regression.weights.cwiseProduct(regression.residuals).squaredNorm() / static_cast<double>(x.rows() - p);
  return variance * bread * (x.transpose() * x) * bread;
}

Value vcov_hc(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "type"});
  const auto fit = as<Regressed>(arguments.value("x"), "vcovHC");
  const std::string type = arguments.text("type", "HC3");
  if (type == "const") {
    return matrix_of(*fit, of_one_variance(fit->regression()));
  }
  return matrix_of(*fit, num::RobustCovariance(fit->regression(), kind_named(type == "HC" ? "HC0" : type)).matrix());
}

// sandwich adjusts by the leverages of clusters with the weights on the side of the residuals, W^(-1/2) (I - H)^power
// W^(3/2) e; with one weight for all this is cr2 and cr3.
Eigen::MatrixXd by_leverage(const num::Regression& regression, double power) {
  const Eigen::Index p = regression.predictors.cols();
  const Eigen::MatrixXd wx = regression.weights.asDiagonal() * regression.predictors;
  const Eigen::MatrixXd bread = (regression.predictors.transpose() * wx).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
  const Eigen::VectorXd half = regression.weights.cwiseSqrt();
  Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(p, p);
  for (const auto& rows : num::cluster_rows(regression.clusters, regression.predictors.rows())) {
    const Eigen::MatrixXd x = regression.predictors(rows, Eigen::all);
    const Eigen::VectorXd own = half(rows);
    const Eigen::VectorXd e = own.array().cube() * regression.residuals(rows).array();
    const Eigen::VectorXd adjusted = num::leverage_power(own.asDiagonal() * x, bread, power, e).col(0);
    const Eigen::VectorXd score = x.transpose() * adjusted.cwiseQuotient(own);
    meat += score * score.transpose();
  }
  return bread * meat * bread;
}

Value vcov_cl(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "cluster", "type", "cadjust"});
  const auto fit = as<Regressed>(arguments.value("x"), "vcovCL");
  Value cluster;
  if (arguments.has("cluster") && arguments.code("cluster").is("~")) {
    Environment inside(environment, nullptr);
    inside.attach(fit->table);
    cluster = evaluate(arguments.code("cluster").at(0), inside);
  } else if (arguments.has("cluster")) {
    cluster = arguments.value("cluster");
  }
  const num::Regression regression = cluster ? fit->regression(cluster) : fit->regression();
  const auto n = static_cast<double>(regression.predictors.rows());
  const auto p = static_cast<double>(regression.predictors.cols());
  const double g = regression.clusters.empty() ? n : 1.0 + *std::ranges::max_element(regression.clusters);
  const bool gaussian = fit->model.glm->distribution == model::Distribution::Gaussian;
  const std::string type = arguments.text("type", gaussian ? "HC1" : "HC0");
  const bool adjust = arguments.truth("cadjust", true);
  if (type == "HC2" || type == "HC3") {
    const double scale = adjust ? 1 : (g - 1) / g;
    return matrix_of(*fit, scale * by_leverage(regression, type == "HC2" ? -0.5 : -1));
  }
  const double scale = (adjust ? g / (g - 1) : 1) * (type == "HC1" ? (n - 1) / (n - p) : 1);
  return matrix_of(*fit, scale * num::RobustCovariance(regression, num::Robust::Cr0).matrix());
}

// clubSandwich takes the residuals of lm as of one variance, whatever the weights.
num::RobustCovariance club(const Regressed& fit, const Arguments& arguments, const char* type) {
  if (fit.model.glm->distribution != model::Distribution::Gaussian) {
    throw ByIntent("clubSandwich of a glm: another root for CR2, and weights of the step before");
  }
  return {fit.regression(arguments.value("cluster")), kind_named(arguments.text(type, "CR2"))};
}

Value vcov_cr(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"obj", "cluster", "type"});
  const auto fit = as<Regressed>(arguments.value("obj"), "vcovCR");
  return matrix_of(*fit, club(*fit, arguments, "type").matrix());
}

Value coef_test(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"obj", "vcov", "test", "coefs", "p_values", "...", "cluster"});
  const auto fit = as<Regressed>(arguments.value("obj"), "coef_test");
  const num::RobustCovariance covariance = club(*fit, arguments, "vcov");
  const std::string test = arguments.text("test", "Satterthwaite");
  const std::map<std::string, std::string> suffixes{
      {"Satterthwaite", "Satt"}, {"naive-t", "t"}, {"naive-tp", "tp"}, {"z", "z"}};
  const auto suffix = suffixes.find(test);
  if (suffix == suffixes.end()) {
    throw NotCovered("coef_test by " + test);
  }
  const auto labels = labels_of(arguments.value("cluster"), fit->working.rows);
  const double clusters = 1.0 + *std::ranges::max_element(labels);
  const Eigen::Index p = fit->own.values.size();
  std::vector<std::string> names = arguments.texts("coefs", {"All"});
  names = names.front() == "All" ? fit->own.names : names;
  std::map<std::string, std::vector<double>> columns;
  for (const std::string& name : names) {
    const auto place = std::ranges::find(fit->own.names, name);
    if (place == fit->own.names.end()) {
      throw NotCovered("coef_test of " + name);
    }
    const auto j = static_cast<Eigen::Index>(place - fit->own.names.begin());
    const double se = std::sqrt(covariance.matrix()(j, j));
    const double t = fit->own.values[j] / se;
    const double df = test == "Satterthwaite" ? covariance.satterthwaite(Eigen::VectorXd::Unit(p, j))
                      : test == "naive-t"     ? clusters - 1
                      : test == "naive-tp"    ? clusters - static_cast<double>(p)
                                              : std::numeric_limits<double>::infinity();
    columns["beta"].push_back(fit->own.values[j]);
    columns["SE"].push_back(se);
    columns["tstat"].push_back(t);
    columns["df_" + suffix->second].push_back(df);
    columns["p_" + suffix->second].push_back(num::t_two_sided(t, df).value_or(missing));
  }
  auto frame = std::make_shared<List>();
  frame->items.emplace_back("Coef", std::make_shared<Texts>(names));
  for (const std::string& column :
       {std::string("beta"), std::string("SE"), std::string("tstat"), "df_" + suffix->second, "p_" + suffix->second}) {
    frame->items.emplace_back(column, numbers(columns[column]));
  }
  return frame;
}

// constrain_zero("educ", reg_ex = TRUE), constrain_zero(2:3), constrain_equal(...): which rows of the identity.
Eigen::MatrixXd constraints_of(const RCode& code, const std::vector<std::string>& names, Environment& environment) {
  if (!code.is("constrain_zero") && !code.is("constrain_equal")) {
    throw NotCovered("the constraints " + code.source);
  }
  const Arguments arguments(code, environment, {"constraints", "coefs", "reg_ex"});
  const Value which = arguments.value("constraints");
  const auto texts = std::dynamic_pointer_cast<const Texts>(which);
  std::vector<Eigen::Index> places;
  for (std::size_t j = 0; j < names.size(); ++j) {
    bool held = false;
    if (texts && arguments.truth("reg_ex", false)) {
      held = std::regex_search(names[j], std::regex(texts->values.front()));
    } else if (texts) {
      held = std::ranges::find(texts->values, names[j]) != texts->values.end();
    } else {
      const auto numbers = as<Numbers>(which, "constraints");
      held = numbers->truth ? numbers->values.at(j) == 1
                            : std::ranges::find(numbers->values, static_cast<double>(j + 1)) != numbers->values.end();
    }
    if (held) {
      places.push_back(static_cast<Eigen::Index>(j));
    }
  }
  const auto p = static_cast<Eigen::Index>(names.size());
  Eigen::MatrixXd rows = Eigen::MatrixXd::Identity(p, p)(places, Eigen::all);
  if (code.is("constrain_zero")) {
    return rows;
  }
  rows.col(places.front()).setConstant(-1);
  return rows.bottomRows(rows.rows() - 1);
}

Value wald_test(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"obj", "constraints", "vcov", "test", "tidy", "...", "cluster"});
  const auto fit = as<Regressed>(arguments.value("obj"), "Wald_test");
  const num::RobustCovariance covariance = club(*fit, arguments, "vcov");
  const Eigen::MatrixXd rows = constraints_of(arguments.code("constraints"), fit->own.names, environment);
  const std::string name = arguments.text("test", "HTZ");
  const auto q = static_cast<double>(rows.rows());
  const Eigen::VectorXd b = rows * fit->own.values;
  const Eigen::MatrixXd v = rows * covariance.matrix() * rows.transpose();
  const auto labels = labels_of(arguments.value("cluster"), fit->working.rows);
  const double clusters = 1.0 + *std::ranges::max_element(labels);
  num::HotellingTest test{b.dot(v.ldlt().solve(b)) / q, q, 0, {}};
  if (name == "HTZ") {
    test = covariance.hotelling(rows, fit->own.values);
  } else if (name == "Naive-F" || name == "Naive-Fp") {
    test.df2 = clusters - (name == "Naive-F" ? 1 : static_cast<double>(fit->own.values.size()));
    test.p = num::f_above(test.statistic, q, test.df2);
  } else if (name == "chi-sq") {
    test.df2 = std::numeric_limits<double>::infinity();
    test.p = num::chi_squared_above(test.statistic * q, q);
  } else {
    throw NotCovered("Wald_test by " + name);
  }
  auto frame = std::make_shared<List>();
  frame->items = {{"test", text(name)},
                  {"Fstat", number(test.statistic)},
                  {"df_num", number(q)},
                  {"df_denom", number(test.df2)},
                  {"p_val", number(test.p.value_or(missing))}};
  return frame;
}

const Family family{{"lm", lm},
                    {"glm", glm},
                    {"vcovHC", vcov_hc},
                    {"vcovCL", vcov_cl},
                    {"vcovCR", vcov_cr},
                    {"coef_test", coef_test},
                    {"Wald_test", wald_test}};

}  // namespace

}  // namespace kith::oracles
