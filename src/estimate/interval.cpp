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

namespace kith::estimate {

namespace {

std::optional<Limits> wald(const Uncertainty& of, double tail) {
  const auto t = num::t_quantile(1 - tail, of.df);
  return t ? std::optional(Limits{of.value - *t * of.se, of.value + *t * of.se}) : std::nullopt;
}

std::optional<Limits> logit(const Uncertainty& of, double tail) {
  const double p = of.value;
  const auto t = num::t_quantile(1 - tail, of.df);
  if (!t || p <= 0 || p >= 1) {
    return std::nullopt;
  }
  const auto back = [](double x) { return 1 / (1 + std::exp(-x)); };
  const double centre = std::log(p / (1 - p));
  const double reach = *t * of.se / (p * (1 - p));
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

std::optional<Limits> exact(const Uncertainty& of, double tail) {
  return of.simple || of.df > 0 ? clopper_pearson(of.value, effective_size(of), tail) : std::nullopt;
}

std::optional<Limits> beta(const Uncertainty& of, double tail) {
  const auto sample = num::t_quantile(tail, of.respondents - 1);
  const auto design = num::t_quantile(tail, of.df);
  if (!sample || !design) {
    return std::nullopt;
  }
  const double ratio = *sample / *design;
  return clopper_pearson(of.value, effective_size(of) * ratio * ratio, tail);
}

constexpr std::array methods{
    IntervalMethod{"wald", Scale::Any, "value -+ t standard errors", wald},
    IntervalMethod{"logit", Scale::Share, "wald on the logit scale; the default for shares under a design", logit},
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
    std::vector<std::string> names;
    for (const IntervalMethod& method : methods) {
      names.emplace_back(method.name);
    }
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
  if (!limits && used->name == "logit") {
    used = &interval_method("wilson");
    limits = used->limits(of, tail);
  }
  if (!limits) {
    return std::nullopt;
  }
  return finding::Interval{limits->low, limits->high, level, std::string(used->name)};
}

}  // namespace kith::estimate
