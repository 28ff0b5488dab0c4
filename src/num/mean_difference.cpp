#include "num/mean_difference.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "base/problem.h"
#include "num/cluster_robust.h"
#include "num/leverage.h"
#include "num/sum.h"

namespace kith::num {

namespace {

[[noreturn]] void fail(const char* code, std::string message, std::string hint = {}) {
  throw Error({code, std::move(message), {}, std::move(hint)});
}

struct Moments {
  double n = 0;
  double mean = 0;
  double variance = 0;
};

Moments moments(const Experiment& experiment, std::uint8_t group) {
  Moments result;
  Sum sum;
  for (std::size_t i = 0; i < experiment.outcome.size(); ++i) {
    if (experiment.treated[i] == group) {
      sum += experiment.outcome[i];
      result.n += 1;
    }
  }
  result.mean = sum.value() / result.n;
  Sum squares;
  for (std::size_t i = 0; i < experiment.outcome.size(); ++i) {
    if (experiment.treated[i] == group) {
      squares += (experiment.outcome[i] - result.mean) * (experiment.outcome[i] - result.mean);
    }
  }
  result.variance = squares.value() / (result.n - 1);
  return result;
}

MeanDifference welch(const Experiment& experiment) {
  const Moments one = moments(experiment, 1);
  const Moments zero = moments(experiment, 0);
  const double v1 = one.variance / one.n;
  const double v0 = zero.variance / zero.n;
  return {one.mean - zero.mean, std::sqrt(v1 + v0),
          (v1 + v0) * (v1 + v0) / (v1 * v1 / (one.n - 1) + v0 * v0 / (zero.n - 1))};
}

// The regression on the group.
MeanDifference regressed(const Experiment& experiment) {
  const auto n = std::ssize(experiment.outcome);
  Regression regression;
  regression.predictors = Eigen::MatrixXd::Ones(n, 2);
  Eigen::VectorXd y(n);
  Eigen::VectorXd w = Eigen::VectorXd::Ones(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto place = static_cast<std::size_t>(i);
    regression.predictors(i, 1) = experiment.treated[place];
    y[i] = experiment.outcome[place];
    w[i] = experiment.weights.empty() ? 1 : experiment.weights[place];
  }
  const Eigen::MatrixXd wx = w.asDiagonal() * regression.predictors;
  const Eigen::Vector2d b = (regression.predictors.transpose() * wx).ldlt().solve(wx.transpose() * y);
  regression.residuals = y - regression.predictors * b;
  regression.weights = w;
  regression.clusters = experiment.clusters;
  const RobustCovariance covariance(regression, experiment.clusters.empty() ? Robust::Hc2 : Robust::Cr2);
  return {b[1], std::sqrt(covariance.matrix()(1, 1)), covariance.df(Eigen::Vector2d(0, 1))};
}

Experiment part(const Experiment& whole, const std::vector<Eigen::Index>& rows) {
  Experiment block;
  std::vector<std::uint32_t> labels;
  for (const Eigen::Index row : rows) {
    const auto i = static_cast<std::size_t>(row);
    block.outcome.push_back(whole.outcome[i]);
    block.treated.push_back(whole.treated[i]);
    if (!whole.weights.empty()) {
      block.weights.push_back(whole.weights[i]);
    }
    if (!whole.clusters.empty()) {
      const auto found = std::ranges::find(labels, whole.clusters[i]);
      block.clusters.push_back(static_cast<std::uint32_t>(found - labels.begin()));
      if (found == labels.end()) {
        labels.push_back(whole.clusters[i]);
      }
    }
  }
  return block;
}

double size_of(const Experiment& experiment) {
  if (experiment.weights.empty()) {
    return static_cast<double>(experiment.outcome.size());
  }
  Sum sum;
  for (const double weight : experiment.weights) {
    sum += weight;
  }
  return sum.value();
}

// People, or clusters where these were assigned.
std::size_t units_of(const Experiment& experiment) {
  return experiment.clusters.empty()
             ? experiment.outcome.size()
             : std::set<std::uint32_t>(experiment.clusters.begin(), experiment.clusters.end()).size();
}

void check_clusters(const Experiment& experiment) {
  std::vector<int> group;
  for (std::size_t i = 0; i < experiment.clusters.size(); ++i) {
    const std::size_t cluster = experiment.clusters[i];
    group.resize(std::max(group.size(), cluster + 1), -1);
    if (group[cluster] >= 0 && group[cluster] != experiment.treated[i]) {
      fail("mixed-cluster", "a cluster has people of both groups, and cannot have been assigned as one");
    }
    group[cluster] = experiment.treated[i];
  }
}

enum class Pairs { No, Yes };

MeanDifference within(const Experiment& experiment, Pairs pairs) {
  check_clusters(experiment);
  const auto treated = std::ranges::count(experiment.treated, std::uint8_t{1});
  const auto rest = std::ssize(experiment.treated) - treated;
  if (treated == 0 || rest == 0) {
    fail("one-arm", "there must be people of both groups, in every block");
  }
  if (pairs == Pairs::Yes) {
    if (!experiment.weights.empty()) {
      fail("weighted-pairs", "pairs are compared without weights");
    }
    return {moments(experiment, 1).mean - moments(experiment, 0).mean, 0, 0};
  }
  if (treated == 1 || rest == 1) {
    fail("lone-unit", "one person in a group has no spread to be judged by",
         "blocks of two, one in each group, are compared as pairs");
  }
  return experiment.clusters.empty() && experiment.weights.empty() ? welch(experiment) : regressed(experiment);
}

MeanDifference over_pairs(const std::vector<MeanDifference>& pairs, const std::vector<double>& sizes, double all,
                          double value, bool clustered) {
  const auto blocks = static_cast<double>(pairs.size());
  Sum squares;
  for (std::size_t b = 0; b < pairs.size(); ++b) {
    const double away = clustered ? sizes[b] * pairs[b].value - all * value / blocks : pairs[b].value - value;
    squares += away * away;
  }
  const double scale = clustered ? blocks / ((blocks - 1) * all * all) : 1 / (blocks * (blocks - 1));
  return {value, std::sqrt(scale * squares.value()), blocks - 1};
}

}  // namespace

MeanDifference mean_difference(const Experiment& experiment) {
  if (experiment.blocks.empty()) {
    return within(experiment, Pairs::No);
  }
  std::vector<Experiment> blocks;
  std::size_t units = 0;
  bool pairs = false;
  for (const auto& rows : cluster_rows(experiment.blocks, std::ssize(experiment.outcome))) {
    if (rows.empty()) {
      continue;
    }
    blocks.push_back(part(experiment, rows));
    const std::size_t own = units_of(blocks.back());
    if (own == 1) {
      fail("lone-block", "a block has one person, or one cluster, and nobody to be compared with");
    }
    pairs = pairs || own == 2;
    units += own;
  }
  std::vector<MeanDifference> differences;
  std::vector<double> sizes;
  Sum all;
  for (const Experiment& block : blocks) {
    differences.push_back(within(block, pairs ? Pairs::Yes : Pairs::No));
    sizes.push_back(size_of(block));
    all += sizes.back();
  }
  Sum value;
  Sum variance;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const double share = sizes[b] / all.value();
    value += share * differences[b].value;
    variance += share * share * differences[b].se * differences[b].se;
  }
  if (pairs) {
    return over_pairs(differences, sizes, all.value(), value.value(), !experiment.clusters.empty());
  }
  return {value.value(), std::sqrt(variance.value()),
          static_cast<double>(units) - 2 * static_cast<double>(blocks.size())};
}

}  // namespace kith::num
