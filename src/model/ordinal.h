// Cumulative models for ordered answers: P(y <= k) = F(zeta_k - x'b), thresholds zeta_1 < ... < zeta_(K-1) (McCullagh
// 1980). A positive coefficient means higher answers.
//
//   logit     F the logistic (proportional odds)      probit    the normal
//   cloglog   F(q) = exp(-exp(-q))                     cauchit   Cauchy's
//
// These are the distributions of R's svyolr; its "cloglog" is the Gumbel distribution of maxima, the log-log link of
// other books, and is kept so that numbers agree.
//
// The weighted log likelihood is maximised by Newton's method in b and zeta themselves, with its exact second
// derivatives; steps that lower it or put thresholds out of order are halved. The covariance comes from the influences
// on (b, zeta) together, so that the standard errors of later thresholds are those of the thresholds (a fit in terms of
// differences between thresholds needs the delta method for all of them and not for the first alone).
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <Eigen/Core>

#include "model/model.h"

namespace kith::model {

enum class CumulativeLink { Logit, Probit, Cloglog, Cauchit };

// "logit" or "logistic", "probit", "cloglog", "cauchit"; empty: logit. Throws Error ("unknown-link").
CumulativeLink cumulative_link_named(std::string_view name);

// Numbers::LikeR takes second derivatives as R's svyolr does, from differences of the gradient over 0.002 in the
// coefficients, the first threshold and the logarithms of the gaps between thresholds; and cuts F at -100 and 100,
// which for Cauchy's leaves 0.3% at either end.
//
// The coefficients are those of the terms, without an intercept, then the thresholds, named "low|mid" as in R.
Model fit_cumulative(const Formula& formula, CumulativeLink link, const data::Table& table,
                     std::shared_ptr<const design::Design> design, std::span<const std::uint8_t> domain,
                     const FitOptions& options = {});

// With these weights of the rows, of mean 1 over those that take part.
Eigen::VectorXd refit_cumulative(const Model& model, std::span<const double> weights);

// The deviance of the same response, rows and thresholds with the columns of another matrix (the first is the
// intercept, which the thresholds stand for).
double cumulative_deviance(const Model& model, const ModelMatrix& matrix);

// F and its first two derivatives.
struct CumulativePoint {
  double probability = 0;
  double density = 0;
  double slope = 0;
};
CumulativePoint cumulative(CumulativeLink link, double q);

}  // namespace kith::model
