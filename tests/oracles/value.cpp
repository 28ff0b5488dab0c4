#include "oracles/value.h"

#include <cmath>

#include "num/distribution.h"

namespace kith::oracles {

namespace {

Json named_json(const std::vector<std::string>& names, const std::vector<Json>& values) {
  Json object = Json::object();
  for (std::size_t i = 0; i < values.size(); ++i) {
    object[names[i]] = values[i];
  }
  return object;
}

// R's format(x, digits = 3), for the percentages of limits.
std::string three_digits(double percent) {
  std::string text = fmt::format("{:.3g}", percent);
  return text;
}

}  // namespace

Json number_json(double value) {
  if (std::isnan(value)) {
    return "NA";
  }
  if (std::isinf(value)) {
    return value > 0 ? "Inf" : "-Inf";
  }
  return value;
}

Matrix Object::limits(double level, std::optional<double> df) const {
  const Coefficients* own = coefficients();
  if (own == nullptr) {
    throw NotCovered(fmt::format("confint of {}", kind()));
  }
  const double points =
      num::t_quantile(1 - (1 - level) / 2, df.value_or(std::numeric_limits<double>::infinity())).value_or(missing);
  Eigen::MatrixXd limits(own->values.size(), 2);
  limits.col(0) = own->values - points * own->se;
  limits.col(1) = own->values + points * own->se;
  return {own->names, limit_names(level), limits};
}

Value Object::predicted(const RCode&, Environment&) const {
  throw NotCovered(fmt::format("predict from {}", kind()));
}

Value Object::member(std::string_view name) const {
  throw NotCovered(fmt::format("${} of {}", name, kind()));
}

Coefficients Coefficients::of(std::vector<std::string> names, Eigen::VectorXd values, Eigen::MatrixXd covariance) {
  Eigen::VectorXd se = covariance.diagonal().cwiseMax(0).cwiseSqrt();
  for (Eigen::Index i = 0; i < se.size(); ++i) {
    if (std::isnan(covariance(i, i))) {
      se[i] = missing;
    }
  }
  return {std::move(names), std::move(values), std::move(covariance), std::move(se)};
}

Json Numbers::json() const {
  std::vector<Json> list;
  for (const double value : values) {
    list.push_back(truth && !std::isnan(value) ? Json(value != 0) : number_json(value));
  }
  if (!names.empty()) {
    return named_json(names, list);
  }
  return list.size() == 1 ? list.front() : Json(list);
}

Json Texts::json() const {
  std::vector<Json> list(values.begin(), values.end());
  if (!names.empty()) {
    return named_json(names, list);
  }
  return list.size() == 1 ? list.front() : Json(list);
}

Json List::json() const {
  Json array = Json::array();
  Json object = Json::object();
  for (const auto& [name, value] : items) {
    array.push_back(value->json());
    object[name] = value->json();
  }
  const bool named = !items.empty() && !items.front().first.empty();
  return named ? object : array;
}

Value List::member(std::string_view name) const {
  for (const auto& [key, value] : items) {
    if (key == name) {
      return value;
    }
  }
  return Object::member(name);
}

Json Matrix::json() const {
  return matrix_json(rows, columns, values);
}

Value Answer::member(std::string_view name) const {
  const auto found = fields.find(name);
  if (found == fields.end()) {
    return Object::member(name);
  }
  if (found->is_number()) {
    return number(found->get<double>());
  }
  return std::make_shared<Answer>(*found);
}

Value number(double value) {
  return numbers({value});
}

Value numbers(std::vector<double> values, std::vector<std::string> names) {
  return std::make_shared<Numbers>(std::move(values), std::move(names));
}

Value truth(bool value) {
  auto result = std::make_shared<Numbers>(std::vector<double>{value ? 1.0 : 0.0});
  result->truth = true;
  return result;
}

Value text(std::string value) {
  return std::make_shared<Texts>(std::vector<std::string>{std::move(value)});
}

double one_number(const Value& value, std::string_view where) {
  const auto found = as<Numbers>(value, where);
  if (found->values.size() != 1) {
    throw NotCovered(fmt::format("{} from {} numbers", where, found->values.size()));
  }
  return found->values.front();
}

std::string one_text(const Value& value, std::string_view where) {
  const auto found = as<Texts>(value, where);
  if (found->values.size() != 1) {
    throw NotCovered(fmt::format("{} from {} texts", where, found->values.size()));
  }
  return found->values.front();
}

Json matrix_json(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
                 const Eigen::MatrixXd& values) {
  Json by_row = Json::array();
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    Json row = Json::array();
    for (Eigen::Index j = 0; j < values.cols(); ++j) {
      row.push_back(number_json(values(i, j)));
    }
    by_row.push_back(std::move(row));
  }
  return {{"rows", rows}, {"cols", columns}, {"values", by_row}};
}

std::vector<std::string> limit_names(double level) {
  const double tail = (1 - level) / 2;
  return {three_digits(100 * tail) + " %", three_digits(100 * (1 - tail)) + " %"};
}

}  // namespace kith::oracles
