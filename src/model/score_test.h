// Score tests of terms that a fitted regression does not have (Rao, Scott and Skinner 1998, "Quasi-score tests with
// survey data", Statistica Sinica 8; R: svyscoretest): would they be 0 if they were added? The larger model is never
// fitted.
//
// With U = sum of w x (y - mu) mu'/V over the larger model's columns at the fitted coefficients, and I the expected
// information, the part of the added columns o that the fitted ones i do not explain is (their equation 3.2)
//
//   S = sum of w u,  u = (x_o - A x_i) (y - mu) mu'/V,  A = I_oi I_ii^-1,
//
// a weighted total with the design's covariance V.
//
//   Pseudoscore   S' V^-1 S / q against F(q, df)
//   Working       S' J^-1 S over the sum of lambda, the eigenvalues of J^-1 V, J = I_oo - A I_io: against a sum of
//                 chi-squared variables weighted by lambda, over chi-squared(df) / df (num/weighted_chi_squared.h)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "model/model.h"
#include "num/weighted_chi_squared.h"

namespace kith::model {

enum class ScoreTestMethod { Pseudoscore, Working };

struct ScoreTestOptions {
  ScoreTestMethod method = ScoreTestMethod::Working;
  num::SumApproximation approximation = num::SumApproximation::Satterthwaite;
  std::optional<double> df = std::nullopt;  // of the denominator; none: those of the residuals
};

struct ScoreTest {
  std::vector<std::string> names;  // of the added columns
  Eigen::VectorXd scores;          // S, in the design's weights
  double statistic = 0;
  std::size_t df1 = 0;
  double df2 = 0;
  std::optional<double> p;     // none without degrees of freedom
  std::vector<double> lambda;  // Working
};

// `larger`: a formula that has every column of the fitted model's and more. The table is the fitted model's. Throws
// Error ("not-nested"; "different-rows", where somebody has not answered the added terms; "singular-covariance").
ScoreTest score_test(const Model& fitted, const data::Table& table, const Formula& larger,
                     const ScoreTestOptions& options = {});

}  // namespace kith::model
