// Quantiles with their intervals, under any design.
//
// A quantile is where the weighted share of answers at or below reaches p. Its interval is Woodruff's (1952): the
// interval of that share, whose uncertainty any design gives, carried back through the same rule that made the quantile
// (never another one: an interval by one rule about a quantile by another need not contain it). The standard error is
// the interval's length over 2 t.
//
//   mean     share -+ t se                      (R: svyquantile, interval.type, the default there and here)
//   beta     Korn and Graubard (1998)
//   xlogit   on the scale log(F / (1 - F))
//   asin     on the scale asin sqrt F
//   score    the thresholds at which the score test of p just fails (Binder 1991; Francisco and Fuller 1991); as in R
//            the unweighted share of answers below each is carried back
//   quantile replicate designs: t times the standard error of the quantiles of the replicates
//
// A limit that lies outside [0, 1] has no quantile, so there is no interval; a note says so.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "estimate/interval.h"
#include "estimate/ranks.h"
#include "estimate/state.h"

namespace kith::estimate {

struct QuantileAsked {
  const QuantileRule* rule = nullptr;
  std::string interval;  // one of quantile_intervals()
};

std::span<const std::string_view> quantile_intervals();
// The rule and the interval that a request names, or their defaults. Error with the nearest names.
QuantileAsked quantile_asked(const Request& request);

struct QuantileAnswer {
  double value = 0;
  Spread share;               // how uncertain the share below the quantile is
  std::optional<double> se;   // of the quantile
  std::optional<double> low;  // either may be missing
  std::optional<double> high;
  std::optional<double> low_share;  // what was carried back to give them
  std::optional<double> high_share;
  // What a change of the share below does to the quantile: minus the ratio of the two standard errors, which stands for
  // one over the density, so that influences times it add up to the standard error above. None without one.
  std::optional<double> slope;
};

// Of figure `figure` of a quantile measure in one domain with at least one answer.
QuantileAnswer quantile(const Estimates::State& state, const Ranks& ranks, const Estimates::State::Origin& origin);
// Of the share of the answers at or below a threshold.
Spread spread_below(const Estimates::State& state, const Ranks& ranks, const Estimates::State::Origin& origin,
                    double threshold);
// Where the score test of p, (p - share at or below) / its standard error, reaches `limit`; none where it does not.
std::optional<double> score_threshold(const Estimates::State& state, const Ranks& ranks,
                                      const Estimates::State::Origin& origin, double p, double limit);

}  // namespace kith::estimate
