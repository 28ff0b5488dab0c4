// Are two questions answered independently of each other? Tests of a two-way table under a survey's design.
//
// Pearson's X2 from estimated shares does not follow chi-squared: each of its parts is stretched by a generalized
// design effect, the eigenvalues of (Vsrs)^-1 V of the log-linear interactions (Rao and Scott 1981, 1984, equations 2.6
// to 4.6; Lumley 2010, section 8.1.1). Six ways to refer it:
//
//   F            X2 over the sum of the effects, to F with d0 and d0 nu degrees of freedom, d0 = (sum)^2 / sum of
//   squares
//                (second order; the default)
//   Chisq        X2 over the mean effect, to chi-squared (first order)
//   lincom       X2 to the exact distribution of the weighted sum over a denominator on d0 nu degrees of freedom;
//                between replicate weights over none, as in R
//   saddlepoint  the same by Kuonen's (1999) approximation
//   Wald         a quadratic form of observed less expected totals (Koch, Freeman and Freeman 1975), to F with nu
//   adjWald      the same with nu - k + 1 (Thomas and Rao 1987)
//
// nu are the design's degrees of freedom. An empty cell leaves its direction out of the test by its own variance of 0.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/crosstab.h"
#include "estimate/test.h"

namespace kith::estimate {

enum class Independence { F, Chisq, Wald, AdjustedWald, Lincom, Saddlepoint };

// "F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint", in any case.
std::optional<Independence> independence_of(std::string_view name);

// Throws what crosstab throws; a table whose covariance does not carry the test gives a result without p and a note.
TestResult independence(const data::Table& table, const std::string& rows, const std::string& columns,
                        const design::Design& design, std::span<const std::uint8_t> keep,
                        Independence statistic = Independence::F);

// Do the answers to one question have these shares? X2 to a scaled chi-squared with the mean and variance of the
// weighted sum that the design makes of it (Rao and Scott 1981, section 2). `shares` above 0 in the order of the
// question's options, those that nobody chose included; they are scaled to add up to 1.
TestResult goodness_of_fit(const data::Table& table, const std::string& question, std::vector<double> shares,
                           const design::Design& design, std::span<const std::uint8_t> keep);

}  // namespace kith::estimate
