// How the levels of a factor become columns: its contrasts, as in R.
//
//   treatment   a column for every level but the first, 1 there: differences from the first level. The default.
//   sum         a column for every level but the last, 1 there and -1 at the last: deviations from the mean of levels.
//   helmert     column j compares level j + 1 with the mean of those before it.
//   poly        orthonormal polynomials in the number of the level, linear first: R's choice for ordered factors.
//
// (Chambers and Hastie 1992, section 2.3.2.) The suffixes are what R puts behind the name of the factor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

namespace kith::model {

enum class Contrast { Treatment, Sum, Helmert, Polynomial };

// "treatment", "sum", "helmert", "poly", with or without "contr." before it. Throws Error ("unknown-contrast").
Contrast contrast_named(std::string_view name);

struct Coding {
  Eigen::MatrixXd values;             // levels x columns
  std::vector<std::string> suffixes;  // of each column
};

Coding contrasts(Contrast contrast, const std::vector<std::string>& levels);
// A column for every level, 1 there: for a factor whose mean is not in the model otherwise.
Coding indicators(const std::vector<std::string>& levels);

// Orthogonal polynomials over given numbers: columns of unit length, orthogonal to each other and to a constant, the
// leading coefficient positive, by the three-term recurrence (Forsythe 1957). The recurrence gives the same polynomials
// at other numbers.
struct PolynomialBasis {
  std::vector<double> shifts;   // alpha_k
  std::vector<double> squares;  // squared length of the polynomial of degree k before it is scaled

  std::size_t degree() const { return shifts.size(); }
  // Of degrees 1 to degree().
  std::vector<double> at(double x) const;
};

// Numbers that are not `used` do not count. Throws Error ("too-few-values") with fewer distinct numbers than degree
// + 1.
PolynomialBasis polynomial_basis(const std::vector<double>& x, const std::vector<unsigned char>& used,
                                 std::size_t degree);

}  // namespace kith::model
