#include "estimate/group_test.h"

#include <fmt/format.h>

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/problem.h"
#include "base/text.h"
#include "design/labels.h"
#include "estimate/domain_means.h"
#include "estimate/thresholds.h"
#include "num/distribution.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// The respondents of a test: a number each, and the group it belongs to.
struct Groups {
  std::vector<double> value;  // 0 where not present
  design::Indices group;      // numbered from 0 in the order of the levels; no_label where not present
  std::vector<std::uint8_t> present;
  std::size_t count = 1;
  std::int64_t respondents = 0;
};

Groups groups_of(const data::Table& table, const GroupFormula& formula, const design::Design& design,
                 std::span<const std::uint8_t> keep) {
  data::Evaluated outcome = formula.outcome.over(table).numbers();
  design::Labels labels{design::Indices(table.rows(), 0), 1};
  if (!formula.group.empty()) {
    labels = design::labels(table.column(formula.group));
  }
  Groups groups{std::move(outcome.values), {}, std::vector<std::uint8_t>(table.rows())};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool in = keep[row] != 0 && design.weights()[row] > 0 && outcome.reasons[row] == 0 &&
                    labels.index[row] != design::no_label;
    groups.present[row] = in ? 1 : 0;
    groups.value[row] = in ? groups.value[row] : 0;
    groups.respondents += in ? 1 : 0;
  }
  labels = design::used_labels(std::move(labels), groups.present);
  groups.group = std::move(labels.index);
  groups.count = labels.count;
  if (groups.respondents == 0) {
    throw Error(
        {"no-answers", fmt::format("nobody has an answer to `{}`", formula.outcome.text()), {table.source, 0}, {}});
  }
  if (!formula.group.empty() && groups.count < 2) {
    throw Error({"one-level",
                 fmt::format("`{}` has only one answer among those who are compared", formula.group),
                 {table.source, 0},
                 "a test needs two groups; for one sample write ~ 0"});
  }
  return groups;
}

design::Estimate estimate_of(const Groups& groups, const design::Design& design, Numbers numbers) {
  std::vector<std::vector<std::uint8_t>> domains(groups.count, std::vector<std::uint8_t>(groups.value.size()));
  for (std::size_t row = 0; row < groups.value.size(); ++row) {
    if (groups.present[row] != 0) {
      domains[groups.group[row]][row] = 1;
    }
  }
  return domain_means(groups.value, domains, design, numbers);
}

void refer_to_t(TestResult& result, double estimate, double se, double df) {
  result.symbol = "t";
  result.estimate = estimate;
  result.se = se;
  result.df2 = df;
  if (se > 0 && df > 0) {
    result.statistic = estimate / se;
    result.p = num::t_two_sided(result.statistic, df);
  }
}

void compare_groups(TestResult& result, const design::Estimate& means) {
  const Index k = means.value.size();
  MatrixXd contrast = MatrixXd::Zero(k - 1, k);
  contrast.col(0).setConstant(-1);
  contrast.rightCols(k - 1).setIdentity();
  const VectorXd difference = contrast * means.value;
  const MatrixXd covariance = contrast * means.covariance * contrast.transpose();
  if (k == 2) {
    return refer_to_t(result, difference[0], std::sqrt(covariance(0, 0)), means.df - 1);
  }
  const Eigen::ColPivHouseholderQR<MatrixXd> factors(covariance);
  const auto parts = static_cast<double>(k - 1);
  result.symbol = "F";
  result.df1 = parts;
  result.df2 = means.df - parts;
  if (factors.rank() < k - 1) {
    result.notes.push_back({"more-parameters-than-clusters", "The clusters are too few for so many groups."});
    return;
  }
  result.statistic = difference.dot(factors.solve(difference)) / parts;
  result.p = num::f_above(result.statistic, parts, *result.df2);
}

void add_notes(TestResult& result, const design::Estimate& means) {
  if (!means.lonely.empty()) {
    result.notes.push_back({"lonely-psu", fmt::format("{} strata have a single cluster.", means.lonely.size())});
  }
  if (means.failed > 0) {
    result.notes.push_back(
        {"failed-replicates", fmt::format("{} replicates gave no value and are left out.", means.failed)});
  }
  if (result.df2 && *result.df2 <= 0) {
    result.p.reset();
    result.notes.push_back({"no-degrees-of-freedom", "The clusters are too few: there are no degrees of freedom."});
  } else if (!result.p && result.notes.empty()) {
    result.notes.push_back({"constant-outcome", "The answers do not vary, so there is nothing to test."});
  }
  if (result.respondents < small_base) {
    result.notes.push_back({"small-base", small_base_text(result.respondents)});
  }
}

std::string_view inside_of_i(std::string_view text) {
  return text.starts_with("I(") && text.ends_with(")") ? text.substr(2, text.size() - 3) : text;
}

double wilcoxon(double rank, double total) {
  return rank / total;
}

double van_der_waerden(double rank, double total) {
  return num::normal_quantile(rank / total);
}

double median(double rank, double total) {
  return rank > total / 2 ? 1 : 0;
}

using Score = double (*)(double rank, double total);

constexpr std::array<std::pair<std::string_view, Score>, 4> scores{
    {{"wilcoxon", wilcoxon}, {"vanderwaerden", van_der_waerden}, {"median", median}, {"kruskal", wilcoxon}}};

