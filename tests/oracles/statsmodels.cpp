// The Python package statsmodels: intervals and tests of one and two proportions, several tests.
#include <algorithm>
#include <cmath>
#include <map>

#include "num/binomial.h"
#include "num/distribution.h"
#include "num/p_adjust.h"
#include "num/two_proportions.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

Value pair_of(const std::optional<num::Limits>& limits) {
  return limits ? numbers({limits->low, limits->high}) : numbers({missing, missing});
}

Value proportion_confint(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"count", "nobs", "alpha", "method"});
  static const std::map<std::string, num::BinomialInterval, std::less<>> methods{
      {"normal", num::binomial_wald},
      {"agresti_coull", num::binomial_agresti_coull},
      {"beta", num::binomial_exact},
      {"wilson", num::binomial_wilson},
      {"jeffreys", num::binomial_jeffreys}};
  const std::string name = arguments.text("method", "normal");
  const auto method = methods.find(name);
  if (method == methods.end()) {
    throw NotCovered("proportion_confint by " + name);
  }
  auto limits = method->second(arguments.number("count", missing), arguments.number("nobs", missing),
                               arguments.number("alpha", 0.05) / 2);
  if (limits && (name == "normal" || name == "agresti_coull")) {
    limits = num::Limits{std::max(0.0, limits->low), std::min(1.0, limits->high)};
  }
  return pair_of(limits);
}

// Goodman's (1965): Wilson's limits of each share at a level that all of them hold together.
Value multinomial_confint(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"counts", "alpha", "method"});
  if (arguments.text("method", "goodman") != "goodman") {
    throw NotCovered("multinomial_proportions_confint by " + arguments.text("method", {}));
  }
  const std::vector<double> counts = arguments.numbers("counts", {});
  double all = 0;
  for (const double count : counts) {
    all += count;
  }
  const double tail = arguments.number("alpha", 0.05) / static_cast<double>(2 * counts.size());
  auto list = std::make_shared<List>();
  for (const double count : counts) {
    list->items.emplace_back(std::string(), pair_of(num::binomial_wilson(count, all, tail)));
  }
  return list;
}

struct Comparison {
  num::TwoProportions counts;
  std::string compare;
  std::string method;
  double alpha = 0.05;
  bool corrected = true;
};

Comparison comparison_of(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"count1", "nobs1", "count2", "nobs2", "method", "compare", "alpha", "correction"});
  Comparison result{{arguments.number("count1", missing), arguments.number("nobs1", missing),
                     arguments.number("count2", missing), arguments.number("nobs2", missing)},
                    arguments.text("compare", "diff"),
                    {},
                    arguments.number("alpha", 0.05),
                    !arguments.has("correction") || arguments.code("correction").text != "False"};
  result.method = arguments.text("method", result.compare == "diff" ? "newcomb" : "score");
  return result;
}

Value two_confint(const RCode& call, Environment& environment) {
  const Comparison what = comparison_of(call, environment);
  if (what.compare == "diff" && what.method == "score") {
    throw ByIntent("statsmodels' score interval of a difference, whose cubic has a count for a base");
  }
  using Interval = std::optional<num::Limits> (*)(const num::TwoProportions&, double);
  const std::map<std::string, Interval> methods{
      {"diff/wald", num::difference_wald},
      {"diff/agresti-caffo", num::difference_agresti_caffo},
      {"diff/newcomb", num::difference_newcombe},
      {"ratio/log", num::risk_ratio_log},
      {"ratio/log-adjusted", num::risk_ratio_log_adjusted},
      {"ratio/score", what.corrected ? num::risk_ratio_miettinen_nurminen : num::risk_ratio_score},
      {"odds-ratio/logit", num::odds_ratio_logit},
      {"odds-ratio/logit-adjusted", num::odds_ratio_logit_adjusted},
      {"odds-ratio/score", what.corrected ? num::odds_ratio_miettinen_nurminen : num::odds_ratio_score}};
  const auto method = methods.find(what.compare + "/" + what.method);
  if (method == methods.end()) {
    throw NotCovered("the interval " + what.compare + " by " + what.method);
  }
  return pair_of(method->second(what.counts, what.alpha / 2));
}

// How many standard errors an interval about `estimate` says that it is from `null`, both on the scale on which the
// interval is symmetric.
double distance(double estimate, double null, double low, double high, double z) {
  return (estimate - null) / ((high - low) / (2 * z));
}

