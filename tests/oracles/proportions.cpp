// Intervals and tests of one proportion: binom.confint, binom.test, prop.test, and PropCIs' of one sample.
#include <algorithm>
#include <array>
#include <cmath>

#include "num/binomial.h"
#include "num/share_tests.h"
#include "num/two_proportions.h"
#include "oracles/environment.h"
#include "oracles/near_limits.h"

namespace kith::oracles {

namespace {

Value pair_of(const std::optional<num::Limits>& limits) {
  return limits ? numbers({limits->low, limits->high}) : numbers({missing, missing});
}

std::shared_ptr<List> test_list(const std::optional<num::Limits>& limits, double statistic, double df, double p,
                                std::vector<double> estimate) {
  auto list = std::make_shared<List>();
  list->items = {{"conf.int", pair_of(limits)},
                 {"statistic", number(statistic)},
                 {"parameter", number(df)},
                 {"p.value", number(p)},
                 {"estimate", numbers(std::move(estimate))}};
  return list;
}

num::Alternative alternative_of(const Arguments& arguments) {
  const std::string name = arguments.text("alternative", "two.sided");
  return name == "less"      ? num::Alternative::Less
         : name == "greater" ? num::Alternative::Greater
                             : num::Alternative::TwoSided;
}

// One answer for each (x, n), the shorter of the two taken again from its beginning.
struct Counts {
  std::vector<double> x;
  std::vector<double> n;
};
Counts counts_of(const Arguments& arguments) {
  Counts counts{arguments.numbers("x", {}), arguments.numbers("n", {})};
  const std::size_t size = std::max(counts.x.size(), counts.n.size());
  for (std::vector<double>* side : {&counts.x, &counts.n}) {
    const std::vector<double> given = *side;
    side->clear();
    for (std::size_t i = 0; i < size; ++i) {
      side->push_back(given[i % given.size()]);
    }
  }
  return counts;
}

struct Interval {
  double mean = 0;
  num::Limits limits;
};

Interval plain(double x, double n, double tail, num::BinomialInterval interval) {
  return {x / n, interval(x, n, tail).value_or(num::Limits{missing, missing})};
}

// The exact limits, held to what R's road to them makes of them (near_limits.h).
Interval by_road(double mean, const std::optional<num::Limits>& exact, const NearLimits& near) {
  if (!exact) {
    return {mean, {missing, missing}};
  }
  const auto there = [&](double one, double rough) { return std::fabs(one - rough) <= near.within ? rough : one; };
  return {mean, {there(exact->low, near.limits.low), there(exact->high, near.limits.high)}};
}

Interval likelihood_ratio(double x, double n, double tail) {
  return by_road(x / n, num::binomial_likelihood_ratio(x, n, tail), binom_lrt(x, n, tail));
}

// The base of one person more makes another likelihood at 0 and n; otherwise the equation is the same.
Interval profile(double x, double n, double tail) {
  const NearLimits near = binom_profile(x, n, tail);
  return x == 0 || x == n ? Interval{x / n, near.limits}
                          : by_road(x / n, num::binomial_likelihood_ratio(x, n, tail), near);
}

Interval highest_density(double x, double n, double tail) {
  const double mean = (x + 0.5) / (n + 1);
  const auto exact = num::binomial_highest_density(x, n, tail);
  return x == 0 || x == n || !exact ? Interval{mean, exact.value_or(num::Limits{missing, missing})}
                                    : by_road(mean, exact, binom_bayes(x, n, tail));
}

// Equal tails; at 0 and n the whole of what is outside is on one side.
Interval central(double x, double n, double tail) {
  const bool edge = x == 0 || x == n;
  const auto limits = num::binomial_jeffreys(x, n, edge ? 2 * tail : tail).value_or(num::Limits{missing, missing});
  return {(x + 0.5) / (n + 1), {x == 0 ? 0 : limits.low, x == n ? 1 : limits.high}};
}

using Method = Interval (*)(double x, double n, double tail);

// In the order in which R gives them.
constexpr std::array methods{
    std::pair<std::string_view, Method>{
        "agresti-coull",
        [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_agresti_coull); }},
    std::pair<std::string_view, Method>{
        "asymptotic", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_wald); }},
    std::pair<std::string_view, Method>{"bayes", highest_density},
    std::pair<std::string_view, Method>{
        "cloglog", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_cloglog); }},
    std::pair<std::string_view, Method>{
        "exact", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_exact); }},
    std::pair<std::string_view, Method>{
        "logit", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_logit); }},
    std::pair<std::string_view, Method>{
        "probit", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_probit); }},
    std::pair<std::string_view, Method>{"profile", profile},
    std::pair<std::string_view, Method>{"lrt", likelihood_ratio},
    // prop.test is called without the level, and so always at 95%.
    std::pair<std::string_view, Method>{
        "prop.test", [](double x, double n, double) { return plain(x, n, 0.025, num::binomial_wilson_corrected); }},
    std::pair<std::string_view, Method>{
        "wilson", [](double x, double n, double tail) { return plain(x, n, tail, num::binomial_wilson); }}};

