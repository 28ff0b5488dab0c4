// What an R expression comes to: numbers, texts, a list, a matrix, a piece of code, a data set, a design, an estimate,
// a test, a model. Families of functions add kinds of their own by deriving from Object.
//
// `json()` is the whole of what can be said of an object, in the shape of an oracle's `expect`; a comparison takes from
// it what the oracle asks for. Missing numbers are NaN inside the evaluator and become "NA" in its JSON.
#pragma once

#include <fmt/format.h>

#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include "oracles/not_covered.h"
#include "oracles/r_code.h"

namespace kith::oracles {

using Json = nlohmann::json;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
Json number_json(double value);  // "NA", "Inf", "-Inf" as the oracles write them

class Environment;
class Object;
using Value = std::shared_ptr<const Object>;

struct Coefficients;
struct Matrix;

class Object {
 public:
  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  Object(Object&&) = delete;
  Object& operator=(Object&&) = delete;
  virtual ~Object() = default;

  virtual std::string_view kind() const = 0;  // "numbers", for messages
  virtual Json json() const = 0;
  // What coef, SE, vcov, cv and svycontrast look at; none where there are no coefficients.
  virtual const Coefficients* coefficients() const { return nullptr; }
  // confint(x, level =, df =); by default coefficient -+ t standard errors, normal where no df is given.
  virtual Matrix limits(double level, std::optional<double> df) const;
  // x$name
  virtual Value member(std::string_view name) const;
  // predict(x, ...), as called
  virtual Value predicted(const RCode& call, Environment& environment) const;
};

// Named numbers with their covariance.
struct Coefficients {
  std::vector<std::string> names;
  Eigen::VectorXd values;
  Eigen::MatrixXd covariance;  // NaN where it is not known
  Eigen::VectorXd se;          // by the estimator's own road; the square roots of the diagonal where there is no other

  static Coefficients of(std::vector<std::string> names, Eigen::VectorXd values, Eigen::MatrixXd covariance);
};

struct Numbers final : Object {
  std::vector<double> values;
  std::vector<std::string> names;  // as many, or none
  bool truth = false;              // TRUE and FALSE, as 1 and 0

  Numbers() = default;
  explicit Numbers(std::vector<double> numbers, std::vector<std::string> labels = {})
      : values(std::move(numbers)), names(std::move(labels)) {}
  std::string_view kind() const override { return "numbers"; }
  Json json() const override;
};

struct Texts final : Object {
  std::vector<std::string> values;  // empty: missing, as in the files
  std::vector<std::string> names;
  std::vector<std::string> levels;  // of a factor, in order

  explicit Texts(std::vector<std::string> texts) : values(std::move(texts)) {}
  std::string_view kind() const override { return "texts"; }
  Json json() const override;
};

struct List final : Object {
  std::vector<std::pair<std::string, Value>> items;

  std::string_view kind() const override { return "a list"; }
  Json json() const override;  // an object where the items have names
  Value member(std::string_view name) const override;
};

struct Matrix final : Object {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  Eigen::MatrixXd values;

  Matrix() = default;
  Matrix(std::vector<std::string> row_names, std::vector<std::string> column_names, Eigen::MatrixXd numbers)
      : rows(std::move(row_names)), columns(std::move(column_names)), values(std::move(numbers)) {}
  Matrix(const Matrix& other) : Matrix(other.rows, other.columns, other.values) {}
  Matrix& operator=(const Matrix&) = delete;
  Matrix(Matrix&&) = delete;
  Matrix& operator=(Matrix&&) = delete;
  ~Matrix() override = default;
  std::string_view kind() const override { return "a matrix"; }
  Json json() const override;
};

// A formula, what quote() holds, a function.
struct Code final : Object {
  RCode code;

  explicit Code(RCode node) : code(std::move(node)) {}
  std::string_view kind() const override { return "code"; }
  Json json() const override { return code.source; }
};

// An answer that is nothing but its JSON: a table of svyby, a test.
struct Answer final : Object {
  Json fields;

  explicit Answer(Json json) : fields(std::move(json)) {}
  std::string_view kind() const override { return "an answer"; }
  Json json() const override { return fields; }
  Value member(std::string_view name) const override;
};

// The value as a kind; NotCovered, with what it is, where it is another.
template <typename Kind>
std::shared_ptr<const Kind> as(const Value& value, std::string_view where) {
  auto found = std::dynamic_pointer_cast<const Kind>(value);
  if (!found) {
    throw NotCovered(fmt::format("{} from {}", where, value ? value->kind() : "nothing"));
  }
  return found;
}

Value number(double value);
Value numbers(std::vector<double> values, std::vector<std::string> names = {});
Value truth(bool value);
Value text(std::string value);
double one_number(const Value& value, std::string_view where);
std::string one_text(const Value& value, std::string_view where);

Json matrix_json(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
                 const Eigen::MatrixXd& values);
// "2.5 %", "97.5 %": the names of limits in R.
std::vector<std::string> limit_names(double level);

}  // namespace kith::oracles
