// What svyglm and svyolr answer with: a model under a design.
#pragma once

#include <memory>
#include <string>

#include "model/model.h"
#include "oracles/sample.h"

namespace kith::oracles {

struct Fitted final : Object {
  std::shared_ptr<const Sample> sample;
  model::Model model;
  Coefficients own;

  Fitted(std::shared_ptr<const Sample> from, model::Model fitted);
  std::string_view kind() const override { return "a model"; }
  const Coefficients* coefficients() const override { return &own; }
  Matrix limits(double level, std::optional<double> df) const override;
  Matrix likelihood_limits(double level, std::optional<double> df) const;
  Json json() const override;

 private:
  Json named(const Eigen::VectorXd& values, std::size_t first, std::size_t last) const;
};

}  // namespace kith::oracles
