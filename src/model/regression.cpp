#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "model/firth.h"
#include "model/glm.h"
#include "model/influence.h"
#include "model/model.h"
#include "model/ordinal.h"
#include "model/response.h"
#include "model/scaled_weights.h"
#include "num/sum.h"
#include "num/sum_over.h"

namespace kith::model {

std::size_t Model::aliased_count() const {
  return static_cast<std::size_t>(std::count(aliased.begin(), aliased.end(), std::uint8_t{1}));
}

double Model::total_weight() const {
  return num::sum_over(weights.size(), [&](std::size_t row) { return weights[row]; });
}

Eigen::VectorXd Model::of_columns(const Eigen::VectorXd& all) const {
  Eigen::VectorXd result = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(matrix->columns()));
  for (std::size_t j = 0; j < columns.size(); ++j) {
    result[static_cast<Eigen::Index>(columns[j])] = all[static_cast<Eigen::Index>(j)];
  }
  return result;
}

std::vector<std::size_t> Model::of_term(std::size_t term) const {
  std::vector<std::size_t> result;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    if (matrix->terms()[columns[j]] == term + 1 && aliased[j] == 0) {
      result.push_back(j);
    }
  }
  return result;
}

double Model::se(std::size_t coefficient) const {
  const auto j = static_cast<Eigen::Index>(coefficient);
  return std::sqrt(std::max(0.0, covariance(j, j)));
}

double Model::df(std::size_t coefficient) const {
  return coefficient_df.empty() ? df_residual : coefficient_df[coefficient];
}

namespace {

// The deviance of the model without any term: of the weighted mean, or where there are offsets of a fitted intercept.
double null_deviance(const Model& model, num::Threads threads) {
  const Family family = model.glm.value_or(Family{});
  const Frame& frame = *model.frame;
  if (frame.formula.intercept && !frame.offset.empty()) {
    Frame only = {.formula = without(frame.formula,
                                     [&] {
                                       std::vector<std::size_t> all(frame.formula.terms.size());
                                       for (std::size_t t = 0; t < all.size(); ++t) {
                                         all[t] = t;
                                       }
                                       return all;
                                     }()),
                  .present = frame.present};
    const ModelMatrix ones(only);
    return fit_glm({ones, model.response, model.weights, frame.offset, family}, {.threads = threads}).deviance;
  }
  const std::size_t rows = model.weights.size();
  const double total =
      num::sum_over(rows, [&](std::size_t row) { return model.weights[row] * model.response[row]; }, threads);
  const double mean = total / model.total_weight();
  return num::sum_over(
      rows,
      [&](std::size_t row) {
        // Without an intercept the predictor is the offset alone.
        const double mu = frame.formula.intercept ? mean : family.mean(frame.offset.empty() ? 0.0 : frame.offset[row]);
        return model.weights[row] > 0 ? model.weights[row] * family.deviance(model.response[row], mu) : 0.0;
      },
      threads);
}

// The variance of the Pearson residuals over those who take part, their weights brought to a mean of 1 over them; under
// replicate weights their mean square (R's svyglm, version 4.5).
std::optional<double> dispersion_of(const Model& model, const GlmFit& fit) {
  const auto n = static_cast<double>(model.frame->complete);
  const double weight = model.total_weight();
  if (model.design->replicates() != nullptr) {
    return fit.pearson_square * weight / n;
  }
  const double variance = fit.pearson_square - fit.pearson_mean * fit.pearson_mean;
  return n > 1 ? std::optional(variance * n / (n - 1) * weight / n) : std::nullopt;
}

void note_aliases(Model& model) {
  std::vector<std::string> names;
  for (std::size_t j = 0; j < model.names.size(); ++j) {
    if (model.aliased[j] != 0) {
      names.push_back(model.names[j]);
    }
  }
  if (!names.empty()) {
    model.notes.push_back(
        {"aliased", fmt::format("{} follow{} from the terms before and {} no coefficient", text::join(names, ", "),
                                names.size() == 1 ? "s" : "", names.size() == 1 ? "has" : "have")});
  }
}

// Events, the rarer of the two answers, per parameter (Peduzzi et al. 1996).
void check_events(Model& model, double fewest) {
  if (model.glm.value_or(Family{}).distribution != Distribution::Binomial) {
    return;
  }
  std::int64_t ones = 0;
  std::int64_t all = 0;
  for (std::size_t row = 0; row < model.weights.size(); ++row) {
    if (model.weights[row] > 0) {
      ++all;
      ones += model.response[row] > 0.5 ? 1 : 0;
    }
  }
  const std::int64_t events = std::min(ones, all - ones);
  const std::size_t slopes = std::max<std::size_t>(1, model.columns.size() - (model.frame->formula.intercept ? 1 : 0));
  const double per = static_cast<double>(events) / static_cast<double>(slopes);
  if (per < fewest) {
    throw Error(
        {"few-events",
         fmt::format("{} people gave the rarer answer for {} parameters, {:.1f} for each: below {:g} nothing can be "
                     "said of them",
                     events, slopes, per, fewest),
         {},
         "use fewer terms, or join levels"});
  }
  model.notes.push_back(
      {"events-per-parameter",
       fmt::format("{} people gave the rarer answer: {:.1f} for each of {} parameters", events, per, slopes)});
}

void note_separation(Model& model, const Eigen::VectorXd& direction) {
  std::vector<std::string> names;
  const double largest = direction.cwiseAbs().maxCoeff();
  for (std::size_t j = 0; j < model.names.size(); ++j) {
    if (model.names[j] != "(Intercept)" && std::fabs(direction[static_cast<Eigen::Index>(j)]) > 1e-3 * largest) {
      names.push_back(model.names[j]);
    }
  }
  model.notes.push_back(
      {"separation",
       fmt::format("{} tell{} the two answers apart without exception, so that no finite coefficient fits best; {}",
                   names.empty() ? "the intercept" : text::join(names, ", "), names.size() > 1 ? "" : "s",
                   model.penalised ? "the likelihood is penalised by Firth's method"
                                   : "what the steps had reached is given and means nothing")});
}

}  // namespace

