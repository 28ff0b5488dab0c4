// quantile(x, p, ...) and median(x) as measures, and what becomes of one of them in one domain.
#include "estimate/quantile.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/text.h"
#include "design/replicates.h"
#include "estimate/joint.h"
#include "num/distribution.h"
#include "num/root.h"

namespace kith::estimate {

namespace {

constexpr std::array<std::string_view, 6> intervals{"mean", "beta", "xlogit", "asin", "score", "quantile"};

Uncertainty of_share(double share, const Spread& spread, const Ranked& answers) {
  return {.value = share,
          .se = std::sqrt(spread.variance.value_or(0)),
          .df = spread.df,
          .respondents = static_cast<double>(answers.values.size()),
          .effective = static_cast<double>(answers.values.size()),
          .simple = false};
}

// R's IQR: quartiles by definition 7, unweighted.
double interquartile_range(const Ranked& answers) {
  const auto quartile = [&](double p) {
    const double place = p * static_cast<double>(answers.values.size() - 1);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min(low + 1, answers.values.size() - 1);
    return answers.values[low] + (place - static_cast<double>(low)) * (answers.values[high] - answers.values[low]);
  };
  return quartile(0.75) - quartile(0.25);
}

// The share of the answers at or below the threshold that the score test gives, unweighted, as R carries it back.
std::optional<double> score_limit(const Estimates::State& state, const Ranks& ranks,
                                  const Estimates::State::Origin& origin, double p, double limit) {
  const std::optional<double> threshold = score_threshold(state, ranks, origin, p, limit);
  if (!threshold) {
    return std::nullopt;
  }
  const Ranked& answers = ranks.answers(origin.domain);
  const auto below = std::ranges::upper_bound(answers.values, *threshold) - answers.values.begin();
  return static_cast<double>(below) / static_cast<double>(answers.values.size());
}

// The limits of the share whose quantiles are the limits.
struct Shares {
  std::optional<double> low;
  std::optional<double> high;
};

Shares share_limits(const Estimates::State& state, const Ranks& ranks, const Estimates::State::Origin& origin, double p,
                    double value, const Spread& spread) {
  const double tail = (1 - state.request.level) / 2;
  const std::string& type = state.quantile_interval;
  if (type == "score") {
    const auto t = num::t_quantile(1 - tail, spread.df);
    if (!t) {
      return {};
    }
    return {score_limit(state, ranks, origin, p, *t), score_limit(state, ranks, origin, p, -*t)};
  }
  const double share = ranks.share_below(origin.domain, value);
  const IntervalMethod& method = interval_method(type);
  const std::optional<Limits> limits = method.limits(of_share(share, spread, ranks.answers(origin.domain)), tail);
  if (!limits) {
    return {};
  }
  Shares result;
  if (limits->low >= 0) {
    result.low = limits->low;
  }
  if (limits->high <= 1) {
    result.high = limits->high;
  }
  return result;
}

void by_replicates(QuantileAnswer& answer, const Estimates::State& state, const Estimates::State::Origin& origin) {
  const Spread spread_of_quantile = spread(state.design, joint(state, {origin}), Eigen::VectorXd::Ones(1));
  const auto t = num::t_quantile((1 + state.request.level) / 2, spread_of_quantile.df);
  if (spread_of_quantile.variance) {
    answer.se = std::sqrt(*spread_of_quantile.variance);
  }
  if (answer.se && t) {
    answer.low = answer.value - *t * *answer.se;
    answer.high = answer.value + *t * *answer.se;
  }
}

std::vector<double> probabilities(const std::vector<data::Expression>& arguments) {
  std::vector<double> result;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const data::Syntax& syntax = arguments[i].syntax();
    if (syntax.op != data::Operator::Number || !(syntax.number > 0 && syntax.number < 1)) {
      throw Error({"bad-measure",
                   fmt::format("`{}` is not a share of the answers", arguments[i].text()),
                   {},
                   fmt::format("write {} with numbers between 0 and 1", quantile_kind.usage)});
    }
    result.push_back(syntax.number);
  }
  return result;
}

Measure make(std::string text, const data::Expression& number, const std::vector<double>& shares,
             const data::Table& table) {
  Measure measure;
  measure.text = std::move(text);
  measure.kind = finding::Kind::Mean;
  measure.components.push_back(number.over(table));
  for (const double share : shares) {
    Figure figure{.probability = share};
    if (shares.size() > 1) {
      figure.category = text::exact(share);
      figure.category_label = figure.category;
    }
    measure.figures.push_back(std::move(figure));
  }
  return measure;
}

Measure make_quantile(const std::vector<data::Expression>& arguments, const data::Table& table) {
  if (arguments.size() < 2) {
    expect_arguments(quantile_kind, arguments, 2);
  }
  return make(call_text(quantile_kind.name, arguments), arguments[0], probabilities(arguments), table);
}

Measure make_median(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(median_kind, arguments, 1);
  return make(call_text(median_kind.name, arguments), arguments[0], {0.5}, table);
}

}  // namespace

