// svyvar: the variance of one column, or the matrix of several, with the covariance of its elements.
//
// R's value of several columns is a matrix; its elements have standard errors and a covariance matrix in the order of
// the matrix by columns. Of replicate designs it is a matrix also for one column.
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

enum class Between { Respondents, Replicates };

struct Variances final : Object {
  std::vector<std::string> columns;
  Coefficients own;  // by columns
  Between between = Between::Respondents;

  std::string_view kind() const override { return "variances"; }
  const Coefficients* coefficients() const override { return &own; }
  Json json() const override {
    const auto size = static_cast<Eigen::Index>(columns.size());
    std::vector<std::string> rows;  // each column as often as there are columns
    for (const std::string& column : columns) {
      rows.insert(rows.end(), columns.size(), column);
    }
    Json json{{"estimate", matrix_json(columns, columns, own.values.reshaped(size, size))},
              {"se", matrix_json(rows, {}, own.se)},
              {"vcov", matrix_json(rows, rows, own.covariance)}};
    if (between == Between::Replicates) {
      const Eigen::VectorXd variation = own.se.cwiseQuotient(own.values);
      json["se"] = Numbers({own.se.begin(), own.se.end()}).json();
      json["cv"] = Numbers({variation.begin(), variation.end()}).json();
    }
    return json;
  }
};

Question about_variance(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "design", "na.rm", "...", "deff"});
  for (const auto& [name, code] : arguments.rest()) {
    if (name == "return.replicates" || name == "estimate.only") {
      throw NotCovered("svyvar with " + name);
    }
  }
  const auto sample = arguments.sample("design");
  const Between between = sample->design().replicates() != nullptr ? Between::Replicates : Between::Respondents;
  Columns columns(sample->table, environment);
  Question question;
  question.drop_missing = arguments.truth("na.rm", false);
  const RCode formula = arguments.formula("x");
  std::vector<std::string> names;
  std::vector<std::string> numbers;
  for (const RCode* term : added_terms(formula.at(0))) {
    names.push_back(term->source);
    numbers.push_back(columns.expression(*term));
    question.complete = both(question.complete, columns.answered(*term));
  }
  const bool matrix = names.size() > 1 || between == Between::Replicates;
  for (std::size_t j = 0; j < names.size(); ++j) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto [first, second] = std::minmax(i, j);
      question.figures.push_back({matrix ? fmt::format("V{}", question.figures.size() + 1) : names[i],
                                  i == j ? fmt::format("variance({})", numbers[i])
                                         : fmt::format("covariance({}, {})", numbers[first], numbers[second]),
                                  {}});
    }
  }
  question.sample = sample->over(columns.table());
  if (matrix) {
    question.shape = [names, between](const std::shared_ptr<Estimate>& estimate) {
      if (estimate->own.values.array().isNaN().any() && !estimate->own.values.array().isNaN().all()) {
        throw ByIntent("the standard error R gives a variance beside one that is missing is infinite");
      }
      auto result = std::make_shared<Variances>();
      result->columns = names;
      result->own = estimate->own;
      result->between = between;
      return result;
    };
  }
  return question;
}

const Estimators estimators{{"svyvar", about_variance}};

}  // namespace

}  // namespace kith::oracles