std::vector<double> scaled_weights(const Frame& frame, std::span<const double> weights,
                                   std::span<const std::uint8_t> domain) {
  const double sum =
      num::sum_over(weights.size(), [&](std::size_t row) { return domain[row] != 0 ? weights[row] : 0; });
  const double mean = sum / static_cast<double>(std::ranges::count_if(domain, [](std::uint8_t in) { return in != 0; }));
  std::vector<double> scaled(weights.size());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    scaled[row] = frame.present[row] != 0 ? weights[row] / mean : 0.0;
  }
  return scaled;
}

Model fit_regression(const Formula& formula, const Family& family, const data::Table& table,
                     std::shared_ptr<const design::Design> design, std::span<const std::uint8_t> domain,
                     const FitOptions& options) {
  Model model{.family = std::string(family.name()), .link = std::string(family.link_name()), .glm = family};
  auto frame = std::make_shared<Frame>(make_frame(formula, table, design->weights(), domain, options.frame));
  model.response = response_of(*frame, family);
  model.weights = scaled_weights(*frame, design->weights(), domain);
  model.notes = frame->notes;
  model.frame = frame;
  model.matrix = std::make_shared<ModelMatrix>(*frame);
  model.design = std::move(design);
  model.names = model.matrix->names();
  model.columns.resize(model.names.size());
  for (std::size_t j = 0; j < model.columns.size(); ++j) {
    model.columns[j] = j;
  }
  check_events(model, options.fewest_events);
  const GlmProblem problem{*model.matrix, model.response, model.weights, frame->offset, family};
  model.numbers = options.numbers;
  model.epsilon = options.numbers == Numbers::LikeR ? options.epsilon : 0;
  GlmFit fit = fit_glm(problem, {.deviance_change = model.epsilon});
  if (fit.separated) {
    const Eigen::VectorXd direction = fit.last_step;
    if (options.separation == Separation::Firth && family.link == Link::Logit) {
      fit = fit_firth(problem, fit.aliased);
      model.penalised = true;
    }
    note_separation(model, direction);
  } else if (!fit.converged) {
    model.notes.push_back({"not-converged", fmt::format("the steps had not come to rest after {}", fit.iterations)});
  }
  model.coefficients = fit.coefficients;
  model.aliased = fit.aliased;
  model.naive = fit.inverse;
  model.iterations = fit.iterations;
  model.converged = fit.converged;
  model.deviance = fit.deviance;
  model.equations = {fit.coefficients, fit.inverse, std::move(fit.scores), {}};
  model.dispersion = dispersion_of(model, fit);
  model.null_deviance = null_deviance(model, {});
  note_aliases(model);
  add_covariance(model, options.df);
  return model;
}

Eigen::VectorXd refit(const Model& model, std::span<const double> weights) {
  std::vector<double> taken(weights.size());
  num::Sum sum;
  std::int64_t rows = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (model.frame->present[row] != 0 && weights[row] > 0) {
      taken[row] = weights[row];
      sum += weights[row];
      ++rows;
    }
  }
  if (rows == 0) {
    throw Error({"no-cases", "nobody takes part under these weights", {}, ""});
  }
  for (double& weight : taken) {
    weight *= static_cast<double>(rows) / sum.value();
  }
  if (!model.glm) {
    return refit_cumulative(model, taken);
  }
  const GlmProblem problem{*model.matrix, model.response, taken, model.frame->offset, *model.glm};
  if (model.penalised) {
    return fit_firth(problem, model.aliased).coefficients;
  }
  GlmFit fit = fit_glm(problem, {.start = {model.coefficients.begin(), model.coefficients.end()},
                                 .aliased = model.aliased,
                                 .deviance_change = model.epsilon});
  if (!fit.converged) {
    throw Error({"not-converged", "the model does not come to rest under these weights", {}, ""});
  }
  return fit.coefficients;
}

}  // namespace kith::model
