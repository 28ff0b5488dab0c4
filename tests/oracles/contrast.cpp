// svycontrast: linear and smooth functions of anything that has coefficients, through their covariance.
//
// Smooth ones by the delta method, with derivatives taken along with the value (forward differentiation of the R
// expression).
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

struct Dual {
  double value = 0;
  Eigen::VectorXd slope;
};

Dual differentiated(const RCode& code, const Coefficients& own) {
  const auto constant = [&](double value) { return Dual{value, Eigen::VectorXd::Zero(own.values.size())}; };
  if (code.kind == RCode::Kind::Number) {
    return constant(text::to_number(code.text).value());
  }
  if (code.kind == RCode::Kind::Name) {
    const auto place = std::ranges::find(own.names, code.text) - own.names.begin();
    if (place == std::ssize(own.names)) {
      throw NotCovered("the name " + code.text + " in a contrast");
    }
    Dual result = constant(own.values[place]);
    result.slope[place] = 1;
    return result;
  }
  if (code.arguments.empty()) {
    throw NotCovered(code.source + " in a contrast");
  }
  const Dual a = differentiated(code.at(0), own);
  if (code.arguments.size() == 1) {
    if (code.is("-")) {
      return {-a.value, -a.slope};
    }
    if (code.is("exp")) {
      return {std::exp(a.value), std::exp(a.value) * a.slope};
    }
    if (code.is("log")) {
      return {std::log(a.value), a.slope / a.value};
    }
    if (code.is("sqrt")) {
      return {std::sqrt(a.value), a.slope / (2 * std::sqrt(a.value))};
    }
    throw NotCovered(code.text + " in a contrast");
  }
  const Dual b = differentiated(code.at(1), own);
  if (code.is("+")) {
    return {a.value + b.value, a.slope + b.slope};
  }
  if (code.is("-")) {
    return {a.value - b.value, a.slope - b.slope};
  }
  if (code.is("*")) {
    return {a.value * b.value, b.value * a.slope + a.value * b.slope};
  }
  if (code.is("/")) {
    return {a.value / b.value, (a.slope - a.value / b.value * b.slope) / b.value};
  }
  if (code.is("^") && b.slope.isZero(0)) {
    return {std::pow(a.value, b.value), b.value * std::pow(a.value, b.value - 1) * a.slope};
  }
  throw NotCovered(code.text + " in a contrast");
}

// c(E = 1, H = -1) by name; without names one for each coefficient.
Dual linear(const Numbers& weights, const Coefficients& own) {
  Eigen::VectorXd slope = Eigen::VectorXd::Zero(own.values.size());
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    const auto place = weights.names.empty() ? static_cast<std::ptrdiff_t>(i)
                                             : std::ranges::find(own.names, weights.names[i]) - own.names.begin();
    if (place >= slope.size()) {
      throw NotCovered("a contrast of what is not there");
    }
    slope[place] = weights.values[i];
  }
  return {slope.dot(own.values), slope};
}

Dual contrast(const Value& value, const Coefficients& own) {
  if (const auto code = std::dynamic_pointer_cast<const Code>(value)) {
    return differentiated(code->code, own);
  }
  return linear(*as<Numbers>(value, "svycontrast"), own);
}

Value svycontrast(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"stat", "contrasts", "add"});
  const Value stat = arguments.value("stat");
  const Coefficients* own = stat->coefficients();
  if (own == nullptr) {
    throw NotCovered(fmt::format("svycontrast of {}", stat->kind()));
  }
  const Value given = arguments.value("contrasts");
  std::vector<std::string> names;
  std::vector<Dual> found;
  if (const auto list = std::dynamic_pointer_cast<const List>(given)) {
    for (const auto& [name, item] : list->items) {
      names.push_back(name);
      found.push_back(contrast(item, *own));
    }
  } else {
    names.emplace_back("contrast");
    found.push_back(contrast(given, *own));
  }
  if (arguments.truth("add", false)) {
    for (std::size_t i = 0; i < own->names.size(); ++i) {
      const auto k = static_cast<Eigen::Index>(i);
      names.push_back(own->names[i]);
      found.push_back({own->values[k], Eigen::VectorXd::Unit(own->values.size(), k)});
    }
  }
  Eigen::VectorXd values(static_cast<Eigen::Index>(found.size()));
  Eigen::MatrixXd slopes(values.size(), own->values.size());
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    values[i] = found[static_cast<std::size_t>(i)].value;
    slopes.row(i) = found[static_cast<std::size_t>(i)].slope.transpose();
  }
  auto result = std::make_shared<Estimate>();
  result->own = Coefficients::of(names, values, slopes * own->covariance * slopes.transpose());
  return result;
}

const Family family{{"svycontrast", svycontrast}};

}  // namespace

}  // namespace kith::oracles