// The statistic whose interval has the tail 1 - Phi(z), from that interval.
std::optional<double> statistic_of(const Comparison& what) {
  const num::TwoProportions& c = what.counts;
  constexpr double tail = 0.4;  // narrow, so that no limit is cut
  const double z = num::normal_quantile(1 - tail);
  if (what.method == "score") {
    // All three hypotheses are that the proportions are equal.
    const double share = (c.x1 + c.x2) / (c.n1 + c.n2);
    const double variance = share * (1 - share) * (1 / c.n1 + 1 / c.n2);
    const double all = c.n1 + c.n2;
    return (c.x1 / c.n1 - c.x2 / c.n2) / std::sqrt(variance * (what.corrected ? all / (all - 1) : 1));
  }
  const std::map<std::string, std::optional<num::Limits>> intervals{
      {"diff/wald", num::difference_wald(c, tail)},
      {"diff/agresti-caffo", num::difference_agresti_caffo(c, tail)},
      {"ratio/log", num::risk_ratio_log(c, tail)},
      {"ratio/log-adjusted", num::risk_ratio_log_adjusted(c, tail)},
      {"odds-ratio/logit", num::odds_ratio_logit(c, tail)},
      {"odds-ratio/logit-adjusted", num::odds_ratio_logit_adjusted(c, tail)}};
  const auto found = intervals.find(what.compare + "/" + what.method);
  if (found == intervals.end()) {
    throw NotCovered("the test " + what.compare + " by " + what.method);
  }
  if (!found->second) {
    return std::nullopt;
  }
  const num::Limits& limits = *found->second;
  if (what.compare == "diff") {
    return distance((limits.low + limits.high) / 2, 0, limits.low, limits.high, z);
  }
  const double low = std::log(limits.low);
  const double high = std::log(limits.high);
  return distance((low + high) / 2, 0, low, high, z);
}

Value two_test(const RCode& call, Environment& environment) {
  const double statistic = statistic_of(comparison_of(call, environment)).value_or(missing);
  const double p = num::t_two_sided(statistic, std::numeric_limits<double>::infinity()).value_or(missing);
  return std::make_shared<Answer>(Json{{"statistic", number_json(statistic)}, {"p_value", number_json(p)}});
}

// Two stages (Benjamini and Hochberg 2000; Benjamini, Krieger and Yekutieli 2006): the tests that the first rejects are
// taken for those that are no true hypotheses.
std::vector<double> two_stages(const std::vector<double>& p, double alpha, bool krieger) {
  const double factor = krieger ? 1 + alpha : 1;
  std::vector<double> adjusted = num::adjusted(p, num::Adjustment::BenjaminiHochberg);
  const auto rejected = std::ranges::count_if(adjusted, [&](double q) { return q <= alpha / factor; });
  const auto n = static_cast<double>(p.size());
  const double left = n - static_cast<double>(rejected);
  for (double& q : adjusted) {
    q *= factor * (rejected > 0 && left > 0 ? left / n : 1);
  }
  return adjusted;
}

Value multipletests(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"pvals", "alpha", "method"});
  const std::vector<double> p = arguments.numbers("pvals", {});
  const double alpha = arguments.number("alpha", 0.05);
  const std::string name = arguments.text("method", "hs");
  static const std::map<std::string, std::string, std::less<>> names{
      {"b", "bonferroni"}, {"s", "sidak"},   {"hs", "holm-sidak"}, {"h", "holm"},   {"simes-hochberg", "hochberg"},
      {"sh", "hochberg"},  {"ho", "hommel"}, {"fdr_bh", "bh"},     {"fdr_i", "bh"}, {"fdr_by", "by"},
      {"fdr_n", "by"}};
  std::vector<double> adjusted;
  if (name == "fdr_tsbh" || name == "fdr_tsbky") {
    adjusted = two_stages(p, alpha, name == "fdr_tsbky");
  } else {
    const auto known = names.find(name);
    const auto method = num::adjustment_of(known == names.end() ? name : known->second);
    if (!method) {
      throw NotCovered("multipletests by " + name);
    }
    adjusted = num::adjusted(p, *method);
  }
  Json rejected = Json::array();
  constexpr double rounding = 1e-12;
  for (const double q : adjusted) {
    // Its sums leave one unit in the last place too much, on which the decision would hang.
    if (name == "hommel" && std::fabs(q - alpha) <= rounding * alpha) {
      throw ByIntent("statsmodels' hommel where an adjusted p is the level but for rounding");
    }
    rejected.push_back(q <= alpha * (1 + rounding));
  }
  return std::make_shared<Answer>(Json{{"reject", rejected}, {"p_adjusted", adjusted}});
}

const Family family{{"proportion_confint", proportion_confint},
                    {"multinomial_proportions_confint", multinomial_confint},
                    {"confint_proportions_2indep", two_confint},
                    {"test_proportions_2indep", two_test},
                    {"multipletests", multipletests}};

}  // namespace

}  // namespace kith::oracles
