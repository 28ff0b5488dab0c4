// How a response depends on a linear predictor eta = x'b + offset: a link g(mu) = eta for its mean, and a variance
// V(mu) (McCullagh and Nelder 1989, chapter 2).
//
//   gaussian         V = 1           links identity (default), log, inverse
//   quasibinomial    V = mu (1 - mu) links logit (default), probit, cloglog, cauchit, log
//   quasipoisson     V = mu          links log (default), identity, sqrt
//   Gamma            V = mu^2        links inverse (default, as in R), log, identity
//
// Under a design only the mean is believed; the variance function gives the weights of the estimating equations, and
// binomial and poisson are therefore other names of quasibinomial and quasipoisson.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kith::model {

enum class Distribution { Gaussian, Binomial, Poisson, Gamma };
enum class Link { Identity, Log, Logit, Probit, Cloglog, Cauchit, Inverse, SquareRoot };

struct Family {
  Distribution distribution = Distribution::Gaussian;
  Link link = Link::Identity;

  // Newton's method and Fisher's scoring are then the same.
  bool canonical() const;
  std::string_view name() const;       // "quasibinomial"
  std::string_view link_name() const;  // "logit"

  // Of `count` linear predictors: means, their derivatives by the predictor, variances. Predictors far out are held
  // where the mean is still a number inside its range.
  void evaluate(std::size_t count, const double* eta, double* mu, double* slopes, double* variance) const;
  double mean(double eta) const;
  double slope(double eta) const;              // d mu / d eta
  double predictor(double mu) const;           // g(mu)
  double deviance(double y, double mu) const;  // of one respondent of weight 1
  // A mean near the response from which the first step can be taken; R's.
  double first_mean(double y, double weight = 1) const;
  // What is wrong with a response: "is negative"; nothing when it can be.
  std::optional<std::string_view> objection(double y) const;
};

// "gaussian", "quasibinomial", "binomial", "quasipoisson", "poisson", "Gamma"; an empty link is the default one. Throws
// Error ("unknown-family", "unknown-link") with those that there are.
Family family_named(std::string_view name, std::string_view link = {});

}  // namespace kith::model
