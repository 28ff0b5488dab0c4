#include "model/analysis.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/problem.h"
#include "data/expression.h"
#include "design/make.h"
#include "design/weighted.h"
#include "model/few_clusters.h"
#include "model/ordinal.h"

namespace kith::model {

namespace {

num::SumApproximation approximation_named(const std::string& name) {
  if (name == "saddlepoint") {
    return num::SumApproximation::Saddlepoint;
  }
  if (name == "integration") {
    return num::SumApproximation::Integration;
  }
  if (name == "satterthwaite") {
    return num::SumApproximation::Satterthwaite;
  }
  throw Error({"unknown-approximation",
               fmt::format("there is no approximation `{}`", name),
               {},
               "one of: saddlepoint, integration, satterthwaite"},
              Fault::Usage);
}

bool corrects_few_clusters(const std::string& name) {
  if (name != "linearised" && name != "bell-mccaffrey") {
    throw Error({"unknown-errors",
                 fmt::format("there are no standard errors `{}`", name),
                 {},
                 "one of: linearised, bell-mccaffrey"},
                Fault::Usage);
  }
  return name == "bell-mccaffrey";
}

}  // namespace

Analysis analyse(const data::Table& table, const Request& request) {
  const Formula formula = parse_formula(request.formula);
  const FitOptions options{.frame = {.contrast = contrast_named(request.contrasts)},
                           .fewest_events = request.fewest_events};
  Analysis analysis{.design = std::make_shared<design::Design>(design::make(request.design, table)),
                    .model = {},
                    .tests = {},
                    .margins = {}};
  const std::vector<std::uint8_t> domain = data::rows_where(table, request.where);
  analysis.model = request.family == "cumulative" ? fit_cumulative(formula, cumulative_link_named(request.link), table,
                                                                   analysis.design, domain, options)
                                                  : fit_regression(formula, family_named(request.family, request.link),
                                                                   table, analysis.design, domain, options);
  if (corrects_few_clusters(request.errors)) {
    correct_few_clusters(analysis.model, num::WorkingCorrelation::Independent);
  }
  if (!request.test_terms.empty()) {
    const TermTestOptions tests{.method = term_test_named(request.test_terms),
                                .approximation = approximation_named(request.approximation)};
    for (std::size_t term = 0; term < analysis.model.frame->formula.terms.size(); ++term) {
      if (!analysis.model.of_term(term).empty()) {
        analysis.tests.push_back(test_terms(analysis.model, {term}, tests));
      }
    }
  }
  for (const std::string& asked : request.margins) {
    analysis.margins.push_back(margins(analysis.model, table, asked));
  }
  return analysis;
}

std::vector<std::string> columns(const Request& request) {
  std::vector<std::string> result = parse_formula(request.formula).columns();
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(result.begin(), result.end(), name) == result.end()) {
      result.push_back(name);
    }
  };
  for (const std::string& name : design::columns(request.design)) {
    add(name);
  }
  if (!request.where.empty()) {
    for (const std::string& name : data::Expression::parse(request.where).columns()) {
      add(name);
    }
  }
  return result;
}

}  // namespace kith::model
