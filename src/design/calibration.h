// What calibrating the weights to known totals leaves for every variance that follows.
//
// A calibrated weight is itself an estimate: where the auxiliary totals are known, the part of an outcome that they
// explain no longer varies from sample to sample. So the influences of the respondents are freed of that part before
// they are added up (Deville and Sarndal 1992, equation 3.4; Lumley 2010, section 7.2): from each influence per unit of
// weight the regression on the auxiliaries is taken away, and what remains is weighted again. A variance that does not
// know of the calibration is too large, or too small, by as much as the auxiliaries explain.
//
// Where weights went through several steps, the chain rule takes the last one first: its residuals are the influences
// on what the step before has left.
//
// Replicate weights take the other road (replicate first, then calibrate): each replicate is calibrated again, and the
// replicates differ by what is left.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

namespace kith::design {

struct Projection;

class Calibration {
 public:
  virtual ~Calibration() = default;

  // The calibrated weight of each row.
  virtual std::span<const double> weights() const = 0;
  // Takes away what the auxiliaries explain, in place. `influences` is rows x values with the weights of the design
  // included, 0 for rows outside a domain; a row outside may be other than 0 afterwards.
  virtual void remove(Eigen::Ref<Eigen::MatrixXd> influences) const = 0;
  // The same calibration of other weights of the same rows. Throws Error as the first one did.
  virtual std::vector<double> again(std::span<const double> weights) const = 0;
  // "raking to sex, region": for the reader.
  virtual std::string text() const = 0;
  // What `remove` does as a linear map (design/adjustment.h), for whoever works on sums instead of rows; none: nothing.
  virtual const Projection* projection() const = 0;
};

}  // namespace kith::design
