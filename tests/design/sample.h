// A sample for the tests of replicates and of unequal probabilities: strata with given numbers of clusters, clusters of
// a few people, a weight and an outcome. Everything is a function of the seed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/table.h"
#include "design/make.h"
#include "design/statistic.h"
#include "num/random.h"

namespace kith::design {

struct People {
  std::vector<double> stratum, cluster, weight, outcome;
};

// `clusters` of each stratum; labels of clusters repeat over strata.
inline People people(const std::vector<std::size_t>& clusters, std::size_t in_cluster = 4, std::uint64_t seed = 1) {
  num::Random random(seed);
  People made;
  for (std::size_t h = 0; h < clusters.size(); ++h) {
    for (std::size_t c = 0; c < clusters[h]; ++c) {
      const double level = random.normal();
      for (std::size_t i = 0; i < in_cluster; ++i) {
        made.stratum.push_back(static_cast<double>(h));
        made.cluster.push_back(static_cast<double>(c));
        made.weight.push_back(1 + random.uniform());
        made.outcome.push_back(10 + static_cast<double>(h) + level + random.normal());
      }
    }
  }
  return made;
}

inline data::Table table_of(const People& people) {
  data::Table table;
  table.source = "people.csv";
  table.add(data::Column::number("stratum", people.stratum));
  table.add(data::Column::number("cluster", people.cluster));
  table.add(data::Column::number("weight", people.weight));
  table.add(data::Column::number("outcome", people.outcome));
  return table;
}

inline Spec stratified() {
  return {.weight = "weight", .strata = {"stratum"}, .clusters = {"cluster"}};
}

// The weighted total, and the mean, of an outcome over the rows that are present.
enum class Of { Total, Mean };
inline Statistic statistic(const Design& design, std::vector<double> outcome, Of of,
                           std::vector<std::uint8_t> present = {}) {
  if (present.empty()) {
    present.assign(outcome.size(), 1);
  }
  Statistic result;
  result.present = present;
  const auto sums = [outcome, present](std::span<const double> weights) {
    std::pair<double, double> sum;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      sum.first += present[row] * weights[row] * outcome[row];
      sum.second += present[row] * weights[row];
    }
    return sum;
  };
  result.at = [sums, of](std::span<const double> weights) {
    const auto [total, size] = sums(weights);
    return Eigen::VectorXd::Constant(1, of == Of::Total ? total : total / size);
  };
  result.influences = [&design, sums, outcome, present, of] {
    const auto [total, size] = sums(design.weights());
    Eigen::MatrixXd influences(static_cast<Eigen::Index>(outcome.size()), 1);
    for (std::size_t row = 0; row < outcome.size(); ++row) {
      const double z = of == Of::Total ? outcome[row] : (outcome[row] - total / size) / size;
      influences(static_cast<Eigen::Index>(row), 0) = present[row] * design.weights()[row] * z;
    }
    return influences;
  };
  return result;
}

inline double variance(const Design& design, const std::vector<double>& outcome, Of of,
                       std::vector<std::uint8_t> present = {}) {
  return estimate(design, statistic(design, outcome, of, std::move(present))).covariance(0, 0);
}

}  // namespace kith::design
