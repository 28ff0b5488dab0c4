#include "estimate/interval.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "base/problem.h"
#include "base/text.h"
#include "num/distribution.h"
#include "num/root.h"

namespace kith::estimate {

namespace {

std::optional<Limits> wald(const Uncertainty& of, double tail) {
  const auto t = num::t_quantile(1 - tail, of.df);
  return t ? std::optional(Limits{of.value - *t * of.se, of.value + *t * of.se}) : std::nullopt;
}

bool is_inside(double share) {
  return share > 0 && share < 1;
}

std::optional<Limits> on_logit_scale(double p, double se, double df, double tail) {
  const auto t = num::t_quantile(1 - tail, df);
  if (!t || !is_inside(p)) {
    return std::nullopt;
  }
  const auto back = [](double x) { return 1 / (1 + std::exp(-x)); };
  const double centre = std::log(p / (1 - p));
  return Limits{back(centre - *t * se), back(centre + *t * se)};
}

double delta_logit_se(const Uncertainty& of) {
  return of.se / (of.value * (1 - of.value));
}

std::optional<Limits> logit(const Uncertainty& of, double tail) {
  return on_logit_scale(of.value, of.logit_se.value_or(delta_logit_se(of)), of.df, tail);
}

std::optional<Limits> xlogit(const Uncertainty& of, double tail) {
  return on_logit_scale(of.value, delta_logit_se(of), of.df, tail);
}

std::optional<Limits> arcsine(const Uncertainty& of, double tail) {
  const auto t = num::t_quantile(1 - tail, of.df);
  if (!t || !is_inside(of.value)) {
    return std::nullopt;
  }
  const double centre = std::asin(std::sqrt(of.value));
  const double reach = *t * of.se / (2 * std::sqrt(of.value * (1 - of.value)));
  const auto back = [](double x) { return std::sin(x) * std::sin(x); };
  return Limits{back(centre - reach), back(centre + reach)};
}

// n* = p (1 - p) / se^2; infinite for a share that is known exactly.
double effective_size(const Uncertainty& of) {
  if (of.simple) {
    return of.respondents;
  }
  const bool end = of.value <= 0 || of.value >= 1;
  if (of.se > 0 && !end) {
    return of.value * (1 - of.value) / (of.se * of.se);
  }
  return end ? of.effective : std::numeric_limits<double>::infinity();
}

std::optional<Limits> wilson(const Uncertainty& of, double tail) {
  const auto z = of.simple ? num::normal_quantile(1 - tail) : num::t_quantile(1 - tail, of.df);
  const double n = effective_size(of);
  if (!z || n <= 0) {
    return std::nullopt;
  }
  const double p = of.value;
  const double z2n = *z * *z / n;
  const double centre = (p + z2n / 2) / (1 + z2n);
  const double reach = *z / (1 + z2n) * std::sqrt((p * (1 - p) + z2n / 4) / n);
  return Limits{p <= 0 ? 0 : std::max(0.0, centre - reach), p >= 1 ? 1 : std::min(1.0, centre + reach)};
}

std::optional<Limits> clopper_pearson(double p, double n, double tail) {
  if (std::isinf(n)) {
    return Limits{p, p};
  }
  const double with = std::clamp(n * p, 0.0, n);
  const double without = p >= 1 ? 0 : n - with;
  const auto low = num::beta_quantile(tail, with, without + 1);
  const auto high = num::beta_quantile(1 - tail, with + 1, without);
  return low && high ? std::optional(Limits{*low, *high}) : std::nullopt;
}

double asked(const Uncertainty& of) {
  return of.asked > 0 ? of.asked : of.respondents;
}

std::optional<Limits> exact(const Uncertainty& of, double tail) {
  return of.simple || of.df > 0 ? clopper_pearson(of.value, effective_size(of), tail) : std::nullopt;
}

std::optional<Limits> beta(const Uncertainty& of, double tail) {
  const auto sample = num::t_quantile(tail, asked(of) - 1);
  const auto design = num::t_quantile(tail, of.df);
  if (!sample || !design) {
    return std::nullopt;
  }
  const double ratio = *sample / *design;
  return clopper_pearson(of.value, effective_size(of) * ratio * ratio, tail);
}

// Twice the log likelihood ratio of one respondent, share p observed, against q.
double deviance(double p, double q) {
  const auto term = [](double share, double other) { return share > 0 ? share * std::log(share / other) : 0; };
  return 2 * (term(p, q) + term(1 - p, 1 - q));
}

std::optional<Limits> likelihood(const Uncertainty& of, double tail) {
  const auto t = num::t_quantile(1 - tail, of.df);
  const double p = of.value;
  const double n = of.logit_se && is_inside(p) ? 1 / (p * (1 - p) * *of.logit_se * *of.logit_se) : effective_size(of);
  if (!t || !(n > 0) || of.respondents <= 1) {
    return std::nullopt;
  }
  if (std::isinf(n)) {
    return Limits{p, p};
  }
  const double most = *t * *t * asked(of) * of.answered_weight / (of.respondents - 1) / n;
  const auto excess = [&](double q) { return deviance(p, q) - most; };
  constexpr double edge = 1e-15;
  return Limits{p <= 0 ? 0 : num::root(excess, std::min(edge, p / 2), p).value_or(0),
                p >= 1 ? 1 : num::root(excess, p, 1 - edge).value_or(1)};
}

constexpr std::array methods{
    IntervalMethod{"wald", Scale::Any, "value -+ t standard errors", wald},
    IntervalMethod{"mean", Scale::Any, "another name of wald", wald},
    IntervalMethod{"logit", Scale::Share, "wald on the logit scale; the default for shares under a design", logit},
    IntervalMethod{"xlogit", Scale::Share, "logit by the delta method, also with replicates", xlogit},
    IntervalMethod{"asin", Scale::Share, "wald on the scale asin sqrt p", arcsine},
    IntervalMethod{"likelihood", Scale::Share, "profile of the scaled likelihood", likelihood},
    IntervalMethod{"wilson", Scale::Share, "score interval; the default for shares of a simple random sample", wilson},
    IntervalMethod{"beta", Scale::Share, "Korn and Graubard", beta},
    IntervalMethod{"exact", Scale::Share, "Clopper and Pearson", exact},
};

}  // namespace

std::span<const IntervalMethod> interval_methods() {
  return methods;
}

const IntervalMethod& interval_method(std::string_view name) {
  const auto found = std::ranges::find(methods, name, &IntervalMethod::name);
  if (found == methods.end()) {
    std::vector<std::string> names(methods.size());
    std::ranges::transform(methods, names.begin(), &IntervalMethod::name);
    throw Error(
        {"unknown-interval", fmt::format("there is no interval `{}`", name), {}, text::suggestion(name, names)});
  }
  return *found;
}

const IntervalMethod& default_method(Scale scale, bool simple) {
  return interval_method(scale == Scale::Any ? "wald" : simple ? "wilson" : "logit");
}

std::optional<finding::Interval> interval(const Uncertainty& of, Scale scale, const IntervalMethod& method,
                                          double level) {
  const IntervalMethod* used = scale == Scale::Any && method.scale == Scale::Share ? &interval_method("wald") : &method;
  const double tail = (1 - level) / 2;
  std::optional<Limits> limits = used->limits(of, tail);
  if (!limits && used->scale == Scale::Share) {
    used = &interval_method("wilson");
    limits = used->limits(of, tail);
  }
  if (!limits) {
    return std::nullopt;
  }
  return finding::Interval{limits->low, limits->high, level, std::string(used->name)};
}

}  // namespace kith::estimate
