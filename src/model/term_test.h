// Tests of terms: are all coefficients of some terms 0 (or what is given)?
//
//   Wald              b' V^-1 b / q against F(q, df), V the design's covariance (chi-squared(q) with infinite df)
//   working Wald      b' V0^-1 b with V0 the covariance under the working likelihood (Rao and Scott 1984)
//   likelihood ratio  the difference of working deviances of the models without and with the terms (Lumley and Scott
//                     2014, "Tests for regression models fitted to survey data", Aust. N. Z. J. Stat. 56)
//
// The last two follow, under the hypothesis, a sum of chi-squared variables weighted by the eigenvalues lambda of V0^-1
// V, over an independent chi-squared(df) / df (num/weighted_chi_squared.h).
//
// Both models of a likelihood ratio are fitted to the same rows: those that have an answer to everything in the larger
// one. Two models that were fitted to different rows are not compared ("different-rows").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "num/weighted_chi_squared.h"

namespace kith::model {

enum class TermTestMethod { Wald, WorkingWald, LikelihoodRatio };

// "wald", "working-wald", "lrt". Throws Error ("unknown-test", Fault::Usage).
TermTestMethod term_test_named(std::string_view name);
std::string_view to_string(TermTestMethod method);

struct TermTestOptions {
  TermTestMethod method = TermTestMethod::Wald;
  num::SumApproximation approximation = num::SumApproximation::Saddlepoint;
  std::optional<double> df = std::nullopt;  // of the denominator; none: those of the residuals
  std::vector<double> null = {};            // values of the coefficients under the hypothesis; empty: 0. Wald only
  bool intercept = false;                   // the intercept is tested as well. Wald only
};

struct TermTest {
  std::vector<std::string> terms;
  TermTestMethod method = TermTestMethod::Wald;
  double statistic = 0;  // F for Wald with finite df, otherwise chi-squared
  std::size_t df1 = 0;
  double df2 = 0;              // infinite: chi-squared
  std::optional<double> p;     // none without degrees of freedom
  std::vector<double> lambda;  // largest first; not for Wald
};

// `terms` are indices into formula.terms. Throws Error ("no-coefficients") where they have none left.
TermTest test_terms(const Model& model, const std::vector<std::size_t>& terms, const TermTestOptions& options = {});

// By their labels, whatever the order of variables in them. Throws Error ("unknown-term").
std::vector<std::size_t> terms_named(const Model& model, const std::vector<std::string>& labels);

// The terms that `larger` has and `smaller` has not. Throws Error ("different-rows", "not-nested").
TermTest compare(const Model& larger, const Model& smaller, const TermTestOptions& options = {});

}  // namespace kith::model
