// Standard errors of a regression over few clusters (Bell and McCaffrey 2002): the working residuals of each cluster
// are made as large as its leverage has made them small (num/adjusted_residuals.h), and the design's variance is that
// of the influences made from them. Each coefficient has Satterthwaite's degrees of freedom; a test of several, and a
// margin, has the fewest of them.
//
// As R's svyglm with std.errors = "Bell-McCaffrey" or "Bell-McCaffrey-2" and degf = TRUE (survey 4.5): clusters are
// those of the first stage (respondents, where these are drawn), leverages are of the predictors without weights, and
// the factor n/(n - 1) of a stratum stays.
#pragma once

#include <Eigen/Core>

#include "model/model.h"
#include "num/adjusted_residuals.h"

namespace kith::model {

struct FewClusters {
  Eigen::MatrixXd covariance;
  Eigen::VectorXd df;  // of each coefficient; 0 for aliased ones
  bool known = true;   // false: the covariance could not be had
};

// Throws Error ("no-small-sample-correction") for cumulative and penalised models and designs with replicates.
FewClusters few_clusters(const Model& model, num::WorkingCorrelation working);

// The model with these, the fewest degrees of freedom as those of its residuals. Likewise.
void correct_few_clusters(Model& model, num::WorkingCorrelation working);

}  // namespace kith::model
