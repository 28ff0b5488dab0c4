// A made-up sample for weighting: two strata, twelve clusters each, unequal weights; sex, age band and region as
// options, age and income as numbers that go with them, and who responded. Everything is a function of the seed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <Eigen/Core>

#include "data/table.h"
#include "design/design.h"
#include "design/margin_total.h"
#include "design/replicates.h"
#include "design/statistic.h"
#include "num/random.h"

namespace kith::design {

inline data::Column options(std::string name, const std::vector<std::string>& labels, std::vector<std::uint8_t> codes) {
  std::vector<data::Option> all;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    all.push_back({std::to_string(i + 1), labels[i], static_cast<double>(i + 1), data::Missing::None});
  }
  return data::Column::categorical(std::move(name), std::move(all), std::move(codes));
}

inline data::Table weighting_table(std::size_t rows = 720, std::uint64_t seed = 1) {
  num::Random random(seed);
  std::vector<double> stratum, cluster, weight, age, income;
  std::vector<std::uint8_t> sex, band, region, responded;
  for (std::size_t i = 0; i < rows; ++i) {
    stratum.push_back(static_cast<double>(i % 2));
    cluster.push_back(static_cast<double>(random.below(12)));
    weight.push_back(1 + 2 * random.uniform());
    sex.push_back(static_cast<std::uint8_t>(random.below(2)));
    age.push_back(16 + 64 * random.uniform());
    band.push_back(static_cast<std::uint8_t>(age.back() < 35 ? 0 : age.back() < 60 ? 1 : 2));
    region.push_back(static_cast<std::uint8_t>(random.below(4)));
    income.push_back(900 + 300 * sex.back() + 250 * band.back() + 120 * region.back() + 200 * random.normal());
    responded.push_back(random.uniform() < 0.5 + 0.1 * band.back() + 0.1 * sex.back() ? 1 : 0);
  }
  data::Table table;
  table.source = "made-up";
  table.add(data::Column::number("stratum", std::move(stratum)));
  table.add(data::Column::number("cluster", std::move(cluster)));
  table.add(data::Column::number("weight", std::move(weight)));
  table.add(data::Column::number("age", std::move(age)));
  table.add(data::Column::number("income", std::move(income)));
  table.add(options("sex", {"F", "M"}, std::move(sex)));
  table.add(options("band", {"young", "middle", "old"}, std::move(band)));
  table.add(options("region", {"North", "South", "East", "West"}, std::move(region)));
  table.add(options("responded", {"no", "yes"}, std::move(responded)));
  return table;
}

inline Spec weighting_spec() {
  return {.weight = "weight", .strata = {"stratum"}, .clusters = {"cluster"}};
}

inline std::vector<MarginTotal> sex_and_region(double times = 1) {
  std::vector<MarginTotal> margins{{"sex", "F", 900},        {"sex", "M", 700},       {"region", "North", 500},
                                   {"region", "South", 300}, {"region", "East", 450}, {"region", "West", 350}};
  for (MarginTotal& margin : margins) {
    margin.total *= times;
  }
  return margins;
}

// The weighted mean of a number.
inline Statistic mean_of(const Design& design, std::span<const double> values) {
  const auto at = [values](std::span<const double> weights) {
    double sum = 0;
    double size = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      sum += weights[row] * values[row];
      size += weights[row];
    }
    return Eigen::VectorXd(Eigen::VectorXd::Constant(1, sum / size));
  };
  const auto influences = [&design, values, at] {
    const double mean = at(design.weights())[0];
    Eigen::MatrixXd result(static_cast<Eigen::Index>(values.size()), 1);
    for (std::size_t row = 0; row < values.size(); ++row) {
      result(static_cast<Eigen::Index>(row), 0) = design.weights()[row] * (values[row] - mean) / design.population();
    }
    return result;
  };
  std::vector<std::uint8_t> present;
  for (const double weight : design.weights()) {
    present.push_back(weight > 0 ? 1 : 0);
  }
  return {.at = at, .influences = influences, .present = std::move(present)};
}

// The stratified jackknife that leaves out one cluster at a time.
inline Replicates jackknife(const Design& design, const data::Table& table) {
  Replicates result;
  result.method = "JKn";
  const auto groups = static_cast<Eigen::Index>(design.group_count());
  std::vector<double> stratum(design.group_count());
  for (std::size_t row = 0; row < design.rows(); ++row) {
    stratum[design.groups()[row]] = table.column("stratum").numbers()[row];
  }
  result.factors = Eigen::MatrixXd::Ones(groups, groups);
  for (Eigen::Index left = 0; left < groups; ++left) {
    double clusters = 0;
    for (const double other : stratum) {
      clusters += other == stratum[static_cast<std::size_t>(left)] ? 1 : 0;
    }
    for (Eigen::Index group = 0; group < groups; ++group) {
      if (stratum[static_cast<std::size_t>(group)] == stratum[static_cast<std::size_t>(left)]) {
        result.factors(group, left) = group == left ? 0 : clusters / (clusters - 1);
      }
    }
    result.rscales.push_back((clusters - 1) / clusters);
  }
  result.df = static_cast<double>(groups - 2);
  return result;
}

}  // namespace kith::design
