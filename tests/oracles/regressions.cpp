#include "oracles/regressions.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "design/make.h"
#include "num/distribution.h"

namespace kith::oracles {

namespace {

constexpr const char* weight_column = "weights of the regression";

bool is_missing(const Value& value, std::size_t row) {
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    return texts->values.at(row).empty();
  }
  return std::isnan(as<Numbers>(value, "a column")->values.at(row));
}

// `code` over the columns, one value a row.
Value column(const TablePointer& table, const RCode& code, Environment& environment) {
  Environment inside(environment, nullptr);
  inside.attach(table);
  return evaluate(code, inside);
}

template <typename Numbering, typename Item>
std::uint32_t number_of(Numbering& known, const Item& item) {
  return known.try_emplace(item, static_cast<std::uint32_t>(known.size())).first->second;
}

}  // namespace

Regressed::Regressed(TablePointer data, model::Model fitted)
    : table(std::move(data)), model(std::move(fitted)), working(model::working_regression(model)) {
  const double dispersion = working.residuals.cwiseAbs2().dot(working.weights) /
                            static_cast<double>(working.residuals.size() - working.x.cols());
  const bool one = model.glm->distribution == model::Distribution::Binomial ||
                   model.glm->distribution == model::Distribution::Poisson;
  own = Coefficients::of(model.names, model.coefficients, (one ? 1 : dispersion) * model.naive);
}

Json Regressed::json() const {
  return {{"coef", numbers({own.values.begin(), own.values.end()}, own.names)->json()}};
}

num::Regression Regressed::regression() const {
  if (model.aliased_count() > 0) {
    throw NotCovered("robust errors with a term that follows from others");
  }
  return {working.x, working.residuals, working.weights, {}};
}

num::Regression Regressed::regression(const Value& clusters) const {
  num::Regression result = regression();
  const auto texts = std::dynamic_pointer_cast<const Texts>(clusters);
  const std::size_t given = texts ? texts->values.size() : as<Numbers>(clusters, "clusters")->values.size();
  if (given == working.rows.size()) {
    result.clusters = labels_of(clusters);
  } else {
    result.clusters = labels_of(clusters, working.rows);
  }
  return result;
}

std::shared_ptr<const Regressed> regressed(const Arguments& arguments, Environment& environment,
                                           const std::string& formula, const model::Family& family,
                                           const std::vector<RCode>& others) {
  TablePointer table = as<DataSet>(arguments.value("data"), "a regression")->table;
  std::vector<std::uint8_t> domain(table->rows(), 1);
  const auto leave_out = [&](const Value& value) {
    for (std::size_t row = 0; row < domain.size(); ++row) {
      domain[row] = domain[row] != 0 && !is_missing(value, row) ? 1 : 0;
    }
  };
  for (const RCode& code : others) {
    leave_out(column(table, code, environment));
  }
  design::Spec spec;
  if (arguments.has("weights")) {
    const Value given = column(table, arguments.code("weights"), environment);
    leave_out(given);
    std::vector<double> weights = as<Numbers>(given, "weights")->values;
    for (double& weight : weights) {
      weight = std::isnan(weight) ? 1 : weight;  // who takes no part
    }
    table = with_column(*table, number_column(weight_column, weights));
    spec.weight = weight_column;
  }
  if (arguments.has("subset")) {
    const auto kept = as<Numbers>(column(table, arguments.code("subset"), environment), "subset");
    for (std::size_t row = 0; row < domain.size(); ++row) {
      domain[row] = domain[row] != 0 && kept->values.at(row) == 1 ? 1 : 0;
    }
  }
  auto design = std::make_shared<const design::Design>(design::make(spec, *table));
  model::Model fitted = model::fit_regression(model::parse_formula(formula), family, *table, std::move(design), domain,
                                              {.frame = {.of_ordered = model::Contrast::Polynomial}});
  return std::make_shared<Regressed>(table, std::move(fitted));
}

std::vector<std::uint32_t> labels_of(const Value& values, std::span<const std::size_t> rows) {
  std::vector<std::uint32_t> labels;
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(values)) {
    std::map<std::string, std::uint32_t> known;
    for (const std::size_t row : rows) {
      labels.push_back(texts->values.at(row).empty() ? no_label : number_of(known, texts->values[row]));
    }
    return labels;
  }
  std::map<double, std::uint32_t> known;
  const auto numbers = as<Numbers>(values, "labels");
  for (const std::size_t row : rows) {
    const double value = numbers->values.at(row);
    labels.push_back(std::isnan(value) ? no_label : number_of(known, value));
  }
  return labels;
}

std::vector<std::uint32_t> labels_of(const Value& values) {
  const auto texts = std::dynamic_pointer_cast<const Texts>(values);
  std::vector<std::size_t> rows(texts ? texts->values.size() : as<Numbers>(values, "labels")->values.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row] = row;
  }
  return labels_of(values, rows);
}

Json estimates_json(const std::vector<std::string>& names, const Eigen::VectorXd& coefficients,
                    const Eigen::VectorXd& se, const Eigen::VectorXd& df, double alpha) {
  Json json;
  for (Eigen::Index j = 0; j < coefficients.size(); ++j) {
    const std::string& name = names[static_cast<std::size_t>(j)];
    const double reach = se[j] * num::t_quantile(1 - alpha / 2, df[j]).value_or(missing);
    json["coef"][name] = coefficients[j];
    json["se"][name] = number_json(se[j]);
    json["df"][name] = number_json(df[j]);
    json["p"][name] = number_json(num::t_two_sided(coefficients[j] / se[j], df[j]).value_or(missing));
    json["lo"][name] = number_json(coefficients[j] - reach);
    json["hi"][name] = number_json(coefficients[j] + reach);
  }
  return json;
}

model::Family family_of(const Arguments& arguments) {
  if (!arguments.has("family")) {
    return model::family_named("gaussian");
  }
  const RCode& code = arguments.code("family");
  std::string link;
  for (const auto& [name, value] : code.arguments) {
    link = value.text;
  }
  return model::family_named(code.text, link);
}

}  // namespace kith::oracles
