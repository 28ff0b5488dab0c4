#include "model/few_clusters.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "model/influence.h"
#include "model/working.h"

namespace kith::model {

namespace {

// The clusters of the first stage of the rows that take part, numbered from 0; none where each is his own.
std::vector<std::uint32_t> clusters_of(const Model& model, const std::vector<std::size_t>& rows) {
  const design::Design& design = *model.design;
  std::vector<std::uint32_t> clusters;
  if (design.finest() == design::Finest::Respondent && design.sampling().size() <= 1) {
    return clusters;
  }
  for (const std::size_t row : rows) {
    clusters.push_back(design.first_of(design.groups()[row]).cluster);
  }
  return clusters;
}

}  // namespace

FewClusters few_clusters(const Model& model, num::WorkingCorrelation working) {
  if (!model.glm || model.penalised || model.design->replicates() != nullptr) {
    throw Error({"no-small-sample-correction",
                 "the correction for few clusters is for regressions without replicate weights that no penalty was "
                 "needed for",
                 {},
                 ""});
  }
  const WorkingRegression regression = working_regression(model);
  const num::AdjustedResiduals adjusted =
      num::adjusted_residuals(regression.x, regression.residuals, clusters_of(model, regression.rows), working);
  Model corrected = model;
  for (std::size_t i = 0; i < regression.rows.size(); ++i) {
    const auto place = static_cast<Eigen::Index>(i);
    corrected.equations.scores[regression.rows[i]] = regression.weights[place] * adjusted.residuals[place];
  }
  add_covariance(corrected, model.df_design);
  FewClusters result{corrected.covariance, Eigen::VectorXd::Zero(model.coefficients.size()), corrected.known};
  Eigen::Index next = 0;
  for (Eigen::Index j = 0; j < result.df.size(); ++j) {
    if (model.aliased[static_cast<std::size_t>(j)] == 0) {
      result.df[j] = adjusted.df[next++];
    }
  }
  return result;
}

void correct_few_clusters(Model& model, num::WorkingCorrelation working) {
  FewClusters found = few_clusters(model, working);
  model.covariance = std::move(found.covariance);
  model.known = found.known;
  model.coefficient_df = {found.df.begin(), found.df.end()};
  model.df_residual = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < model.coefficient_df.size(); ++j) {
    if (model.aliased[j] == 0) {
      model.df_residual = std::min(model.df_residual, model.coefficient_df[j]);
    }
  }
}

}  // namespace kith::model
