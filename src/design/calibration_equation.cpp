#include "design/calibration_equation.h"

#include <algorithm>
#include <utility>

#include "design/unmet.h"

namespace kith::design {

namespace {

enum class Steps { Full, Shrinking };  // Shrinking: halved until the misfit is smaller than before

class Newton {
 public:
  Newton(const Auxiliaries& auxiliaries, const Eigen::VectorXd& weights, const Eigen::VectorXd& totals,
         const Factor& factor, Eigen::VectorXd variances)
      : auxiliaries_(auxiliaries),
        weights_(weights),
        totals_(totals),
        factor_(factor),
        variances_(std::move(variances)) {}

  EquationSolution run(Steps steps, const EquationOptions& options) {
    Eigen::VectorXd coefficients = Eigen::VectorXd::Zero(totals_.size());
    EquationSolution result;
    double off = move_to(coefficients);
    while (result.path.size() < options.most_steps) {
      const NormalEquations normal(auxiliaries_.gram(weights_.cwiseProduct(slopes_).cwiseQuotient(variances_)));
      Eigen::VectorXd step = normal.solve(totals_ - reached_);
      double next = move_to(coefficients + step);
      for (int halving = 0; halving < most_halvings && (!(next < worst) || (steps == Steps::Shrinking && next >= off));
           ++halving) {
        step /= 2;
        next = move_to(coefficients + step);
      }
      coefficients += step;
      off = next;
      result.path.push_back(off);
      if (off < options.tolerance) {
        result.converged = true;
        break;
      }
    }
    result.factors = factors_;
    return result;
  }

 private:
  static constexpr int most_halvings = 40;
  static constexpr double worst = std::numeric_limits<double>::infinity();

  // Sets factors, slopes and the totals that they reach; the largest misfit, infinite where something is not finite.
  double move_to(const Eigen::VectorXd& coefficients) {
    const Eigen::VectorXd u = auxiliaries_.combine(coefficients).cwiseQuotient(variances_);
    factors_.resize(u.size());
    slopes_.resize(u.size());
    for (Eigen::Index cell = 0; cell < u.size(); ++cell) {
      factors_[cell] = factor_.at(u[cell], static_cast<std::size_t>(cell));
      slopes_[cell] = factor_.slope(u[cell], static_cast<std::size_t>(cell));
    }
    if (!factors_.allFinite() || !slopes_.allFinite()) {
      return worst;
    }
    reached_ = auxiliaries_.sums(weights_.cwiseProduct(factors_));
    return misfit(reached_, totals_).cwiseAbs().maxCoeff();
  }

  const Auxiliaries& auxiliaries_;
  const Eigen::VectorXd& weights_;
  const Eigen::VectorXd& totals_;
  const Factor& factor_;
  Eigen::VectorXd variances_;
  Eigen::VectorXd factors_, slopes_, reached_;
};

}  // namespace

EquationSolution solve_calibration(const Auxiliaries& auxiliaries, const Eigen::VectorXd& weights,
                                   const Eigen::VectorXd& totals, const Factor& factor,
                                   const Eigen::VectorXd& variances, const EquationOptions& options) {
  Newton newton(auxiliaries, weights, totals, factor,
                variances.size() == 0 ? Eigen::VectorXd(Eigen::VectorXd::Ones(weights.size())) : variances);
  EquationSolution full = newton.run(Steps::Full, options);
  if (full.converged) {
    return full;
  }
  EquationSolution careful = newton.run(Steps::Shrinking, options);
  return careful.converged ? careful : full;
}

}  // namespace kith::design
