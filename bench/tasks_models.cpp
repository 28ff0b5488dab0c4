// A logistic regression on the design.
#include <cmath>

#include <fmt/format.h>

#include "model/analysis.h"
#include "task.h"

namespace kith::bench {

namespace {

Numbers logistic(const data::Table& table) {
  const model::Analysis analysis = model::analyse(
      table, {.formula = "b1 ~ age + log(income) + b2 + b3 + b4 + b5 + b6 + factor(g2) + factor(g3) + factor(g5)",
              .family = "quasibinomial",
              .design = clustered()});
  Numbers numbers;
  for (std::size_t j = 0; j < analysis.model.names.size(); ++j) {
    numbers[analysis.model.names[j] + "|value"] = analysis.model.coefficients[static_cast<Eigen::Index>(j)];
    numbers[analysis.model.names[j] + "|se"] = analysis.model.se(j);
  }
  return numbers;
}

}  // namespace

std::vector<Task> tasks_of_models() {
  return {{"logistic", "logistic regression with 10 covariates", 15, 8 + 4 + 4 + 8 + 8 + 6 + 3, 1e-8, logistic}};
}

}  // namespace kith::bench
