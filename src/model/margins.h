// Predicted margins: the mean response if everybody had the same value of one variable and kept all others.
//
//   m(a) = sum_i w_i mu(x_i with a, b) / sum_i w_i
//
// (Graubard and Korn 1999, Biometrics 55; Lumley 2010, section 5.2.2), and the contrasts m(a) - m(a_1) with the first
// value. Over everybody who takes part in the model. A margin varies because the people do and because the coefficients
// do; its influence is the sum of both,
//
//   w_i (mu_i(a) - m(a)) / W  +  (d m(a) / d b)' influence_i(b),
//
// so that the standard error has their covariance, which R's svypredmeans takes to be 0. Under replicate weights the
// model is fitted again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "data/table.h"
#include "model/model.h"

namespace kith::model {

struct Margins {
  std::string variable;             // a column of the table
  std::vector<std::string> values;  // as people read them
  Eigen::VectorXd means;
  Eigen::MatrixXd covariance;
  bool known = true;
  double df = 0;  // of the residuals of the model

  double contrast(std::size_t value) const;  // with the first
  double contrast_se(std::size_t value) const;
};

// `asked` is "sex", for every answer that somebody gave, or "age=20,40,60". Throws Error ("bad-margin") for a column
// that is not in the formula and values that it does not have.
Margins margins(const Model& model, const data::Table& table, std::string_view asked);

}  // namespace kith::model
