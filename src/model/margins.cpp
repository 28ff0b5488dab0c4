#include "model/margins.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "design/statistic.h"
#include "model/glm.h"
#include "model/influence.h"
#include "num/sum.h"

namespace kith::model {

double Margins::contrast(std::size_t value) const {
  return means[static_cast<Eigen::Index>(value)] - means[0];
}

double Margins::contrast_se(std::size_t value) const {
  const auto k = static_cast<Eigen::Index>(value);
  return std::sqrt(std::max(0.0, covariance(k, k) + covariance(0, 0) - 2 * covariance(k, 0)));
}

namespace {

// The column with one answer in every row.
data::Column everybody(const data::Column& column, const std::string& value) {
  const std::size_t rows = column.size();
  if (column.kind() == data::Kind::Categorical) {
    const std::optional<std::size_t> option = column.option(value);
    if (!option || column.options()[*option].missing != data::Missing::None) {
      throw Error({"bad-margin", fmt::format("`{}` has no answer `{}`", column.name, value), {}, ""});
    }
    data::Column result = data::Column::categorical(
        column.name, column.options(), std::vector<std::uint8_t>(rows, static_cast<std::uint8_t>(*option)));
    result.ordered = column.ordered;
    return result;
  }
  if (column.kind() == data::Kind::Text) {
    return data::Column::text(column.name, std::vector<std::string>(rows, value));
  }
  double number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  if (read.ec != std::errc() || read.ptr != value.data() + value.size()) {
    throw Error({"bad-margin", fmt::format("`{}` is not a number, as `{}` has", value, column.name), {}, ""});
  }
  return data::Column::number(column.name, std::vector<double>(rows, number));
}

// The answers that somebody gave.
std::vector<std::string> given_answers(const Model& model, const data::Column& column) {
  if (column.kind() == data::Kind::Number) {
    throw Error({"bad-margin",
                 fmt::format("`{}` has many values; say at which it is to be held", column.name),
                 {},
                 fmt::format("{}=20,40,60", column.name)});
  }
  std::vector<std::string> answers;
  if (column.kind() == data::Kind::Categorical) {
    std::vector<std::uint8_t> seen(column.options().size());
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (model.weights[row] > 0 && column.missing_at(row) == data::Missing::None) {
        seen[column.codes()[row]] = 1;
      }
    }
    for (std::size_t o = 0; o < seen.size(); ++o) {
      if (seen[o] != 0) {
        answers.push_back(column.options()[o].label);
      }
    }
    return answers;
  }
  std::set<std::string> texts;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (model.weights[row] > 0) {
      texts.insert(column.label_at(row));
    }
  }
  return {texts.begin(), texts.end()};
}

// Means mu(a) and slopes of every row that takes part, were its answer `a`.
struct Counterfactual {
  std::shared_ptr<Frame> frame;
  std::shared_ptr<ModelMatrix> matrix;
};

Counterfactual counterfactual(const Model& model, const data::Table& table, const std::string& variable,
                              const std::string& value) {
  data::Table changed;
  for (const RNode& node : model.frame->formula.variables) {
    for (const std::string& name : names_in(node)) {
      if (changed.find(name) == nullptr && table.find(name) != nullptr) {
        changed.add(name == variable ? everybody(table.column(name), value) : table.column(name));
      }
    }
  }
  for (const RNode& node : model.frame->formula.offsets) {
    for (const std::string& name : names_in(node)) {
      if (changed.find(name) == nullptr && table.find(name) != nullptr) {
        changed.add(name == variable ? everybody(table.column(name), value) : table.column(name));
      }
    }
  }
  Counterfactual result{std::make_shared<Frame>(frame_like(*model.frame, changed)), nullptr};
  // Variables refer to columns of `changed`, which goes: they get numbers of their own.
  for (Variable& each : result.frame->variables) {
    if (!each.numbers.empty() && each.own == nullptr) {
      auto own = std::make_shared<std::vector<double>>(each.numbers.begin(), each.numbers.end());
      each.numbers = *own;
      each.own = std::move(own);
    }
  }
  result.frame->present = model.frame->present;
  result.matrix = std::make_shared<ModelMatrix>(*result.frame);
  return result;
}

