// A model fitted to every completed table, and the fits made one: coefficients and margins by Rubin's rules one by one,
// terms of several coefficients by D1 (num/pooled_test.h).
//
// The complete data's degrees of freedom are those of the residuals (the least of any imputation). Coefficients are
// matched by name; one that some imputation has not, because nobody there has its level or it follows from others, has
// no value. Tests of terms other than Wald's compare likelihoods whose reference distribution, weighted sums of
// chi-squared variables, has no pooled form: they are refused ("not-pooled").
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/table.h"
#include "impute/impute.h"
#include "impute/pooled_figure.h"
#include "model/analysis.h"
#include "num/pooled_test.h"

namespace kith::impute {

struct PooledCoefficient {
  std::string name;
  PooledFigure figure;
};

struct PooledTermTest {
  std::string term;
  std::size_t df1 = 0;
  std::optional<num::PooledTest> test;  // none: its covariance is not of full rank, or some imputation lacks a level
};

struct PooledMargin {
  std::string variable;
  std::string value;
  PooledFigure mean;
  std::optional<PooledFigure> contrast;  // with the first value
};

struct PooledModel {
  std::string formula;
  std::string family;
  std::string link;
  std::int64_t n = 0;         // who takes part, imputed answers or not (of the first imputation)
  std::int64_t complete = 0;  // who answered everything; 0: not known
  std::int64_t domain = 0;
  std::vector<model::MissingCount> missing;  // before imputation
  double df_residual = 0;
  std::optional<double> dispersion;  // mean
  bool converged = true;             // all
  bool penalised = false;            // any
  std::vector<PooledCoefficient> coefficients;
  std::vector<PooledTermTest> tests;
  std::vector<PooledMargin> margins;
  std::vector<finding::Note> notes;
  std::shared_ptr<const design::Design> design;
};

// Throws what `analyse` throws, and Error ("not-pooled").
PooledModel pooled_model(const data::Table& table, const model::Request& request, const Imputations& imputations);

}  // namespace kith::impute
