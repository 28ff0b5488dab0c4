#include "model/family.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "num/distribution.h"

namespace kith::model {

namespace {

constexpr double smallest = std::numeric_limits<double>::epsilon();

double density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

// y log(y / mu), 0 at y = 0.
double y_log(double y, double mu) {
  return y > 0 ? y * std::log(y / mu) : 0.0;
}

double inside(double share) {
  return std::clamp(share, smallest, 1 - smallest);
}

struct Named {
  std::string_view name;
  Distribution distribution;
  std::vector<Link> links;  // the first is the default
};

const std::vector<Named>& families() {
  using enum Link;
  static const std::vector<Named> list{
      {"gaussian", Distribution::Gaussian, {Identity, Log, Inverse}},
      {"quasibinomial", Distribution::Binomial, {Logit, Probit, Cloglog, Cauchit, Log}},
      {"binomial", Distribution::Binomial, {Logit, Probit, Cloglog, Cauchit, Log}},
      {"quasipoisson", Distribution::Poisson, {Log, Identity, SquareRoot}},
      {"poisson", Distribution::Poisson, {Log, Identity, SquareRoot}},
      {"Gamma", Distribution::Gamma, {Inverse, Log, Identity}},
      {"gamma", Distribution::Gamma, {Inverse, Log, Identity}}};
  return list;
}

constexpr std::array<std::string_view, 8> link_names{"identity", "log",     "logit",   "probit",
                                                     "cloglog",  "cauchit", "inverse", "sqrt"};

}  // namespace

bool Family::canonical() const {
  return (distribution == Distribution::Gaussian && link == Link::Identity) ||
         (distribution == Distribution::Binomial && link == Link::Logit) ||
         (distribution == Distribution::Poisson && link == Link::Log) ||
         (distribution == Distribution::Gamma && link == Link::Inverse);
}

std::string_view Family::name() const {
  return std::find_if(families().begin(), families().end(),
                      [&](const Named& named) { return named.distribution == distribution; })
      ->name;
}

std::string_view Family::link_name() const {
  return link_names[static_cast<std::size_t>(link)];
}

double Family::mean(double eta) const {
  switch (link) {
    case Link::Identity:
      return eta;
    case Link::Log:
      return std::max(std::exp(std::min(eta, 700.0)), smallest);
    case Link::Logit:
      return 1 / (1 + std::exp(-std::clamp(eta, -36.0, 36.0)));
    case Link::Probit:
      return inside(num::normal_cdf(eta));
    case Link::Cloglog:
      return inside(-std::expm1(-std::exp(std::min(eta, 700.0))));
    case Link::Cauchit:
      return inside(0.5 + std::atan(eta) / std::numbers::pi);
    case Link::Inverse:
      return 1 / eta;
    case Link::SquareRoot:
      return eta * eta;
  }
  return eta;
}

double Family::slope(double eta) const {
  switch (link) {
    case Link::Identity:
      return 1;
    case Link::Log:
      return std::max(std::exp(std::min(eta, 700.0)), smallest);
    case Link::Logit: {
      const double e = std::exp(-std::clamp(std::fabs(eta), 0.0, 36.0));
      return e / ((1 + e) * (1 + e));
    }
    case Link::Probit:
      return std::max(density(eta), smallest);
    case Link::Cloglog: {
      const double capped = std::min(eta, 700.0);
      return std::max(std::exp(capped - std::exp(capped)), smallest);
    }
    case Link::Cauchit:
      return std::max(1 / (std::numbers::pi * (1 + eta * eta)), smallest);
    case Link::Inverse:
      return -1 / (eta * eta);
    case Link::SquareRoot:
      return 2 * eta;
  }
  return 1;
}

double Family::predictor(double mu) const {
  switch (link) {
    case Link::Identity:
      return mu;
    case Link::Log:
      return std::log(mu);
    case Link::Logit:
      return std::log(mu / (1 - mu));
    case Link::Probit:
      return num::normal_quantile(inside(mu));
    case Link::Cloglog:
      return std::log(-std::log1p(-mu));
    case Link::Cauchit:
      return std::tan(std::numbers::pi * (mu - 0.5));
    case Link::Inverse:
      return 1 / mu;
    case Link::SquareRoot:
      return std::sqrt(mu);
  }
  return mu;
}

void Family::evaluate(std::size_t count, const double* eta, double* mu, double* slopes, double* variance) const {
  if (distribution == Distribution::Binomial && link == Link::Logit) {  // the common one: one exp a respondent
    for (std::size_t i = 0; i < count; ++i) {
      mu[i] = 1 / (1 + std::exp(-std::clamp(eta[i], -36.0, 36.0)));
      variance[i] = slopes[i] = mu[i] * (1 - mu[i]);
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    mu[i] = mean(eta[i]);
    slopes[i] = slope(eta[i]);
    switch (distribution) {
      case Distribution::Gaussian:
        variance[i] = 1;
        break;
      case Distribution::Binomial:
        variance[i] = mu[i] * (1 - mu[i]);
        break;
      case Distribution::Poisson:
        variance[i] = mu[i];
        break;
      case Distribution::Gamma:
        variance[i] = mu[i] * mu[i];
        break;
    }
  }
}

double Family::deviance(double y, double mu) const {
  switch (distribution) {
    case Distribution::Gaussian:
      return (y - mu) * (y - mu);
    case Distribution::Binomial:
      return 2 * (y_log(y, mu) + y_log(1 - y, 1 - mu));
    case Distribution::Poisson:
      return 2 * (y_log(y, mu) - (y - mu));
    case Distribution::Gamma:
      return -2 * (std::log(y / mu) - (y - mu) / mu);
  }
  return 0;
}

double Family::first_mean(double y, double weight) const {
  switch (distribution) {
    case Distribution::Gaussian:
      return link == Link::Identity ? y : (y > 0 ? y : smallest);
    case Distribution::Binomial:
      return (weight * y + 0.5) / (weight + 1);
    case Distribution::Poisson:
      return y + 0.1;
    case Distribution::Gamma:
      return y;
  }
  return y;
}

std::optional<std::string_view> Family::objection(double y) const {
  if (distribution == Distribution::Binomial && (y < 0 || y > 1)) {
    return "is not between 0 and 1";
  }
  if (distribution == Distribution::Poisson && y < 0) {
    return "is negative";
  }
  if ((distribution == Distribution::Gamma || (distribution == Distribution::Gaussian && link == Link::Log)) &&
      y <= 0) {
    return "is not above 0";
  }
  return std::nullopt;
}

Family family_named(std::string_view name, std::string_view link) {
  const auto family =
      std::find_if(families().begin(), families().end(), [&](const Named& named) { return named.name == name; });
  if (family == families().end()) {
    throw Error({"unknown-family",
                 fmt::format("there is no family `{}`", name),
                 {},
                 "one of: gaussian, quasibinomial, quasipoisson, Gamma, cumulative"},
                Fault::Usage);
  }
  if (link.empty()) {
    return {family->distribution, family->links.front()};
  }
  std::string known;
  for (const Link offered : family->links) {
    const std::string_view offered_name = link_names[static_cast<std::size_t>(offered)];
    if (offered_name == link) {
      return {family->distribution, offered};
    }
    known += (known.empty() ? "" : ", ") + std::string(offered_name);
  }
  throw Error({"unknown-link", fmt::format("the family {} has no link `{}` here", name, link), {}, "one of: " + known},
              Fault::Usage);
}

}  // namespace kith::model
