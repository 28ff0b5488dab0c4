#include "model/term_test.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "model/glm.h"
#include "model/ordinal.h"
#include "model/quadratic_form.h"
#include "num/distribution.h"

namespace kith::model {

TermTestMethod term_test_named(std::string_view name) {
  for (const TermTestMethod method :
       {TermTestMethod::Wald, TermTestMethod::WorkingWald, TermTestMethod::LikelihoodRatio}) {
    if (to_string(method) == name) {
      return method;
    }
  }
  throw Error(
      {"unknown-test", fmt::format("there is no test of terms `{}`", name), {}, "one of: wald, working-wald, lrt"},
      Fault::Usage);
}

std::string_view to_string(TermTestMethod method) {
  switch (method) {
    case TermTestMethod::Wald:
      return "wald";
    case TermTestMethod::WorkingWald:
      return "working-wald";
    case TermTestMethod::LikelihoodRatio:
      return "lrt";
  }
  return "wald";
}

namespace {

std::vector<Eigen::Index> coefficients_of(const Model& model, const std::vector<std::size_t>& terms, bool intercept) {
  std::vector<Eigen::Index> index;
  if (intercept && !model.columns.empty() && model.matrix->terms()[model.columns.front()] == 0) {
    index.push_back(0);
  }
  for (const std::size_t term : terms) {
    for (const std::size_t j : model.of_term(term)) {
      index.push_back(static_cast<Eigen::Index>(j));
    }
  }
  std::sort(index.begin(), index.end());
  return index;
}

// The deviance without the terms, on the same rows.
double deviance_without(const Model& model, const std::vector<std::size_t>& terms) {
  Frame smaller = *model.frame;
  smaller.formula = without(model.frame->formula, terms);
  const ModelMatrix matrix(smaller);
  if (!model.glm) {
    return cumulative_deviance(model, matrix);
  }
  if (matrix.columns() == 0) {
    throw Error({"no-coefficients", "nothing is left of the model without these terms", {}, ""});
  }
  return fit_glm({matrix, model.response, model.weights, smaller.offset, *model.glm},
                 {.deviance_change = model.epsilon})
      .deviance;
}

}  // namespace

std::vector<std::size_t> terms_named(const Model& model, const std::vector<std::string>& labels) {
  std::vector<std::size_t> terms;
  for (const std::string& label : labels) {
    const std::optional<std::size_t> term = model.frame->formula.term(label);
    if (!term) {
      std::vector<std::string> known;
      for (const Term& each : model.frame->formula.terms) {
        known.push_back(each.label);
      }
      throw Error({"unknown-term",
                   fmt::format("the model has no term `{}`", label),
                   {},
                   fmt::format("its terms: {}", text::join(known, ", "))});
    }
    terms.push_back(*term);
  }
  return terms;
}

TermTest test_terms(const Model& model, const std::vector<std::size_t>& terms, const TermTestOptions& options) {
  TermTest test{
      .terms = {}, .method = options.method, .df2 = options.df.value_or(model.df_residual), .p = {}, .lambda = {}};
  for (const std::size_t term : terms) {
    test.terms.push_back(model.frame->formula.terms[term].label);
  }
  const std::vector<Eigen::Index> index = coefficients_of(model, terms, options.intercept);
  if (index.empty()) {
    throw Error(
        {"no-coefficients", fmt::format("{} has no coefficient to test", text::join(test.terms, " + ")), {}, ""});
  }
  test.df1 = index.size();
  Eigen::VectorXd b = model.coefficients(index);
  if (options.null.size() == 1) {
    b.array() -= options.null.front();
  } else if (options.null.size() == index.size()) {
    b -= Eigen::Map<const Eigen::VectorXd>(options.null.data(), b.size());
  } else if (!options.null.empty()) {
    throw Error({"bad-null", fmt::format("{} values for {} coefficients", options.null.size(), index.size()), {}, ""});
  }
  const Eigen::MatrixXd v = model.covariance(index, index);
  if (options.method == TermTestMethod::Wald) {
    test.statistic = quadratic(b, v);
    if (std::isfinite(test.df2)) {
      test.statistic /= static_cast<double>(test.df1);
      test.p = num::f_above(test.statistic, static_cast<double>(test.df1), test.df2);
    } else {
      test.p = num::chi_squared_above(test.statistic, static_cast<double>(test.df1));
    }
    return test;
  }
  const Eigen::MatrixXd v0 = model.naive(index, index);
  test.lambda = misspecification(v0, v);
  test.statistic = options.method == TermTestMethod::WorkingWald ? quadratic(b, v0)
                                                                 : deviance_without(model, terms) - model.deviance;
  test.p = num::weighted_chi_squared_above(test.statistic, test.lambda, test.df2, options.approximation);
  return test;
}

TermTest compare(const Model& larger, const Model& smaller, const TermTestOptions& options) {
  if (larger.frame->present != smaller.frame->present) {
    throw Error(
        {"different-rows",
         fmt::format("`{}` rests on {} people and `{}` on {}, not the same ones: their likelihoods cannot be compared",
                     larger.frame->formula.text, larger.frame->complete, smaller.frame->formula.text,
                     smaller.frame->complete),
         {},
         "fit both to those who answered everything in the larger one"});
  }
  if (larger.family != smaller.family || larger.link != smaller.link || larger.response != smaller.response ||
      larger.weights != smaller.weights) {
    throw Error({"not-nested", "the two models have another family, link, response or weight", {}, ""});
  }
  std::vector<std::size_t> extra;
  std::size_t shared = 0;
  for (std::size_t t = 0; t < larger.frame->formula.terms.size(); ++t) {
    if (smaller.frame->formula.term(larger.frame->formula.terms[t].label)) {
      ++shared;
    } else {
      extra.push_back(t);
    }
  }
  if (shared != smaller.frame->formula.terms.size() || extra.empty() ||
      larger.frame->formula.intercept != smaller.frame->formula.intercept) {
    throw Error(
        {"not-nested",
         fmt::format("`{}` is not `{}` with fewer terms", smaller.frame->formula.text, larger.frame->formula.text),
         {},
         ""});
  }
  return test_terms(larger, extra, options);
}

}  // namespace kith::model
