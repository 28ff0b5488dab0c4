// Non-response: those who responded also stand for those who did not, and the latter's weights become 0.
//
// In cells (weighting classes), w = d / (share of the cell's weight that responded). By a model, w = d / p, p the
// propensity to respond from a logistic regression on the auxiliaries, weighted by d: its score equations
// sum of d (r - p) X = 0 have the form of a calibration, p meeting the totals of those who responded, and are solved as
// one (calibration_equation.h).
//
// The record is that of an estimated adjustment (Kim and Kim 2007, equation 10; Sarndal and Lundstrom 2005, section
// 11): with x the influence of those who responded,
//
//   cells   e = x - (w - d) b,        b the mean of x / w in the cell, weighted by w; those who did not respond bring d
//   b model   e = x - d (r - p) X b,    b = (X' diag(d p (1-p)) X)^-1 X' ((1-p) x).
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "design/auxiliaries.h"
#include "design/calibration.h"

namespace kith::design {

// `auxiliaries` is one block of levels, its totals of no account; `responded` is 1 or 0 a row. Throws Error that names
// every cell in which nobody responded.
std::shared_ptr<const Calibration> nonresponse_cells(std::span<const double> weights,
                                                     const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                                     std::span<const std::uint8_t> responded);

// Throws Error with the path where the propensities do not settle (everybody of a level responded, or nobody did).
std::shared_ptr<const Calibration> nonresponse_model(std::span<const double> weights,
                                                     const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                                     std::span<const std::uint8_t> responded);

}  // namespace kith::design
