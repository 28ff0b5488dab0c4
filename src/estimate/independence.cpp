#include "estimate/independence.h"

#include <fmt/format.h>

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/problem.h"
#include "base/text.h"
#include "estimate/thresholds.h"
#include "num/distribution.h"
#include "num/weighted_chi_squared.h"

namespace kith::estimate {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

VectorXd expected(const Crosstab& table) {
  const auto rows = static_cast<Index>(table.rows);
  const auto columns = static_cast<Index>(table.columns);
  const MatrixXd shares = table.shares.reshaped<Eigen::RowMajor>(rows, columns);
  const MatrixXd product = shares.rowwise().sum() * shares.colwise().sum();
  return product.reshaped<Eigen::RowMajor>();
}

// The interactions: products of effects of rows and of columns that each sum to 0.
MatrixXd interactions(std::size_t rows, std::size_t columns) {
  const auto effect = [](std::size_t level, std::size_t k, std::size_t levels) {
    return level == k ? 1.0 : level + 1 == levels ? -1.0 : 0.0;
  };
  MatrixXd result(static_cast<Index>(rows * columns), static_cast<Index>((rows - 1) * (columns - 1)));
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t k = 0; k + 1 < rows; ++k) {
        for (std::size_t l = 0; l + 1 < columns; ++l) {
          result(static_cast<Index>(i * columns + j), static_cast<Index>(k * (columns - 1) + l)) =
              effect(i, k, rows) * effect(j, l, columns);
        }
      }
    }
  }
  return result;
}

// Generalized design effects: eigenvalues of (C' D^-1 C / n)^-1 C' D^-1 V D^-1 C, D the diagonal of the shares. None
// where so many cells are empty that some interaction has no cell left.
VectorXd design_effects(const Crosstab& table) {
  const MatrixXd C = interactions(table.rows, table.columns);
  const VectorXd inverse = table.shares.unaryExpr([](double p) { return p > 0 ? 1 / p : 0.0; });
  const MatrixXd simple = C.transpose() * (inverse / table.respondents).asDiagonal() * C;
  const MatrixXd DC = inverse.asDiagonal() * C;
  const MatrixXd actual = DC.transpose() * table.covariance * DC;
  if (Eigen::ColPivHouseholderQR<MatrixXd>(simple).rank() < simple.rows()) {
    return {};
  }
  return Eigen::GeneralizedSelfAdjointEigenSolver<MatrixXd>(actual, simple, Eigen::EigenvaluesOnly).eigenvalues();
}

double pearson(const Crosstab& table) {
  const VectorXd e = expected(table);
  return table.respondents * ((table.shares - e).array().square() / e.array()).sum();
}

void refer_to_f(TestResult& result, double statistic, double df1, double df2) {
  result.symbol = "F";
  result.statistic = statistic;
  result.df1 = df1;
  result.df2 = df2;
  result.p = num::f_above(statistic, df1, df2);
}

// A simple random sample has design effects of 1; what calibration knows exactly has rounding errors.
constexpr double no_effect = 1e-10;

// Between replicates R refers the sum itself, to no denominator.
void rao_scott(TestResult& result, const Crosstab& table, Independence statistic, bool replicated) {
  const VectorXd effects = design_effects(table);
  if (effects.size() == 0) {
    result.symbol = statistic == Independence::F ? "F" : "X2";
    result.notes.push_back({"empty-cells", "Too many cells are empty to test whether the questions are independent."});
    return;
  }
  result.design_effects.assign(effects.begin(), effects.end());
  const double sum = effects.sum();
  const double d0 = sum * sum / effects.squaredNorm();
  const double x2 = pearson(table);
  if (effects.maxCoeff() < no_effect) {
    result.symbol = statistic == Independence::F ? "F" : "X2";
    return;
  }
  if (statistic == Independence::F) {
    return refer_to_f(result, x2 / sum, d0, d0 * table.df);
  }
  result.symbol = "X2";
  result.statistic = x2;
  const auto k = static_cast<double>(effects.size());
  if (statistic == Independence::Chisq) {
    result.df1 = k;
    result.p = num::chi_squared_above(x2 * k / sum, k);
    return;
  }
  const std::vector<double> weights(effects.begin(), effects.end());
  result.p = num::weighted_chi_squared_above(
      x2, weights, replicated ? std::numeric_limits<double>::infinity() : d0 * table.df,
      statistic == Independence::Lincom ? num::SumApproximation::Integration : num::SumApproximation::Saddlepoint);
}

// Observed less expected totals of all but the first row and column: y_ij = t_ij - t_i. t_.j / t, with the derivatives
// dy_ij / dt_kl = [ij = kl] - [i = k] p_.j - [j = l] p_i. + p_i. p_.j .
void wald(TestResult& result, const Crosstab& table, Independence statistic) {
  const auto rows = static_cast<Index>(table.rows);
  const auto columns = static_cast<Index>(table.columns);
  const MatrixXd shares = table.shares.reshaped<Eigen::RowMajor>(rows, columns);
  const VectorXd of_row = shares.rowwise().sum();
  const VectorXd of_column = shares.colwise().sum().transpose();
  const VectorXd difference = table.weight * (table.shares - expected(table));
  const Index k = (rows - 1) * (columns - 1);
  VectorXd y(k);
  MatrixXd gradient(k, rows * columns);
  for (Index i = 1; i < rows; ++i) {
    for (Index j = 1; j < columns; ++j) {
      const Index at = (i - 1) * (columns - 1) + j - 1;
      y[at] = difference[i * columns + j];
      gradient.row(at).setConstant(of_row[i] * of_column[j]);
      gradient.row(at).segment(i * columns, columns).array() -= of_column[j];
      for (Index row = 0; row < rows; ++row) {
        gradient(at, row * columns + j) -= of_row[i];
      }
      gradient(at, i * columns + j) += 1;
    }
  }
  const MatrixXd covariance = gradient * table.covariance * gradient.transpose();
  const Eigen::ColPivHouseholderQR<MatrixXd> factors(covariance);
  const auto parts = static_cast<double>(k);
  if (factors.rank() < k) {
    result.symbol = "F";
    result.notes.push_back({"more-parameters-than-clusters",
                            "The clusters are too few, or cells too empty, for the covariance of so many cells; the "
                            "Rao-Scott tests need less."});
    return;
  }
  const double w = y.dot(factors.solve(y));
  if (statistic == Independence::Wald) {
    return refer_to_f(result, w / parts, parts, table.df);
  }
  refer_to_f(result, w * (table.df - parts + 1) / (parts * table.df), parts, table.df - parts + 1);
}

