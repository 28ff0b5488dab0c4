#include "model/profile.h"

#include <algorithm>
#include <cmath>

#include "base/problem.h"
#include "model/glm.h"
#include "num/distribution.h"
#include "num/root.h"
#include "num/sum.h"

namespace kith::model {

namespace {

// The least deviance with one coefficient held.
class Profile {
 public:
  Profile(const Model& model, const Family& family, std::size_t coefficient)
      : model_(model),
        family_(family),
        held_(model.columns[coefficient]),
        aliased_(model.aliased),
        column_(model.weights.size()) {
    aliased_[held_] = 1;
    model.matrix->fill_column(held_, 0, 1, column_.size(), column_.data());
    start_.assign(model.coefficients.begin(), model.coefficients.end());
    start_[held_] = 0;
  }

  double deviance(double value) {
    std::vector<double> offset = model_.frame->offset;
    offset.resize(column_.size(), 0.0);
    for (std::size_t row = 0; row < offset.size(); ++row) {
      offset[row] += value * column_[row];
    }
    if (std::ranges::count(aliased_, std::uint8_t{0}) == 0) {
      return deviance_of(offset);
    }
    const GlmFit fit = fit_glm({*model_.matrix, model_.response, model_.weights, offset, family_},
                               {.start = start_, .aliased = aliased_});
    start_.assign(fit.coefficients.begin(), fit.coefficients.end());
    return fit.deviance;
  }

 private:
  // Of predictors that leave nothing to be fitted.
  double deviance_of(const std::vector<double>& predictors) const {
    num::Sum sum;
    for (std::size_t row = 0; row < predictors.size(); ++row) {
      if (model_.weights[row] > 0) {
        sum += model_.weights[row] * family_.deviance(model_.response[row], family_.mean(predictors[row]));
      }
    }
    return sum.value();
  }

  const Model& model_;
  Family family_;
  std::size_t held_;
  std::vector<std::uint8_t> aliased_;
  std::vector<double> column_;
  std::vector<double> start_;
};

// Where the deviance passes `most`, in one direction from the estimate.
std::optional<double> passes(Profile& profile, double estimate, double step, double most) {
  constexpr int most_steps = 100;
  constexpr double closeness = 1e-10;
  double inside = estimate;
  for (int i = 1; i <= most_steps; ++i) {
    const double at = estimate + i * step;
    if (profile.deviance(at) > most) {
      return num::root([&](double value) { return profile.deviance(value) - most; }, inside, at,
                       closeness * std::fabs(step));
    }
    inside = at;
  }
  return std::nullopt;
}

}  // namespace

ProfileLimits profile_limits(const Model& model, std::size_t coefficient, double rise) {
  if (!model.glm || model.penalised || model.aliased[coefficient] != 0) {
    throw Error({"no-profile",
                 "limits by likelihood are for coefficients of regressions that no penalty was needed for",
                 {},
                 ""});
  }
  Profile profile(model, *model.glm, coefficient);
  const auto j = static_cast<Eigen::Index>(coefficient);
  const double estimate = model.coefficients[j];
  const double most = model.deviance + rise;
  // Where the deviance is a parabola, the limit is rise V0 away.
  const double step = std::sqrt(rise * model.naive(j, j)) / 2;
  return {passes(profile, estimate, -step, most), passes(profile, estimate, step, most)};
}

std::optional<double> allowed_rise(const Model& model, std::size_t coefficient, double level,
                                   std::optional<double> df) {
  const auto t = num::t_quantile(0.5 + level / 2, df.value_or(model.df_residual));
  const auto j = static_cast<Eigen::Index>(coefficient);
  return t ? std::optional(*t * *t * model.covariance(j, j) / model.naive(j, j)) : std::nullopt;
}

}  // namespace kith::model
