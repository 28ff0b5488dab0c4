#include "oracles/fitted.h"

#include "model/profile.h"
#include "num/distribution.h"

namespace kith::oracles {

Fitted::Fitted(std::shared_ptr<const Sample> from, model::Model fitted)
    : sample(std::move(from)), model(std::move(fitted)) {
  own = Coefficients::of(model.names, model.coefficients, model.covariance);
}

Matrix Fitted::limits(double level, std::optional<double> df) const {
  const double t = num::t_quantile(0.5 + level / 2, df.value_or(model.df_residual)).value_or(missing);
  Eigen::MatrixXd limits(own.values.size(), 2);
  limits << own.values - t * own.se, own.values + t * own.se;
  return {own.names, limit_names(level), limits};
}

// R allows the rise of the deviance in units of the dispersion, which Lumley and Scott (2014) do not.
Matrix Fitted::likelihood_limits(double level, std::optional<double> df) const {
  Eigen::MatrixXd limits(own.values.size(), 2);
  for (std::size_t j = 0; j < own.names.size(); ++j) {
    const auto rise = model::allowed_rise(model, j, level, df);
    if (!rise || !model.dispersion) {
      throw RStops("no degrees of freedom");
    }
    const model::ProfileLimits found = model::profile_limits(model, j, *rise * *model.dispersion);
    limits.row(static_cast<Eigen::Index>(j)) << found.low.value_or(missing), found.high.value_or(missing);
  }
  return {own.names, limit_names(level), limits};
}

Json Fitted::named(const Eigen::VectorXd& values, std::size_t first, std::size_t last) const {
  Json json = Json::object();
  for (std::size_t j = first; j < last; ++j) {
    json[own.names[j]] = number_json(values[static_cast<Eigen::Index>(j)]);
  }
  return json;
}

Json Fitted::json() const {
  const std::size_t all = own.names.size();
  const std::size_t slopes = all - model.thresholds;
  Json json{{"coef", named(own.values, 0, slopes)},
            {"se", named(own.se, 0, all)},
            {"vcov", matrix_json(own.names, own.names, own.covariance)},
            {"deviance", number_json(model.deviance)},
            {"df_residual", number_json(model.df_residual)},
            {"converged", model.converged}};
  if (model.thresholds > 0) {
    json["zeta"] = named(own.values, slopes, all);
    json["refined"] = json;
    return json;
  }
  const Eigen::VectorXd t = own.values.cwiseQuotient(own.se);
  Eigen::VectorXd p(t.size());
  for (Eigen::Index j = 0; j < t.size(); ++j) {
    p[j] = num::t_two_sided(t[j], model.df_residual).value_or(missing);
  }
  Eigen::MatrixXd summary(t.size(), 4);
  summary << own.values, own.se, t, p;
  json["summary"] = matrix_json(own.names, {"Estimate", "Std. Error", "t value", "Pr(>|t|)"}, summary);
  json["t"] = named(t, 0, all);
  json["p_value"] = named(p, 0, all);
  json["ci95_t"] = limits(0.95, std::nullopt).json();
  json["dispersion"] = number_json(model.dispersion.value_or(missing));
  json["null_deviance"] = number_json(model.null_deviance.value_or(missing));
  json["n"] = model.frame->complete;
  return json;
}

}  // namespace kith::oracles
