// The covariance of several estimates from their influences, under whatever design.
//
// A variance is a quadratic form of the influences, so the rule for one number (variance.cpp) gives every covariance:
//
//   cov(a, b) = sd_a sd_b (V(a/sd_a + b/sd_b) - V(a/sd_a - b/sd_b)) / 4,
//
// each number first brought to a standard error of 1, so that nothing cancels where one is a million times the other.
// The commonest sample, one stage of clusters, has all its covariances from one product of matrices. Influences are
// added up per group of the design once; any linear combination of them costs groups, not respondents.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "design/design.h"

namespace kith::design {

class GroupInfluences {
 public:
  // `influences` is rows x numbers, weights included, as an estimator has them: what calibrations explain is taken away
  // here. Rows that are not present must hold 0.
  GroupInfluences(const Design& design, Eigen::MatrixXd influences, std::span<const std::uint8_t> present);
  // The same from sums that were made elsewhere, for a design without calibrations: `parts` say who is present,
  // ascending by group; `totals` is parts x numbers; `spreads`, where every respondent is a unit, is of each part the
  // sum of squares and products about the mean of all that the group drew.
  GroupInfluences(std::vector<GroupTotal> parts, Eigen::MatrixXd totals, std::vector<Eigen::MatrixXd> spreads);

  std::size_t size() const { return static_cast<std::size_t>(totals_.cols()); }  // numbers
  std::span<const GroupTotal> parts() const { return parts_; }  // who is present; the sums are along a direction
  const Eigen::MatrixXd& totals() const { return totals_; }     // parts x numbers
  // Of direction . influences, for Design::variance; groups without anyone present are left out.
  std::vector<GroupTotal> along(const Eigen::VectorXd& direction) const;
  // Groups of the domain by who is present, for the degrees of freedom.
  std::vector<GroupTotal> present() const;

 private:
  std::vector<GroupTotal> parts_;         // group and present; the sums are along a direction
  std::vector<std::int64_t> domain_;      // respondents present, of each part, before calibration spread the influences
  Eigen::MatrixXd totals_;                // parts x numbers
  std::vector<Eigen::MatrixXd> spreads_;  // Finest::Respondent: of each part, numbers x numbers
};

struct Covariance {
  Eigen::MatrixXd matrix;           // rows and columns of 0 for a number that is known exactly
  bool known = true;                // false: no stratum has a variance (Variance::value)
  std::vector<std::string> lonely;  // as in Variance
};

// Throws Error as Design::variance does. Cost: pairs of numbers x groups, or less.
Covariance covariance(const Design& design, const GroupInfluences& influences);

}  // namespace kith::design