Eigen::VectorXd means_at(const Model& model, const std::vector<Counterfactual>& worlds, const Eigen::VectorXd& beta,
                         std::span<const double> weights) {
  const Family family = model.glm.value_or(Family{});
  Eigen::VectorXd means(static_cast<Eigen::Index>(worlds.size()));
  for (std::size_t a = 0; a < worlds.size(); ++a) {
    const std::vector<double> eta = linear_predictors(*worlds[a].matrix, beta, worlds[a].frame->offset);
    num::Sum sum;
    num::Sum weight;
    for (std::size_t row = 0; row < eta.size(); ++row) {
      if (model.frame->present[row] != 0 && weights[row] > 0) {
        sum += weights[row] * family.mean(eta[row]);
        weight += weights[row];
      }
    }
    means[static_cast<Eigen::Index>(a)] = sum.value() / weight.value();
  }
  return means;
}

Eigen::MatrixXd margin_influences(const Model& model, const std::vector<Counterfactual>& worlds,
                                  const Eigen::VectorXd& means) {
  constexpr std::size_t block = ModelMatrix::block;
  const Family family = model.glm.value_or(Family{});
  const std::size_t rows = model.weights.size();
  const double total = model.total_weight();
  const auto columns = static_cast<Eigen::Index>(model.matrix->columns());
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(rows), means.size());
  Eigen::MatrixXd slopes = Eigen::MatrixXd::Zero(columns, means.size());
  for (std::size_t a = 0; a < worlds.size(); ++a) {
    const auto k = static_cast<Eigen::Index>(a);
    const std::vector<double> eta = linear_predictors(*worlds[a].matrix, model.coefficients, worlds[a].frame->offset);
    Eigen::MatrixXd x(block, columns);
    Eigen::VectorXd each(block);
    for (std::size_t at = 0; at < rows; at += block) {
      const std::size_t count = std::min(block, rows - at);
      worlds[a].matrix->fill(at, 1, count, x);
      for (std::size_t i = 0; i < count; ++i) {
        const double w = model.weights[at + i];
        each[static_cast<Eigen::Index>(i)] = w > 0 ? w * family.slope(eta[at + i]) / total : 0.0;
        result(static_cast<Eigen::Index>(at + i), k) = w > 0 ? w * (family.mean(eta[at + i]) - means[k]) / total : 0.0;
      }
      const auto n = static_cast<Eigen::Index>(count);
      slopes.col(k).noalias() += x.topRows(n).transpose() * each.head(n);
    }
  }
  result.noalias() += influences(model) * slopes;
  return result;
}

}  // namespace

Margins margins(const Model& model, const data::Table& table, std::string_view asked) {
  if (!model.glm) {
    throw Error({"bad-margin", "margins are for regressions, not for cumulative models", {}, ""});
  }
  const std::size_t equals = asked.find('=');
  Margins result{
      .variable = std::string(text::trim(asked.substr(0, equals))), .values = {}, .means = {}, .covariance = {}};
  const std::vector<std::string> columns = model.frame->formula.columns();
  if (std::find(columns.begin(), columns.end(), result.variable) == columns.end()) {
    throw Error({"bad-margin",
                 fmt::format("`{}` is not in the formula {}", result.variable, model.frame->formula.text),
                 {},
                 fmt::format("one of: {}", text::join(columns, ", "))});
  }
  const data::Column& column = table.column(result.variable);
  if (equals == std::string_view::npos) {
    result.values = given_answers(model, column);
  } else {
    std::string_view rest = asked.substr(equals + 1);
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      result.values.emplace_back(text::trim(rest.substr(0, comma)));
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
  }
  std::vector<Counterfactual> worlds;
  worlds.reserve(result.values.size());
  for (const std::string& value : result.values) {
    worlds.push_back(counterfactual(model, table, result.variable, value));
  }
  if (worlds.empty()) {
    throw Error({"bad-margin", fmt::format("no value of `{}` to hold it at", result.variable), {}, ""});
  }
  result.means = means_at(model, worlds, model.coefficients, model.weights);
  std::vector<std::uint8_t> present(model.weights.size());
  for (std::size_t row = 0; row < present.size(); ++row) {
    present[row] = model.weights[row] > 0 ? 1 : 0;
  }
  design::Estimate estimate = design::estimate(
      *model.design, {.at =
                          [&](std::span<const double> weights) {
                            const bool own = weights.data() == model.design->weights().data();
                            return means_at(model, worlds, own ? model.coefficients : refit(model, weights), weights);
                          },
                      .influences = [&] { return margin_influences(model, worlds, result.means); },
                      .present = present});
  result.covariance = std::move(estimate.covariance);
  result.known = estimate.known;
  result.df = model.df_residual;
  return result;
}

}  // namespace kith::model
