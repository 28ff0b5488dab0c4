// An adjustment of weights as every method leaves it: the new weights, the rule that made them, and the record that
// later variances use.
//
// All methods leave a record of one form. With x_i the influence of respondent i (its weight included),
//
//   e_i = x_i - v_i X_i b,    b = solve(sum of k_i x_i X_i),
//
// where X are the auxiliaries, v and k are one number a respondent and `solve` is the method's own linear map:
//
//   post-stratification   k = 1, v = w, b the mean of x / w in the cell (weighted by w)
//   raking                k = 1/w, v = w, ten sweeps over the margins (see rake.h)
//   calibration           k = 1/(g s2), v = g d, b the regression on X weighted by d / s2 (see calibrate.h)
//   non-response          v = w - d in cells; v = d (r - p), k = 1 - p by a model (see nonresponse.h)
//   trimming              nothing is taken away
//
// d is the weight before, w = g d the weight after.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "design/auxiliaries.h"
#include "design/calibration.h"

namespace kith::design {

struct Projection {
  std::shared_ptr<const Auxiliaries> auxiliaries;
  std::vector<double> taken;    // k, of each row; empty: 1
  std::vector<double> removed;  // v, of each row
  std::function<Eigen::VectorXd(const Eigen::VectorXd& sums)> solve;

  // Cost: two passes over the rows a column.
  void remove(Eigen::Ref<Eigen::MatrixXd> influences) const;
};

class Adjustment final : public Calibration {
 public:
  // New weights for any weights of the same rows.
  using Rule = std::function<std::vector<double>(std::span<const double> weights)>;

  Adjustment(std::vector<double> weights, Rule rule, std::optional<Projection> projection, std::string text);

  std::span<const double> weights() const override { return weights_; }
  void remove(Eigen::Ref<Eigen::MatrixXd> influences) const override;
  std::vector<double> again(std::span<const double> weights) const override { return rule_(weights); }
  std::string text() const override { return text_; }
  const Projection* projection() const override { return projection_ ? &*projection_ : nullptr; }

 private:
  std::vector<double> weights_;
  Rule rule_;
  std::optional<Projection> projection_;
  std::string text_;
};

}  // namespace kith::design
