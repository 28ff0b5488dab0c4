// What R asks of any estimate: coef, SE, vcov, cv, deff, confint.
#include <algorithm>

#include "oracles/fitted.h"
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

std::pair<Value, const Coefficients*> with_coefficients(const RCode& call, Environment& environment) {
  const Value value = evaluate(call.at(0), environment);
  const Coefficients* own = value->coefficients();
  if (own == nullptr) {
    throw NotCovered(fmt::format("{} of {}", call.text, value->kind()));
  }
  return {value, own};
}

Value named_numbers(const Coefficients& own, const Eigen::VectorXd& values) {
  return numbers(std::vector<double>(values.begin(), values.end()), own.names);
}

Value coef(const RCode& call, Environment& environment) {
  const auto [value, own] = with_coefficients(call, environment);
  return named_numbers(*own, own->values);
}

Value standard_errors(const RCode& call, Environment& environment) {
  const auto [value, own] = with_coefficients(call, environment);
  return named_numbers(*own, own->se);
}

Value vcov(const RCode& call, Environment& environment) {
  const auto [value, own] = with_coefficients(call, environment);
  return std::make_shared<Matrix>(own->names, own->names, own->covariance);
}

Value cv(const RCode& call, Environment& environment) {
  const auto [value, own] = with_coefficients(call, environment);
  return named_numbers(*own, own->se.cwiseQuotient(own->values));
}

Value deff(const RCode& call, Environment& environment) {
  const auto estimate = as<Estimate>(evaluate(call.at(0), environment), "deff");
  return numbers(estimate->design_effects, estimate->own.names);
}

Value diagonal(const RCode& call, Environment& environment) {
  const auto matrix = as<Matrix>(evaluate(call.at(0), environment), "diag");
  const Eigen::VectorXd values = matrix->values.diagonal();
  return numbers(std::vector<double>(values.begin(), values.end()), matrix->rows);
}

Value confint(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "parm", "level", "df", "ddf", "method"});
  const bool likelihood = arguments.text("method", "Wald") == "likelihood";
  const Value value = arguments.value("object");
  const char* degrees = arguments.has("ddf") ? "ddf" : "df";  // a model's, any other's
  const std::optional<double> df = arguments.has(degrees) ? std::optional(arguments.number(degrees, 0)) : std::nullopt;
  const double level = arguments.number("level", 0.95);
  const Matrix all = likelihood ? as<Fitted>(value, "confint")->likelihood_limits(level, df) : value->limits(level, df);
  if (!arguments.has("parm")) {
    return std::make_shared<Matrix>(all);
  }
  const std::vector<std::string> wanted = arguments.texts("parm", {});
  Eigen::MatrixXd limits(static_cast<Eigen::Index>(wanted.size()), 2);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto row = std::ranges::find(all.rows, wanted[i]) - all.rows.begin();
    if (row == std::ssize(all.rows)) {
      throw NotCovered("confint of " + wanted[i]);
    }
    limits.row(static_cast<Eigen::Index>(i)) = all.values.row(row);
  }
  return std::make_shared<Matrix>(wanted, all.columns, limits);
}

const Family family{{"coef", coef}, {"SE", standard_errors}, {"vcov", vcov},      {"cv", cv},
                    {"deff", deff}, {"diag", diagonal},      {"confint", confint}};

}  // namespace

}  // namespace kith::oracles
