// What svyquantile and oldsvyquantile ask, and the engine's quantiles one by one with what they are made of.
//
// The findings of a run hold whole intervals; R also gives one limit without the other, so the answers are taken from
// the engine's own quantile() on the run's state.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "estimate/quantile.h"
#include "oracles/measured.h"

namespace kith::oracles {

struct QuantileCall {
  std::shared_ptr<const Sample> sample;  // with every column; na.rm = TRUE keeps the rows that answered all of them
  std::vector<std::string> names;        // of the columns, R's
  std::vector<std::string> numbers;      // EXPR of each
  std::vector<double> shares;
  std::string rule;
  std::string interval;
  double alpha = 0.05;
  std::optional<double> df;  // instead of the design's
  bool drop_missing = false;
};

// The columns, shares, alpha, df and na.rm of a call.
QuantileCall quantile_call(const Arguments& arguments, Environment& environment);

struct QuantileHere {
  std::size_t column = 0;
  double share = 0;
  double df = 0;      // of limits
  double points = 0;  // t quantile of the limits
  const finding::Finding& finding;
  const estimate::Estimates::State& state;  // its level gives limits `points` standard errors away
  const estimate::Ranks& ranks;
  const estimate::Estimates::State::Origin& origin;
};

// Columns vary slowest.
void for_each_quantile(const QuantileCall& call, const std::function<void(const QuantileHere&)>& each);

}  // namespace kith::oracles
