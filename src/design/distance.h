// How far a calibrated weight may go from the one before, as the factor that a respondent gets from u = x'lambda.
//
// A calibration minimises a distance between the weights subject to the totals; its solution multiplies each weight by
// F(u), F the inverse of the distance's derivative (Deville and Sarndal 1992, section 2, table 1):
//
//   linear       F = 1 + u, cut off at the bounds       least squares (the regression estimator, GREG)
//   exponential  F = exp(u), cut off at the bounds      raking; entropy balancing
//   logit        F = (L (U-1) + U (1-L) e^(Au)) / (U-1 + (1-L) e^(Au)),  A = (U-L) / ((1-L)(U-1)); strictly between
//   response     F = 1 / (1 + e^-u)                     not a calibration but the score of a logistic regression: the
//                                                       propensities that meet the totals of those who responded
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

namespace kith::design {

struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

class Factor {
 public:
  Factor() = default;
  Factor(const Factor&) = delete;
  Factor& operator=(const Factor&) = delete;
  Factor(Factor&&) = delete;
  Factor& operator=(Factor&&) = delete;
  virtual ~Factor() = default;

  virtual double at(double u, std::size_t cell) const = 0;
  virtual double slope(double u, std::size_t cell) const = 0;  // the derivative by u
};

// `bounds` is one for all cells, or one a cell.
std::unique_ptr<Factor> linear_factor(std::vector<Bounds> bounds);
std::unique_ptr<Factor> exponential_factor(std::vector<Bounds> bounds);
std::unique_ptr<Factor> logit_factor(std::vector<Bounds> bounds);  // low < 1 < high
std::unique_ptr<Factor> response_factor();

}  // namespace kith::design