// The rows of those who are compared, in the order of their answers, and the rank of each.
struct Ranked {
  std::vector<std::size_t> order;
  std::vector<double> ranks;
  double total = 0;
};

// Of answers that are all the same, with `before` below them.
double tied_rank(std::span<const std::size_t> tied, std::span<const double> weights, double before, Ties ties) {
  num::Sum weight;
  num::Sum middles;
  for (const std::size_t row : tied) {
    middles += weight.value() + weights[row] / 2;
    weight += weights[row];
  }
  return before + (ties == Ties::Middle ? weight.value() / 2 : middles.value() / static_cast<double>(tied.size()));
}

Ranked ranked(const Groups& groups, std::span<const double> weights, Ties ties) {
  Ranked result;
  std::vector<std::size_t>& order = result.order;
  for (std::size_t row = 0; row < groups.value.size(); ++row) {
    if (groups.present[row] != 0) {
      order.push_back(row);
    }
  }
  std::ranges::sort(order, {}, [&](std::size_t row) { return std::pair(groups.value[row], row); });
  num::Sum below;
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    num::Sum after = below;
    for (; last < order.size() && groups.value[order[last]] == groups.value[order[first]]; ++last) {
      after += weights[order[last]];
    }
    const std::span<const std::size_t> tied = std::span(order).subspan(first, last - first);
    result.ranks.resize(last, tied_rank(tied, weights, below.value(), ties));
    below = after;
    first = last;
  }
  result.total = below.value();
  return result;
}

}  // namespace

GroupFormula group_formula(std::string_view text) {
  const std::size_t tilde = text.find('~');
  const std::string_view right =
      tilde == std::string_view::npos ? std::string_view() : text::trim(text.substr(tilde + 1));
  if (right.empty()) {
    throw Error({"bad-formula",
                 fmt::format("`{}` does not say what is compared", text),
                 {},
                 "write it as answer ~ group, or answer ~ 0 for one sample"});
  }
  GroupFormula formula{data::Expression::parse(inside_of_i(text::trim(text.substr(0, tilde)))), {}};
  if (right != "0" && right != "1") {
    const auto column = data::Expression::parse(right).single_column();
    if (!column) {
      throw Error({"bad-formula", fmt::format("`{}` is not a column", right), {}, "groups come from one column"});
    }
    formula.group = *column;
  }
  return formula;
}

TestResult t_test(const data::Table& table, const GroupFormula& formula, const design::Design& design,
                  std::span<const std::uint8_t> keep, double level) {
  const Groups groups = groups_of(table, formula, design, keep);
  const design::Estimate means = estimate_of(groups, design, Numbers::Move);
  TestResult result;
  result.respondents = groups.respondents;
  if (formula.group.empty()) {
    result.name = fmt::format("mean of {} is 0", formula.outcome.text());
    result.estimate_name = "mean";
    refer_to_t(result, means.value[0], std::sqrt(means.covariance(0, 0)), means.df - 1);
  } else {
    result.name = fmt::format("means of {} by {}", formula.outcome.text(), formula.group);
    result.estimate_name = groups.count == 2 ? "difference in means" : "";
    compare_groups(result, means);
  }
  if (result.estimate && result.se && result.df2) {
    if (const auto t = num::t_quantile((1 + level) / 2, *result.df2)) {
      const double half = *t * *result.se;
      result.interval = finding::Interval{*result.estimate - half, *result.estimate + half, level, "wald"};
    }
  }
  add_notes(result, means);
  return result;
}

RankScore rank_score(std::string_view name) {
  const std::string folded = text::fold(name) == "kruskalwallis" ? "kruskal" : text::fold(name);
  const auto found = std::ranges::find(scores, folded, &std::pair<std::string_view, Score>::first);
  if (found == scores.end()) {
    std::vector<std::string> names;
    std::ranges::transform(scores, std::back_inserter(names),
                           [](const auto& score) { return std::string(score.first); });
    throw Error(
        {"unknown-rank-test", fmt::format("there is no rank test `{}`", name), {}, text::suggestion(folded, names)},
        Fault::Usage);
  }
  return {folded, [of = found->second](std::span<const double> ranks, double total) {
            std::vector<double> values(ranks.size());
            std::ranges::transform(ranks, values.begin(), [&](double rank) { return of(rank, total); });
            return values;
          }};
}

TestResult rank_test(const data::Table& table, const GroupFormula& formula, const design::Design& design,
                     std::span<const std::uint8_t> keep, const RankScore& score, Ties ties) {
  if (formula.group.empty()) {
    throw Error({"bad-formula", "a rank test compares groups", {}, "write it as answer ~ group"});
  }
  Groups groups = groups_of(table, formula, design, keep);
  const Ranked by_rank = ranked(groups, design.weights(), ties);
  const std::vector<double> scores_of_ranks = score.of(by_rank.ranks, by_rank.total);
  for (std::size_t i = 0; i < by_rank.order.size(); ++i) {
    groups.value[by_rank.order[i]] = scores_of_ranks.at(i);
  }
  const design::Estimate means = estimate_of(groups, design, Numbers::AreFixed);
  TestResult result;
  result.name = fmt::format("ranks of {} by {} ({})", formula.outcome.text(), formula.group, score.name);
  result.estimate_name = groups.count == 2 ? "difference in mean rank score" : "";
  result.respondents = groups.respondents;
  compare_groups(result, means);
  add_notes(result, means);
  return result;
}

}  // namespace kith::estimate
