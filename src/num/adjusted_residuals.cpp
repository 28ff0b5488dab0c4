#include "num/adjusted_residuals.h"

#include <utility>
#include <vector>

#include <Eigen/Cholesky>

#include "num/cluster_forms.h"
#include "num/leverage.h"

namespace kith::num {

namespace {

struct Moments {
  double variance = 1;
  double covariance = 0;  // of two in one cluster
};

Moments exchangeable(const Eigen::VectorXd& residuals, std::span<const std::vector<Eigen::Index>> rows) {
  const double squares = residuals.squaredNorm();
  double totals = 0;
  double pairs = 0;
  for (const std::vector<Eigen::Index>& own : rows) {
    const double total = residuals(own).sum();
    totals += total * total;
    pairs += static_cast<double>(own.size() * (own.size() - 1));
  }
  return {squares / static_cast<double>(residuals.size()), pairs > 0 ? (totals - squares) / pairs : 0};
}

}  // namespace

AdjustedResiduals adjusted_residuals(const Eigen::MatrixXd& predictors, const Eigen::VectorXd& residuals,
                                     std::span<const std::uint32_t> clusters, WorkingCorrelation working) {
  const Eigen::Index p = predictors.cols();
  const Eigen::MatrixXd bread = (predictors.transpose() * predictors).ldlt().solve(Eigen::MatrixXd::Identity(p, p));
  const auto rows = cluster_rows(clusters, predictors.rows());
  AdjustedResiduals result{residuals, Eigen::VectorXd(p)};
  std::vector<Eigen::MatrixXd> adjusted;  // A_g X_g
  for (const std::vector<Eigen::Index>& own : rows) {
    const Eigen::MatrixXd x = predictors(own, Eigen::all);
    Eigen::MatrixXd columns(x.rows(), p + 1);
    columns << x, residuals(own);
    columns = leverage_power(x, bread, -0.5, columns);
    result.residuals(own) = columns.col(p);
    adjusted.emplace_back(columns.leftCols(p));
  }
  const Moments moments =
      working == WorkingCorrelation::Exchangeable ? exchangeable(result.residuals, rows) : Moments{};
  const double alone = moments.variance - moments.covariance;
  std::vector<ClusterForm> forms;
  Eigen::MatrixXd totals = Eigen::MatrixXd::Zero(p, p);  // of X_g'1, squared
  for (std::size_t g = 0; g < rows.size(); ++g) {
    const Eigen::MatrixXd x = predictors(rows[g], Eigen::all);
    const Eigen::MatrixXd v = adjusted[g] * bread;
    const Eigen::VectorXd total = x.colwise().sum().transpose();
    const Eigen::RowVectorXd sum = v.colwise().sum();
    totals.noalias() += total * total.transpose();
    Eigen::MatrixXd across(2 * p, p);
    across << x.transpose() * v, total * sum;
    forms.push_back({alone * v.transpose() * v + moments.covariance * sum.transpose() * sum, std::move(across)});
  }
  Eigen::MatrixXd core(2 * p, 2 * p);
  core << moments.covariance * bread * totals * bread - alone * bread, -moments.covariance * bread,
      -moments.covariance * bread, Eigen::MatrixXd::Zero(p, p);
  const ClusterForms all(std::move(forms), std::move(core));
  for (Eigen::Index j = 0; j < p; ++j) {
    result.df[j] = all.satterthwaite(Eigen::VectorXd::Unit(p, j));
  }
  return result;
}

}  // namespace kith::num