const MeasureKind quantile_kind{"quantile", "quantile(x, p, ...)",
                                "The numbers below which the shares p of the answers lie: quantile(income, 0.1, 0.9).",
                                make_quantile};
const MeasureKind median_kind{"median", "median(x)", "Another name of quantile(x, 0.5).", make_median};

std::span<const std::string_view> quantile_intervals() {
  return intervals;
}

QuantileAsked quantile_asked(const Request& request) {
  QuantileAsked asked{&quantile_rule(request.quantile_rule.empty() ? "math" : request.quantile_rule),
                      request.quantile_interval.empty() ? "mean" : request.quantile_interval};
  if (std::ranges::find(intervals, asked.interval) == intervals.end()) {
    throw Error({"unknown-interval",
                 fmt::format("there is no interval `{}` for quantiles", asked.interval),
                 {},
                 text::suggestion(asked.interval, std::vector<std::string>(intervals.begin(), intervals.end()))});
  }
  return asked;
}

// By the totals of the ranks where the design allows, otherwise by a pass over the rows.
Spread spread_below(const Estimates::State& state, const Ranks& ranks, const Estimates::State::Origin& origin,
                    double threshold) {
  if (state.design.calibrations().empty() && state.design.replicates() == nullptr) {
    return linearised(state.design, ranks.influences_below(origin.domain, threshold));
  }
  const double size = ranks.answers(origin.domain).cumulative.back();
  Estimates::State::Origin below = origin;
  below.of = Estimates::State::Origin::Of::ShareBelow;
  below.threshold = threshold;
  below.gradient = {-ranks.share_below(origin.domain, threshold) / size, 1 / size};
  return spread(state.design, joint(state, {below}), Eigen::VectorXd::Ones(1));
}

std::optional<double> score_threshold(const Estimates::State& state, const Ranks& ranks,
                                      const Estimates::State::Origin& origin, double p, double limit) {
  const Ranked& answers = ranks.answers(origin.domain);
  const double margin = interquartile_range(answers) / 100;
  const double width = 1 / (100 * std::sqrt(static_cast<double>(answers.values.size())));  // that R looks for
  const auto test = [&](double threshold) {
    const Spread spread = spread_below(state, ranks, origin, threshold);
    return (p - ranks.share_below(origin.domain, threshold)) / std::sqrt(spread.variance.value_or(0)) - limit;
  };
  return num::root(test, answers.values.front() + margin, answers.values.back() - margin, width);
}

QuantileAnswer quantile(const Estimates::State& state, const Ranks& ranks, const Estimates::State::Origin& origin) {
  const Ranked& answers = ranks.answers(origin.domain);
  const double p = state.measures[origin.measure].figures[origin.figure].probability.value_or(0);
  const QuantileRule& rule = *state.quantile_rule;
  QuantileAnswer answer;
  answer.value = rule.at(answers, p);
  answer.share = spread_below(state, ranks, origin, answer.value);
  if (!answer.share.variance) {
    return answer;
  }
  if (state.quantile_interval == "quantile") {
    by_replicates(answer, state, origin);
  } else if (ranks.share_below(origin.domain, answer.value) <
             1) {  // nothing is known of what lies above the last answer
    const Shares shares = share_limits(state, ranks, origin, p, answer.value, answer.share);
    const auto t = num::t_quantile((1 + state.request.level) / 2, answer.share.df);
    const auto at = [&](double share) { return rule.at(answers, share); };
    answer.low_share = shares.low;
    answer.high_share = shares.high;
    answer.low = shares.low ? std::optional(at(*shares.low)) : std::nullopt;
    answer.high = shares.high ? std::optional(at(*shares.high)) : std::nullopt;
    if (answer.low && answer.high && t) {
      answer.se = (*answer.high - *answer.low) / (2 * *t);
    }
  }
  if (answer.se && *answer.share.variance > 0) {
    answer.slope = -*answer.se / std::sqrt(*answer.share.variance);
  }
  return answer;
}

}  // namespace kith::estimate
