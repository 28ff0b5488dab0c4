#include "impute/predictor_choice.h"

#include <algorithm>

#include "model/linear_algebra.h"

namespace kith::impute {

namespace {

constexpr std::size_t answers_per_predictor = 5;
constexpr double same = 1e-8;  // what is left of a column's square when it follows from others

// Sums of squares and products of the ones, the columns, and the target's answers.
Eigen::MatrixXd products(const PredictorRows& rows, const Variable& target) {
  const auto width = static_cast<Eigen::Index>(rows.width()) + 1;
  Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(width, width);
  Eigen::MatrixXd with_answer;
  rows.for_each_block([&](std::size_t first, const Eigen::MatrixXd& x, std::span<const std::uint32_t>) {
    with_answer.resize(width, x.cols());
    with_answer.topRows(width - 1) = x;
    for (Eigen::Index i = 0; i < x.cols(); ++i) {
      with_answer(width - 1, i) = target.as_number(rows.rows[first + static_cast<std::size_t>(i)]) - target.mean;
    }
    sums.selfadjointView<Eigen::Lower>().rankUpdate(with_answer);
  });
  return sums.selfadjointView<Eigen::Lower>();
}

// Squared correlations of the columns with the answers, which come last.
std::vector<double> strengths(const Eigen::MatrixXd& sums) {
  const Eigen::Index last = sums.cols() - 1;
  const auto about_mean = [&](Eigen::Index j, Eigen::Index k) {
    return sums(j, k) - sums(0, j) * sums(0, k) / sums(0, 0);
  };
  std::vector<double> result;
  for (Eigen::Index j = 1; j < last; ++j) {
    const double scale = about_mean(j, j) * about_mean(last, last);
    result.push_back(scale > 0 ? about_mean(j, last) * about_mean(j, last) / scale : 0);
  }
  return result;
}

}  // namespace

Chosen choose_predictors(const Plan& plan, const Target& target) {
  const Variable& variable = plan.variables[target.variable];
  Target all{target.variable, {}};
  for (std::size_t c = 0; c < plan.columns.size(); ++c) {
    if (plan.columns[c].variable != target.variable) {
      all.predictors.push_back(c);
    }
  }
  const Eigen::MatrixXd sums = products(plan.predictors(plan.matrix, all, variable.answered), variable);
  const Eigen::Index width = sums.cols() - 1;
  const auto aliased = model::solver_of(sums.topLeftCorner(width, width), {}, same).aliased;
  const std::vector<double> strength = strengths(sums);
  std::vector<std::size_t> kept;  // places in all.predictors
  std::vector<std::uint8_t> useful(plan.variables.size());
  for (std::size_t j = 0; j < all.predictors.size(); ++j) {
    if (aliased[j + 1] == 0) {
      kept.push_back(j);
      useful[plan.columns[all.predictors[j]].variable] = 1;
    }
  }
  Chosen chosen;
  const std::size_t most = std::max<std::size_t>(1, variable.answered.size() / answers_per_predictor);
  if (kept.size() > most) {
    chosen.left_out = kept.size() - most;
    std::ranges::stable_sort(kept, std::ranges::greater{}, [&](std::size_t j) { return strength[j]; });
    kept.resize(most);
    std::ranges::sort(kept);
  }
  for (const std::size_t j : kept) {
    chosen.predictors.push_back(all.predictors[j]);
  }
  for (std::size_t v = 0; v < plan.variables.size(); ++v) {
    if (v != target.variable && useful[v] == 0) {
      chosen.useless.push_back(v);
    }
  }
  return chosen;
}

}  // namespace kith::impute
