// Where the correction for few clusters enters: which quotients a number is made of, and their totals per cluster.
#include "estimate/joint.h"
#include "estimate/state.h"

namespace kith::estimate {

namespace {

using Origin = Estimates::State::Origin;

bool wanted(const design::Design& design) {
  return design.spec().small_sample == design::SmallSample::Cr2 && design.has_clusters() &&
         design.replicates() == nullptr && design.calibrations().empty();
}

std::vector<design::GroupTotal> totals_of(const Estimates::State& state, const Origin& origin) {
  const design::Statistic statistic = joint(state, {origin});
  const Eigen::MatrixXd influences = statistic.influences();
  return state.design.totals({influences.data(), static_cast<std::size_t>(influences.rows())}, statistic.present);
}

// False where a part is no quotient of totals.
bool add_quotients(const Estimates::State& state, const Origin& origin, double slope,
                   std::vector<design::Quotient>& quotients) {
  for (std::size_t k = 0; k < origin.parts.size(); ++k) {
    if (!add_quotients(state, origin.parts[k], slope * origin.slopes[k], quotients)) {
      return false;
    }
  }
  if (!origin.parts.empty()) {
    return true;
  }
  const std::optional<std::size_t> denominator = state.measures[origin.measure].figures[origin.figure].denominator;
  if (!denominator) {
    return false;
  }
  Origin size = origin;
  size.gradient.assign(origin.gradient.size(), 0);
  size.gradient[*denominator] = 1;
  quotients.push_back({slope, totals_of(state, origin), totals_of(state, size)});
  return true;
}

}  // namespace

void correct_small_sample(Spread& spread, const design::Design& design, std::span<const design::Quotient> quotients) {
  if (!wanted(design) || !spread.variance) {
    return;
  }
  // Of a single cluster nothing is left over but the noise of the arithmetic.
  const bool lone = spread.degrees.clusters < 2;
  const auto corrected = quotients.empty() || lone ? std::nullopt : design::small_sample_variance(design, quotients);
  if (!corrected) {
    spread.uncorrected = true;
    return;
  }
  spread.variance = corrected->variance;
  spread.df = corrected->df;
}

Spread joint_spread(const Estimates::State& state, const Origin& origin, const design::Statistic& statistic,
                    const Eigen::VectorXd& slopes) {
  Spread result = spread(state.design, statistic, slopes);
  if (wanted(state.design)) {
    std::vector<design::Quotient> quotients;
    if (!add_quotients(state, origin, 1, quotients)) {
      quotients.clear();
    }
    correct_small_sample(result, state.design, quotients);
  }
  return result;
}

}  // namespace kith::estimate
