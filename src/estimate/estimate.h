// Design-based estimates of any measures by any breakdowns, in one pass over the respondents.
//
// Each measure is split into components (weighted sums over respondents) and a smooth function of them with its
// gradient. One pass fills totals per cluster, per domain; from there the variance is the design's business:
//   value f(T), T = sum_c t_c;  influence of cluster c: grad f(T) . t_c;  variance: design's rule over the influences.
// Domains are estimated on the full design, never by dropping rows: a respondent outside the domain contributes zero
// (Lumley 2010, section 2.5; Sarndal, Swensson and Wretman 1992, section 10.3).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/design.h"
#include "design/spec.h"
#include "finding/finding.h"

namespace kith::estimate {

// How many times larger the variance is than that of a simple random sample of as many respondents, drawn from the
// estimated population without or with replacement. (R: deff = TRUE and deff = "replace".)
enum class DesignEffect { None, WithoutReplacement, WithReplacement };

struct Request {
  std::vector<std::string> measures{};  // in the grammar of docs/estimate.md: "mean(api00)", "share(q1 in \"4\",\"5\")"
  std::vector<std::vector<std::string>>
      breakdowns{};     // columns crossed; an empty one means everyone. Default: everyone
  std::string where{};  // EXPR; empty: all rows
  design::Spec design{};
  std::string interval{};           // "": the default of the measure and design (F2); a name of interval.h
  std::string quantile_interval{};  // "": mean; the names of quantile.h
  std::string quantile_rule{};      // "": math; the names of quantile_rule.h
  double level = 0.95;
  DesignEffect design_effect = DesignEffect::None;
};

// The answers, with what is needed to compare any two of them. Holds on to the table, which must outlive it.
class Estimates {
 public:
  // Measures vary slowest, then breakdowns, then levels in option order, then categories.
  const std::vector<finding::Finding>& findings() const;
  // value(i) - value(j) with its design-based standard error: the influences are subtracted respondent by respondent,
  // so the covariance is there whatever the two share (the same people, the same clusters, nothing). Costs one pass. No
  // standard error where one of the two has no degrees of freedom: a single cluster does not tell how clusters vary.
  finding::Finding difference(std::size_t i, std::size_t j) const;

  const design::Design& design() const;
  // Facts about it as a JSON object: the columns that were named, how many strata and clusters the first stage has.
  std::string design_json() const;

  struct State;
  explicit Estimates(std::shared_ptr<const State> state);
  const State& state() const { return *state_; }  // for joint()

 private:
  std::shared_ptr<const State> state_;
};

// Throws Error with every unknown column, bad weight, lonely stratum (by name and line where the file has lines).
Estimates estimate(const data::Table& table, const Request& request);

// Every name that the request mentions, each once: the columns, and multi-response sets, that an importer must read.
// Replicate weights are not among them: only the names of the file can say which they are.
// Throws Error for what cannot be parsed.
std::vector<std::string> columns(const Request& request);

}  // namespace kith::estimate
