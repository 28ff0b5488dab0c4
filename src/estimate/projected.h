// Standard errors under calibrated weights from sums, in one pass over the rows for all figures of a measure in all
// domains of a breakdown.
//
// The influences of a figure are combinations of the measure's components, so the sums that a calibration's record asks
// for (design/projections.h) are kept by domain and component. Where every respondent is a unit, the squares of the
// residuals are added up over the domain's own rows, and the rest of the stratum follows from the sums.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "design/projections.h"
#include "estimate/state.h"

namespace kith::estimate {

class Projected {
 public:
  // Both must outlive it.
  Projected(const Estimates::State& state, const design::Projections& projections, std::size_t measure,
            std::size_t breakdown);

  // `parts` are the influences by group before anything is taken away (Totals::parts).
  Spread spread(std::size_t domain, std::span<const double> gradient,
                const std::vector<design::GroupTotal>& parts) const;

 private:
  std::vector<design::GroupTotal> residuals(std::size_t domain, std::span<const double> gradient,
                                            const std::vector<design::GroupTotal>& parts) const;
  void add_spreads(std::size_t domain, std::span<const double> gradient, const Eigen::VectorXd& coefficients,
                   std::vector<design::GroupTotal>& residuals) const;

  const Estimates::State& state_;
  const design::Projections& projections_;
  std::size_t components_;
  std::vector<double> sums_;                              // domain x component x auxiliary
  std::vector<std::vector<std::uint32_t>> rows_;          // Finest::Respondent: of each domain, who answered
  std::vector<std::vector<double>> weighted_components_;  // of each domain: those rows x components
};

}  // namespace kith::estimate
