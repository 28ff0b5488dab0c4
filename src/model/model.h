// A regression under a design: what every kind of model has in common once it is fitted.
//
// The coefficients solve weighted estimating equations sum_i w_i U_i(b) = 0 (Binder 1983; Lumley 2010, section 5.2), so
// that the influence of a respondent on them is A^-1 w_i U_i with A the derivative of the equations, and the covariance
// is that of the total of the influences under the design: strata, clusters, finite populations, calibrations. Under
// replicate weights the model is fitted again with each.
//
// Degrees of freedom of the residuals are those of the design plus 1 minus the number of coefficients, as in R's
// svyglm; with none left there are neither tests nor limits, and a note says so.
//
// Models with random effects, and paths between several responses, are other kinds of model and other files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "design/design.h"
#include "finding/finding.h"
#include "model/family.h"
#include "model/frame.h"
#include "model/matrix.h"

namespace kith::model {

// How the coefficients come from weights; for refitting under others.
struct Equations {
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd inverse;  // A^-1, rows and columns of 0 for aliased columns
  // Of each row and each factor of its part in the equations: w U_i = (scores of thresholds, score . x).
  std::vector<double> scores;  // what x is multiplied by
  Eigen::MatrixXd extra;       // rows x thresholds: the part that is not of x; no columns for regressions
};

// Which numbers are given: the solution of the equations, or what R's iterations, finite differences and limits make of
// it (docs/methods.md), to hold the two against each other.
enum class Numbers { Exact, LikeR };

struct Model {
  std::string family{};  // "quasibinomial", "cumulative"
  std::string link{};
  std::optional<Family> glm{};  // none: cumulative
  std::shared_ptr<const Frame> frame{};
  std::shared_ptr<const ModelMatrix> matrix{};
  std::vector<std::size_t> columns{};  // of the matrix that have coefficients: all, or all but the intercept
  std::shared_ptr<const design::Design> design{};
  std::vector<double> weights{};  // one a row, of mean 1 over the domain, 0 for who takes no part
  std::vector<double> response{};

  std::vector<std::string> names{};  // of the coefficients: R's
  Eigen::VectorXd coefficients{};
  std::vector<std::uint8_t> aliased{};  // 1: follows from other columns and has no value
  std::size_t thresholds = 0;           // how many of the last coefficients are thresholds
  Equations equations{};
  Eigen::MatrixXd covariance{};
  bool known = true;        // false: the covariance could not be had
  Eigen::MatrixXd naive{};  // A^-1: the covariance if the working likelihood were true, of dispersion 1

  double df_design = 0;
  double df_residual = 0;
  std::vector<double> coefficient_df{};  // of each, where they have their own (few_clusters.h); empty: df_residual
  std::optional<double> dispersion{};
  double deviance = 0;
  std::optional<double> null_deviance{};
  int iterations = 0;
  bool converged = false;
  bool penalised = false;  // Firth's
  Numbers numbers = Numbers::Exact;
  double epsilon = 0;  // of Numbers::LikeR; 0 otherwise
  std::vector<finding::Note> notes{};

  std::size_t parameters() const { return static_cast<std::size_t>(coefficients.size()) - aliased_count(); }
  std::size_t aliased_count() const;
  double total_weight() const;
  // Coefficients of the columns of `matrix`, 0 for those that have none.
  Eigen::VectorXd of_columns(const Eigen::VectorXd& coefficients) const;
  // Which coefficients belong to a term (as an index into formula.terms) and are not aliased.
  std::vector<std::size_t> of_term(std::size_t term) const;
  double se(std::size_t coefficient) const;
  double df(std::size_t coefficient) const;
};

enum class Separation { Firth, Report };  // penalise the likelihood, or give what the steps had reached, with a note

struct FitOptions {
  FrameOptions frame = {};
  Separation separation = Separation::Firth;
  double fewest_events = 0;  // per parameter, of a yes-or-no response; below it the model is refused (H5); 0: never
  Numbers numbers = Numbers::Exact;
  double epsilon = 1e-8;                    // Numbers::LikeR: glm.control(epsilon =)
  std::optional<double> df = std::nullopt;  // of the design; none: by the rule of its spec
};

// Of `domain` (1 for its rows). The table and the design must outlive the model.
Model fit_regression(const Formula& formula, const Family& family, const data::Table& table,
                     std::shared_ptr<const design::Design> design, std::span<const std::uint8_t> domain,
                     const FitOptions& options = {});

// Fits again with other weights of the same rows (replicates); gives all coefficients, aliased ones 0.
Eigen::VectorXd refit(const Model& model, std::span<const double> weights);

}  // namespace kith::model