// X2 = n / W sum x_i^2 with x_i = (t_i - p_i W) / sqrt(p_i W), W the sum of the totals t: the eigenvalues, largest
// first, of n / W times the covariance of the x_i, dx_i / dt_j = ([i = j] - (p_i + t_i / W) / 2) / sqrt(p_i W).
VectorXd fit_effects(const Crosstab& table, const VectorXd& p) {
  const VectorXd root = (p * table.weight).cwiseSqrt();
  MatrixXd gradient = MatrixXd::Identity(p.size(), p.size());
  gradient.colwise() -= (p + table.shares) / 2;
  gradient = root.cwiseInverse().asDiagonal() * gradient;
  const MatrixXd covariance = table.respondents / table.weight * (gradient * table.covariance * gradient.transpose());
  const VectorXd effects =
      Eigen::SelfAdjointEigenSolver<MatrixXd>(covariance, Eigen::EigenvaluesOnly).eigenvalues().reverse();
  return effects.unaryExpr([&](double effect) { return effect > no_effect ? effect : 0; });
}

constexpr std::array<std::pair<std::string_view, Independence>, 6> names{{{"F", Independence::F},
                                                                          {"Chisq", Independence::Chisq},
                                                                          {"Wald", Independence::Wald},
                                                                          {"adjWald", Independence::AdjustedWald},
                                                                          {"lincom", Independence::Lincom},
                                                                          {"saddlepoint", Independence::Saddlepoint}}};

void note_what_is_missing(TestResult& result, const Crosstab& table) {
  if (table.df <= 0) {
    result.p.reset();
    result.notes.push_back({"no-degrees-of-freedom", "As many strata as clusters: there are no degrees of freedom."});
  } else if (!result.p && result.notes.empty()) {
    result.notes.push_back({"no-variance", "The design gives these answers no variance to test against."});
  }
  if (result.respondents < small_base) {
    result.notes.push_back({"small-base", small_base_text(static_cast<std::int64_t>(table.respondents))});
  }
}

}  // namespace

std::optional<Independence> independence_of(std::string_view name) {
  const auto found =
      std::ranges::find_if(names, [&](const auto& each) { return text::fold(each.first) == text::fold(name); });
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

TestResult independence(const data::Table& table, const std::string& rows, const std::string& columns,
                        const design::Design& design, std::span<const std::uint8_t> keep, Independence statistic) {
  const bool is_wald = statistic == Independence::Wald || statistic == Independence::AdjustedWald;
  const Crosstab found = crosstab(table, rows, columns, design, keep, is_wald ? Cells::Totals : Cells::Shares);
  TestResult result;
  const auto name = std::ranges::find(names, statistic, &std::pair<std::string_view, Independence>::second)->first;
  result.name = fmt::format("independence of {} and {} ({})", rows, columns, name);
  result.respondents = static_cast<std::int64_t>(found.respondents);
  if (found.known && found.covariance.cwiseAbs().maxCoeff() > 0) {
    is_wald ? wald(result, found, statistic) : rao_scott(result, found, statistic, design.replicates() != nullptr);
  }
  note_what_is_missing(result, found);
  return result;
}

TestResult goodness_of_fit(const data::Table& table, const std::string& question, std::vector<double> shares,
                           const design::Design& design, std::span<const std::uint8_t> keep) {
  const Crosstab found = one_way(table, question, design, keep, Cells::Totals);
  const auto levels = static_cast<std::size_t>(found.shares.size());
  if (shares.size() != levels || std::ranges::any_of(shares, [](double p) { return !(p > 0); })) {
    throw Error({"bad-shares",
                 fmt::format("`{}` has {} answers, and {} shares are given", question, levels, shares.size()),
                 {table.source, 0},
                 "give one share above 0 for each answer, in their order"});
  }
  const Eigen::Map<const VectorXd> given(shares.data(), static_cast<Index>(levels));
  const VectorXd p = given / given.sum();
  const double n = found.respondents;
  TestResult result;
  result.name = fmt::format("shares of {}", question);
  result.symbol = "X2";
  result.respondents = static_cast<std::int64_t>(n);
  result.statistic = n * ((found.shares - p).array().square() / p.array()).sum();
  const VectorXd effects = fit_effects(found, p);
  result.design_effects.assign(effects.begin(), effects.end());
  const double sum = effects.sum();
  if (found.known && sum > 0) {
    const double d0 = sum * sum / effects.squaredNorm();
    result.df1 = d0;
    result.p = num::chi_squared_above(result.statistic * d0 / sum, d0);
  }
  note_what_is_missing(result, found);
  return result;
}

}  // namespace kith::estimate
