#include "model/contrasts.h"

#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/problem.h"
#include "num/sum.h"

namespace kith::model {

Contrast contrast_named(std::string_view name) {
  const std::string_view bare = name.starts_with("contr.") ? name.substr(6) : name;
  if (bare == "treatment") {
    return Contrast::Treatment;
  }
  if (bare == "sum") {
    return Contrast::Sum;
  }
  if (bare == "helmert") {
    return Contrast::Helmert;
  }
  if (bare == "poly") {
    return Contrast::Polynomial;
  }
  throw Error({"unknown-contrast",
               fmt::format("there are no contrasts `{}`", name),
               {},
               "one of: treatment, sum, helmert, poly"});
}

Coding indicators(const std::vector<std::string>& levels) {
  const auto count = static_cast<Eigen::Index>(levels.size());
  return {Eigen::MatrixXd::Identity(count, count), levels};
}

namespace {

Coding polynomial(std::size_t count) {
  std::vector<double> x(count);
  for (std::size_t i = 0; i < count; ++i) {
    x[i] = static_cast<double>(i + 1);
  }
  const PolynomialBasis basis = polynomial_basis(x, std::vector<unsigned char>(count, 1), count - 1);
  Coding coding{Eigen::MatrixXd(count, count - 1), {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::vector<double> row = basis.at(x[i]);
    for (std::size_t j = 0; j < row.size(); ++j) {
      coding.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = row[j];
    }
  }
  for (std::size_t j = 1; j < count; ++j) {
    coding.suffixes.push_back(j == 1 ? ".L" : (j == 2 ? ".Q" : (j == 3 ? ".C" : fmt::format("^{}", j))));
  }
  return coding;
}

}  // namespace

Coding contrasts(Contrast contrast, const std::vector<std::string>& levels) {
  const auto count = static_cast<Eigen::Index>(levels.size());
  if (contrast == Contrast::Polynomial) {
    return polynomial(levels.size());
  }
  Coding coding{Eigen::MatrixXd::Zero(count, count - 1), {}};
  for (Eigen::Index j = 0; j + 1 < count; ++j) {
    switch (contrast) {
      case Contrast::Treatment:
        coding.values(j + 1, j) = 1;
        break;
      case Contrast::Sum:
        coding.values(j, j) = 1;
        coding.values(count - 1, j) = -1;
        break;
      case Contrast::Helmert:
        coding.values.col(j).head(j + 1).setConstant(-1);
        coding.values(j + 1, j) = static_cast<double>(j + 1);
        break;
      case Contrast::Polynomial:
        break;
    }
    coding.suffixes.push_back(contrast == Contrast::Treatment ? levels[static_cast<std::size_t>(j + 1)]
                                                              : std::to_string(j + 1));
  }
  return coding;
}

std::vector<double> PolynomialBasis::at(double x) const {
  std::vector<double> result(degree());
  double before = 0;
  double current = 1;
  for (std::size_t k = 0; k < degree(); ++k) {
    const double back = k == 0 ? 0.0 : squares[k] / squares[k - 1];
    const double next = (x - shifts[k]) * current - back * before;
    before = current;
    current = next;
    result[k] = current / std::sqrt(squares[k + 1]);
  }
  return result;
}

PolynomialBasis polynomial_basis(const std::vector<double>& x, const std::vector<unsigned char>& used,
                                 std::size_t degree) {
  std::set<double> distinct;
  for (std::size_t i = 0; i < x.size() && distinct.size() <= degree; ++i) {
    if (used[i] != 0) {
      distinct.insert(x[i]);
    }
  }
  if (degree == 0 || distinct.size() <= degree) {
    throw Error({"too-few-values",
                 fmt::format("a polynomial of degree {} needs more than {} distinct values", degree, degree),
                 {},
                 ""});
  }
  PolynomialBasis basis;
  std::vector<double> before(x.size(), 0);
  std::vector<double> current(x.size(), 1);
  for (std::size_t k = 0; k <= degree; ++k) {
    num::Sum square;
    num::Sum moment;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (used[i] != 0) {
        square += current[i] * current[i];
        moment += x[i] * current[i] * current[i];
      }
    }
    basis.squares.push_back(square.value());
    if (k == degree) {
      break;
    }
    const double shift = moment.value() / square.value();
    const double back = k == 0 ? 0.0 : basis.squares[k] / basis.squares[k - 1];
    basis.shifts.push_back(shift);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double next = (x[i] - shift) * current[i] - back * before[i];
      before[i] = current[i];
      current[i] = next;
    }
  }
  return basis;
}

}  // namespace kith::model
