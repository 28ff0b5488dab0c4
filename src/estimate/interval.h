// Confidence intervals, each a small function in one list.
//
//   wald        value -+ t se; "mean" is R's name for it.
//   logit       the same on the scale log(p / (1 - p)), carried back: inside (0, 1) (Korn and Graubard 1999, section
//               2.3; R: svyciprop "logit"). With replicates the standard error is that of the replicates' logits.
//   xlogit      logit with the delta method's standard error whatever the design (R: "xlogit").
//   asin        on the scale asin sqrt p (R: "asin").
//   likelihood  all p whose log likelihood ratio, scaled by the design effect, is below t^2 / 2 (Rao and Scott 1984; R:
//               "likelihood"): 2 (p0 log(p0/p) + (1 - p0) log((1 - p0)/(1 - p))) n* <= t^2 m / (n - 1), m the answered
//               share of the weight times all respondents of the domain (n where all answered): R scales weights before
//               it drops who did not answer. Solved exactly, where R reads a spline through a profile.
//   wilson      the score interval (Wilson 1927). From a simple random sample with n respondents, normal points; under
//               a design with the effective sample size n* = p (1 - p) / se^2 in place of n, and t points.
//   beta        Korn and Graubard (1998): Clopper and Pearson's with n* times (t of the sample / t of the design)^2;
//   the
//               sample is, as in R, the domain with those who did not answer.
//   exact       Clopper and Pearson (1934) with n, or under a design with n*.
//
// Shares get wilson from a simple random sample and logit under a design; everything else wald (F2). None of the
// methods for shares shrinks to a point at 0 or 1: where se is 0 and n* is unknown, Kish's effective size stands for
// it, and those that do not exist there (logit, xlogit, asin) give way to wilson.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace kith::estimate {

enum class Scale { Share, Any };

struct Uncertainty {
  double value = 0;
  double se = 0;
  double df = 0;                     // of the domain
  double respondents = 0;            // n, of those who answered
  double asked = 0;                  // of the domain, whether they answered or not; 0: all answered
  double answered_weight = 1;        // share of the domain's weight that answered
  double effective = 0;              // Kish's, for 0 and 1
  bool simple = false;               // a simple random sample, unweighted
  std::optional<double> logit_se{};  // of log(p / (1 - p)), where it is not se / (p (1 - p))
};

struct Limits {
  double low = 0;
  double high = 0;
};

struct IntervalMethod {
  std::string_view name;
  Scale scale = Scale::Any;
  std::string_view meaning;
  // `tail` is (1 - level) / 2. None where the method does not exist: no degrees of freedom, logit at 0 and 1.
  std::optional<Limits> (*limits)(const Uncertainty& of, double tail);
};

std::span<const IntervalMethod> interval_methods();

// Error ("unknown-interval") with the nearest names.
const IntervalMethod& interval_method(std::string_view name);
const IntervalMethod& default_method(Scale scale, bool simple);

// By `method`; a method for shares gives way to wald for anything else.
std::optional<finding::Interval> interval(const Uncertainty& of, Scale scale, const IntervalMethod& method,
                                          double level);

}  // namespace kith::estimate
