// Calibration: weights as near as possible to those before, by a distance, that meet known totals of any auxiliaries.
//
// w = d F(x'lambda / s2), lambda from the calibration equations (Deville and Sarndal 1992; distance.h has the F). The
// linear distance without bounds is the generalised regression estimator. With z = x / g the influence per factor,
// g = w / d, the record is the residual of the regression on the auxiliaries, weighted again:
//
//   e = x - w X b,   b = (X' D X)^-1 X' (x / (g s2)),   D = diag(d / s2),
//
// which is first-order right for every distance (Deville and Sarndal 1992, result 5); s2 counts as 1 for the others
// than linear without bounds, as in R survey.
//
// Bounds are on the factor g. Where every total is more than 20 times what the weights give, the weights are first
// multiplied by the mean of these ratios, and bounds are about factors from there (both as R survey). Bounds on weights
// hold the weights that come out; where none of those that go in lies between them, the weights are multiplied
// likewise.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "design/auxiliaries.h"
#include "design/calibration.h"
#include "design/calibration_equation.h"
#include "design/distance.h"
#include "design/weighting_choices.h"

namespace kith::design {

enum class Distance { Linear, Raking, Logit };

struct CalibrateOptions {
  Distance distance = Distance::Linear;
  std::optional<Bounds> bounds{};  // Logit needs both, low < 1 < high
  BoundsOn bounds_on = BoundsOn::Factor;
  // Factors outside are set to the nearer limit once they are found, and what that takes or gives is spread over the
  // others in proportion to their weights, so the totals are met no longer.
  std::optional<Bounds> trim{};
  std::vector<double> variance{};         // s2, of each row; empty: 1
  std::vector<std::uint32_t> together{};  // group of each row, all of which get one factor; empty: each its own
  EquationOptions equation{};
  Unmet unmet = Unmet::Refuse;
};

// Throws Error: bounds that cannot be, a total that cannot be met (by name, with the path), and weights below 0, which
// a linear distance without bounds can give and no sample can have.
std::shared_ptr<const Calibration> calibrate(std::span<const double> weights,
                                             std::shared_ptr<const Auxiliaries> auxiliaries,
                                             const CalibrateOptions& options = {});

}  // namespace kith::design
