// Design-based estimates of any measures by any breakdowns, in one pass over the respondents.
//
// Each measure is split into components (weighted sums over respondents) and a smooth function of them with its
// gradient. One pass fills totals per cluster, per domain; from there the variance is the design's business:
//   value f(T), T = sum_c t_c;  influence of cluster c: grad f(T) . t_c;  variance: design's rule over the influences.
// Domains are estimated on the full design, never by dropping rows: a respondent outside the domain contributes zero
// (Lumley 2010, section 2.5; Sarndal, Swensson and Wretman 1992, section 10.3).
#pragma once

#include <string>
#include <vector>

#include "data/table.h"
#include "design/spec.h"
#include "finding/finding.h"

namespace kith::estimate {

struct Request {
  std::vector<std::string> measures{};  // in the grammar of docs/estimate.md: "mean(api00)", "share(q1 in \"4\",\"5\")"
  std::vector<std::vector<std::string>>
      breakdowns{};     // columns crossed; an empty one means everyone. Default: everyone
  std::string where{};  // EXPR; empty: all rows
  design::Spec design{};
  std::string interval{};  // "": the default of the measure and design (F2); wald, logit, wilson, ...
  double level = 0.95;
  bool design_effect = false;
};

// The answers, with what is needed to compare any two of them.
class Estimates {
 public:
  // Measures vary slowest, then breakdowns, then levels in option order, then categories.
  const std::vector<finding::Finding>& findings() const;
  // value(i) - value(j) with its design-based standard error, through their covariance; same-design only.
  finding::Finding difference(std::size_t i, std::size_t j) const;
  // ... (facts about the design, for the "design" object of the JSON)
};

// Throws Error with every unknown column, bad weight, lonely stratum (by name and line where the file has lines).
Estimates estimate(const data::Table& table, const Request& request);

}  // namespace kith::estimate
