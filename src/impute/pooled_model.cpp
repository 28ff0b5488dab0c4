#include "impute/pooled_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/problem.h"

namespace kith::impute {

namespace {

// What is kept of a fit when its table is gone.
struct Fit {
  std::vector<std::string> names;
  std::vector<std::uint8_t> aliased;
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd covariance;
  bool known = true;
  double df = 0;
  std::vector<double> df_of;                                            // each coefficient's own
  std::vector<std::pair<std::string, std::vector<std::string>>> terms;  // the coefficients of each
  std::vector<model::Margins> margins;

  std::optional<Eigen::Index> find(const std::string& name) const {
    const auto found = std::ranges::find(names, name);
    const auto j = static_cast<std::size_t>(found - names.begin());
    return found == names.end() || aliased[j] != 0 ? std::nullopt : std::optional(static_cast<Eigen::Index>(j));
  }

  Answer answer(const std::string& name) const {
    const auto j = find(name);
    if (!j) {
      return {};
    }
    return {coefficients[*j], known ? std::optional(std::sqrt(std::max(0.0, covariance(*j, *j)))) : std::nullopt,
            df_of[static_cast<std::size_t>(*j)]};
  }
};

Fit fit_of(const model::Analysis& analysis) {
  const model::Model& model = analysis.model;
  Fit fit{model.names, model.aliased,   model.coefficients, model.covariance, model.known, model.df_residual, {},
          {},          analysis.margins};
  for (std::size_t j = 0; j < model.names.size(); ++j) {
    fit.df_of.push_back(model.df(j));
  }
  const std::vector<model::Term>& terms = model.frame->formula.terms;
  for (std::size_t term = 0; term < terms.size(); ++term) {
    std::vector<std::string> names;
    for (const std::size_t j : model.of_term(term)) {
      names.push_back(model.names[j]);
    }
    fit.terms.emplace_back(terms[term].label, std::move(names));
  }
  return fit;
}

void describe(PooledModel& pooled, const model::Analysis& analysis) {
  const model::Model& model = analysis.model;
  pooled.formula = model.frame->formula.text;
  pooled.family = model.family;
  pooled.link = model.link;
  pooled.n = model.frame->complete;
  pooled.domain = model.frame->domain;
  pooled.design = analysis.design;
}

PooledFigure pooled_over(const std::vector<Fit>& fits, const auto& answer_of) {
  std::vector<Answer> answers;
  std::ranges::transform(fits, std::back_inserter(answers), answer_of);
  return pooled_figure(answers);
}

PooledTermTest term_test(const std::vector<Fit>& fits, std::size_t term, double df) {
  const auto& [label, names] = fits.front().terms[term];
  PooledTermTest result{label, names.size(), {}};
  std::vector<Eigen::VectorXd> values;
  std::vector<Eigen::MatrixXd> covariances;
  for (const Fit& fit : fits) {
    std::vector<Eigen::Index> places;
    for (const std::string& name : names) {
      if (const auto j = fit.find(name)) {
        places.push_back(*j);
      }
    }
    if (places.size() != names.size() || names.empty() || !fit.known) {
      return result;
    }
    values.emplace_back(fit.coefficients(places));
    covariances.emplace_back(fit.covariance(places, places));
  }
  if (df > 0) {
    result.test = num::pooled_wald(values, covariances, df);
  }
  return result;
}

Answer margin_answer(const model::Margins& margins, const std::string& value, bool contrast) {
  const auto found = std::ranges::find(margins.values, value);
  if (found == margins.values.end()) {
    return {};
  }
  const auto a = static_cast<std::size_t>(found - margins.values.begin());
  const auto k = static_cast<Eigen::Index>(a);
  const double se = contrast ? margins.contrast_se(a) : std::sqrt(std::max(0.0, margins.covariance(k, k)));
  return {contrast ? margins.contrast(a) : margins.means[k], margins.known ? std::optional(se) : std::nullopt,
          margins.df};
}

void add_margins(PooledModel& pooled, const std::vector<Fit>& fits) {
  for (std::size_t asked = 0; asked < fits.front().margins.size(); ++asked) {
    const model::Margins& first = fits.front().margins[asked];
    for (std::size_t a = 0; a < first.values.size(); ++a) {
      const auto over = [&](bool contrast) {
        return pooled_over(fits, [&](const Fit& fit) {
          // The contrast is with the first value, which must be the same one everywhere.
          const bool same = fit.margins[asked].values.front() == first.values.front();
          return contrast && !same ? Answer{} : margin_answer(fit.margins[asked], first.values[a], contrast);
        });
      };
      pooled.margins.push_back(
          {first.variable, first.values[a], over(false), a == 0 ? std::nullopt : std::optional(over(true))});
    }
  }
}

// Beside every coefficient what those who answered everything say.
void add_complete_cases(PooledModel& pooled, const data::Table& table, const model::Request& request) {
  try {
    const model::Analysis analysis = model::analyse(table, request);
    const Fit fit = fit_of(analysis);
    pooled.complete = analysis.model.frame->complete;
    pooled.missing = analysis.model.frame->missing;
    for (PooledCoefficient& coefficient : pooled.coefficients) {
      const Answer answer = fit.answer(coefficient.name);
      coefficient.figure.imputation.complete_cases = {answer.value, answer.se, {}, pooled.complete};
    }
    for (finding::Note& note :
         imputation_notes(pooled.n, pooled.complete,
                          pooled.coefficients.empty() ? 0 : pooled.coefficients.front().figure.imputation.count)) {
      pooled.notes.push_back(std::move(note));
    }
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
  }
}

void refuse_unpooled(const model::Request& request) {
  if (!request.test_terms.empty() && model::term_test_named(request.test_terms) != model::TermTestMethod::Wald) {
    throw Error({"not-pooled",
                 "`" + request.test_terms + "` has no pooled form after multiple imputation",
                 {},
                 "ask for wald, which is pooled by D1"},
                Fault::Usage);
  }
}

}  // namespace

PooledModel pooled_model(const data::Table& table, const model::Request& request, const Imputations& imputations) {
  refuse_unpooled(request);
  model::Request each = request;
  each.test_terms.clear();
  PooledModel pooled;
  std::vector<Fit> fits;
  std::vector<std::vector<finding::Note>> notes;
  double dispersion = 0;
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    const data::Table completed = imputations.completed(i);
    const model::Analysis analysis = model::analyse(completed, each);
    if (i == 0) {
      describe(pooled, analysis);
    }
    fits.push_back(fit_of(analysis));
    notes.push_back(analysis.model.notes);
    dispersion += analysis.model.dispersion.value_or(std::nan(""));
    pooled.converged = pooled.converged && analysis.model.converged;
    pooled.penalised = pooled.penalised || analysis.model.penalised;
  }
  dispersion /= static_cast<double>(fits.size());
  pooled.dispersion = std::isfinite(dispersion) ? std::optional(dispersion) : std::nullopt;
  pooled.df_residual = std::ranges::min(fits, {}, &Fit::df).df;
  pooled.notes = together(notes);
  for (const std::string& name : fits.front().names) {
    pooled.coefficients.push_back({name, pooled_over(fits, [&](const Fit& fit) { return fit.answer(name); })});
  }
  if (!request.test_terms.empty()) {
    for (std::size_t term = 0; term < fits.front().terms.size(); ++term) {
      pooled.tests.push_back(term_test(fits, term, pooled.df_residual));
    }
  }
  add_margins(pooled, fits);
  add_complete_cases(pooled, table, each);
  return pooled;
}

}  // namespace kith::impute
