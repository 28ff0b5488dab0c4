// Regressions of a data set, without a design: R's lm and glm, and estimatr's around them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/working.h"
#include "num/cluster_robust.h"
#include "oracles/data.h"
#include "oracles/environment.h"

namespace kith::oracles {

// A regression and the least squares of its last step.
struct Regressed final : Object {
  TablePointer table;
  model::Model model;
  model::WorkingRegression working;
  Coefficients own;  // with the covariance of the model

  Regressed(TablePointer data, model::Model fitted);
  std::string_view kind() const override { return "a regression"; }
  const Coefficients* coefficients() const override { return &own; }
  Json json() const override;

  // With the clusters that a vector of all rows, or of those that take part, tells apart.
  num::Regression regression() const;
  num::Regression regression(const Value& clusters) const;
};

// `formula`, `data`, `weights` and `subset` of a call; rows without a value of `others` (codes over the columns) take
// no part.
std::shared_ptr<const Regressed> regressed(const Arguments& arguments, Environment& environment,
                                           const std::string& formula, const model::Family& family,
                                           const std::vector<RCode>& others = {});

// Numbers that tell equal values apart, 0, 1, ... in their order of appearance. Missing: no_label.
constexpr std::uint32_t no_label = 0xFFFFFFFF;
std::vector<std::uint32_t> labels_of(const Value& values);
std::vector<std::uint32_t> labels_of(const Value& values, std::span<const std::size_t> rows);

// What estimatr gives: coef, se, df, p, lo, hi.
Json estimates_json(const std::vector<std::string>& names, const Eigen::VectorXd& coefficients,
                    const Eigen::VectorXd& se, const Eigen::VectorXd& df, double alpha);

model::Family family_of(const Arguments& arguments);  // family = binomial(link = "probit")

}  // namespace kith::oracles