Value binom_confint(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"x", "n", "conf.level", "methods", "...", "type", "prior.shape1", "prior.shape2"});
  if (arguments.has("prior.shape1") || arguments.has("prior.shape2")) {
    throw NotCovered("binom.confint with another prior");
  }
  const bool equal_tails = arguments.text("type", "highest") == "central";
  std::vector<std::string> wanted = arguments.texts("methods", {"all"});
  std::ranges::replace(wanted, std::string("ac"), std::string("agresti-coull"));
  const double tail = (1 - arguments.number("conf.level", 0.95)) / 2;
  const Counts counts = counts_of(arguments);
  auto names = std::make_shared<Texts>(std::vector<std::string>{});
  std::array<std::vector<double>, 5> columns;
  for (const auto& [name, method] : methods) {
    if (std::ranges::find(wanted, name) == wanted.end() && std::ranges::find(wanted, "all") == wanted.end()) {
      continue;
    }
    for (std::size_t i = 0; i < counts.x.size(); ++i) {
      const double x = counts.x[i];
      const double n = counts.n[i];
      const Interval interval = name == "bayes" && equal_tails ? central(x, n, tail) : method(x, n, tail);
      names->values.emplace_back(name);
      const std::array row{x, n, interval.mean, interval.limits.low, interval.limits.high};
      for (std::size_t column = 0; column < row.size(); ++column) {
        columns[column].push_back(row[column]);
      }
    }
  }
  auto frame = std::make_shared<List>();
  frame->items = {{"method", names},
                  {"x", numbers(columns[0])},
                  {"n", numbers(columns[1])},
                  {"mean", numbers(columns[2])},
                  {"lower", numbers(columns[3])},
                  {"upper", numbers(columns[4])}};
  return frame;
}

// One-sided limits have the whole of what is outside on one side.
std::optional<num::Limits> exact_limits(double x, double n, double level, num::Alternative alternative) {
  if (alternative == num::Alternative::TwoSided) {
    return num::binomial_exact(x, n, (1 - level) / 2);
  }
  const auto limits = num::binomial_exact(x, n, 1 - level);
  return alternative == num::Alternative::Less ? num::Limits{0, limits->high} : num::Limits{limits->low, 1};
}

Value binom_test(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "n", "p", "alternative", "conf.level"});
  std::vector<double> x = arguments.numbers("x", {});
  const double n = x.size() == 2 ? x[0] + x[1] : arguments.number("n", missing);
  const num::Alternative alternative = alternative_of(arguments);
  const auto p = num::binomial_test(x.at(0), n, arguments.number("p", 0.5), alternative);
  return test_list(exact_limits(x[0], n, arguments.number("conf.level", 0.95), alternative), x[0], n,
                   p.value_or(missing), {x[0] / n});
}

Value prop_test(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "n", "p", "alternative", "conf.level", "correct"});
  const Counts counts = counts_of(arguments);
  const bool corrected = arguments.truth("correct", true);
  const double tail = (1 - arguments.number("conf.level", 0.95)) / 2;
  const auto continuity = corrected ? num::Continuity::Yates : num::Continuity::None;
  if (alternative_of(arguments) != num::Alternative::TwoSided) {
    throw NotCovered("prop.test of one side");
  }
  std::vector<double> shares;
  for (std::size_t i = 0; i < counts.x.size(); ++i) {
    shares.push_back(counts.x[i] / counts.n[i]);
  }
  std::optional<num::ChiSquared> test;
  std::optional<num::Limits> limits;
  if (shares.size() == 1) {
    test = num::share_test(counts.x[0], counts.n[0], arguments.number("p", 0.5), continuity);
    limits = (corrected ? num::binomial_wilson_corrected : num::binomial_wilson)(counts.x[0], counts.n[0], tail);
  } else {
    if (arguments.has("p")) {
      throw NotCovered("prop.test of several against given shares");
    }
    test = num::proportions_test(counts.x, counts.n, continuity);
  }
  if (shares.size() == 2) {
    const num::TwoProportions two{counts.x[0], counts.n[0], counts.x[1], counts.n[1]};
    limits = (corrected ? num::difference_wald_corrected : num::difference_wald)(two, tail);
  }
  return test ? test_list(limits, test->statistic, test->df, test->p, shares)
              : test_list(limits, missing, static_cast<double>(shares.size()) - 1, missing, shares);
}

// PropCIs: x, n and the level, in this order.
Value one_sample(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "n", "conf.level"});
  const double x = arguments.number("x", missing);
  const double n = arguments.number("n", missing);
  const double tail = (1 - arguments.number("conf.level", 0.95)) / 2;
  auto list = std::make_shared<List>();
  std::optional<num::Limits> limits = call.is("exactci")   ? num::binomial_exact(x, n, tail)
                                      : call.is("scoreci") ? num::binomial_wilson(x, n, tail)
                                      : call.is("addz2ci") ? num::binomial_agresti_coull(x, n, tail)
                                                           : num::binomial_wald(x + 2, n + 4, tail);
  if (limits) {
    limits = num::Limits{std::max(0.0, limits->low), std::min(1.0, limits->high)};
  }
  list->items = {{"conf.int", pair_of(limits)}};
  return list;
}

const Family family{
    {"binom.confint", binom_confint}, {"binom.test", binom_test}, {"prop.test", prop_test}, {"exactci", one_sample},
    {"scoreci", one_sample},          {"addz2ci", one_sample},    {"add4ci", one_sample}};

}  // namespace

}  // namespace kith::oracles
