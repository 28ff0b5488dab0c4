#include "design/given_replicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.h"
#include "design/replicate_columns.h"

namespace kith::design {

namespace {

using Factors = Replicates::Factors;

void read_column(const data::Column& column, Eigen::Index r, Factors& factors, const data::Table& table,
                 Problems& problems) {
  constexpr int most = 5;  // rows named of one column
  int wrong = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::optional<double> value = column.number_at(row);
    if (value && std::isfinite(*value)) {
      factors(static_cast<Eigen::Index>(row), r) = *value;
    } else if (++wrong <= most) {
      problems.add("bad-replicate-weight", fmt::format("the replicate weight `{}` is not a number", column.name),
                   {table.source, static_cast<int>(row) + 2}, "every respondent needs every replicate weight");
    }
  }
  if (wrong > most) {
    problems.add("bad-replicate-weight", fmt::format("`{}` is not a number in {} more rows", column.name, wrong - most),
                 {table.source, 0});
  }
}

void check(const GivenReplicates& spec, std::size_t count, Problems& problems) {
  if (spec.method == ReplicateMethod::Auto) {
    problems.add("no-method", "replicate weights are given without their method", {},
                 "name it with --replicate-type: JK1, JKn, BRR, Fay, bootstrap, SDR, ACS or other");
  }
  if (!(spec.fay >= 0 && spec.fay < 1)) {
    problems.add("bad-fay", fmt::format("Fay's factor {} is not at least 0 and below 1", spec.fay), {},
                 "for example 0.3");
  }
  if (spec.method == ReplicateMethod::Fay && spec.fay == 0) {
    problems.add("no-fay", "replicates by Fay's method need his factor", {}, "for example --fay 0.3");
  }
  if (spec.rscales.size() > 1 && spec.rscales.size() != count) {
    problems.add("wrong-rscales",
                 fmt::format("{} scales are given for {} replicate weights", spec.rscales.size(), count), {},
                 "give one for all, or one a replicate");
  }
  if (spec.method == ReplicateMethod::Jkn && spec.rscales.empty() && spec.hold == ReplicateColumns::Weights) {
    problems.add("no-rscales", "a stratified jackknife needs the scale of each replicate", {},
                 "give --rscales: (n - 1)/n, n the clusters of the replicate's stratum");
  }
  const auto bad = [](double s) { return !(s >= 0) || !std::isfinite(s); };
  if ((spec.scale && bad(*spec.scale)) || std::ranges::any_of(spec.rscales, bad)) {
    problems.add("bad-scale", "a scale of replicates is below 0 or not a number");
  }
}

double scale_of(const GivenReplicates& spec, const Factors& factors) {
  const auto count = static_cast<double>(factors.cols());
  switch (spec.method) {
    case ReplicateMethod::Brr:
      return 1 / count;
    case ReplicateMethod::Fay:
      return 1 / (count * (1 - spec.fay) * (1 - spec.fay));
    case ReplicateMethod::Bootstrap:
    case ReplicateMethod::Subbootstrap:
    case ReplicateMethod::Mrbbootstrap:
      return 1 / (count - 1);
    case ReplicateMethod::Acs:
    case ReplicateMethod::SuccessiveDifference:
      return 4 / count;
    case ReplicateMethod::Jk1:
      return spec.hold == ReplicateColumns::Factors ? 1 / factors.col(0).maxCoeff() : (count - 1) / count;
    case ReplicateMethod::Auto:
    case ReplicateMethod::Jk2:
    case ReplicateMethod::Jkn:
    case ReplicateMethod::Other:
      break;
  }
  return 1;
}

// What seldom is meant, so that the reader can see it.
void remark(const GivenReplicates& spec, const Factors& factors, const Design& design, Replicates& result) {
  const double mean = factors.mean();
  const double sample = design.population() / static_cast<double>(design.rows());
  const bool weights = spec.hold == ReplicateColumns::Weights;
  if (weights && mean < 5 && sample > 5 * mean) {
    result.remarks.push_back(
        fmt::format("The replicate weights average {} where the weights of the sample average {}: they look like "
                    "factors of it (--replicate-factors).",
                    text::fixed(mean, 2), text::fixed(sample, 2)));
  }
  if (!weights && mean > 5 && sample < 5 * mean) {
    result.remarks.push_back(fmt::format("The replicate factors average {}: they look like whole weights, not factors.",
                                         text::fixed(mean, 2)));
  }
  const auto negative = (factors.array() < 0).count();
  if (negative > 0) {
    result.remarks.push_back(fmt::format("{} replicate weights are below 0.", negative));
  }
  if (spec.method == ReplicateMethod::Other && (!spec.scale || spec.rscales.empty())) {
    result.remarks.emplace_back("Scales of the replicates that are not given are 1.");
  }
  if (spec.method == ReplicateMethod::Jk1 && !spec.scale) {
    result.remarks.push_back(fmt::format("The scale of the jackknife is not given; {} follows from the {}.",
                                         text::exact(result.scale), weights ? "number of replicates" : "factors"));
  }
  if (design.has_clusters() || !design.spec().strata.empty()) {
    result.remarks.emplace_back(
        "Variances are those between the replicates; strata and clusters have no part in them.");
  }
}

}  // namespace

Replicates given_replicates(const GivenReplicates& spec, const Design& design, const data::Table& table) {
  std::vector<std::string> names = table.names();
  std::vector<std::string> columns = replicate_columns(spec.columns, names);
  const bool holds_weight = std::erase(columns, design.spec().weight) > 0;
  Problems problems;
  check(spec, columns.size(), problems);
  if (columns.size() < 2) {
    problems.add("few-replicates",
                 fmt::format("`{}` matches {} column{}, and two are the least", spec.columns, columns.size(),
                             columns.size() == 1 ? "" : "s"),
                 {table.source, 0}, "for example repwt* or repwt[1-80]");
  }
  if (spec.hold == ReplicateColumns::Weights && design.spec().weight.empty() && design.spec().probability.empty()) {
    problems.add("no-weight", "replicate weights are given without the weight of the sample", {},
                 "name it with --weight; estimates rest on it");
  }
  Replicates result;
  result.method = to_string(spec.method);
  result.of = Replicates::Of::Row;
  result.factors.setZero(static_cast<Eigen::Index>(table.rows()), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t r = 0; r < columns.size(); ++r) {
    read_column(table.column(columns[r]), static_cast<Eigen::Index>(r), result.factors, table, problems);
  }
  problems.throw_if_any();

  result.remarks.push_back(fmt::format("Replicate weights: {}{}.", describe_columns(columns),
                                       holds_weight ? fmt::format(", not `{}`", design.spec().weight) : ""));
  result.scale = spec.scale.value_or(scale_of(spec, result.factors));
  if (spec.rscales.size() > 1) {
    result.rscales = spec.rscales;
  } else if (spec.rscales.empty() && spec.method == ReplicateMethod::Jkn) {
    for (Eigen::Index r = 0; r < result.factors.cols(); ++r) {
      result.rscales.push_back(1 / result.factors.col(r).maxCoeff());
    }
  } else {
    result.rscales.assign(columns.size(), spec.rscales.empty() ? 1 : spec.rscales.front());
  }
  result.centre = spec.centre.value_or(spec.method == ReplicateMethod::Acs ? Centre::Estimate : Centre::Mean);
  remark(spec, result.factors, design, result);
  if (spec.hold == ReplicateColumns::Factors) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      result.factors.row(static_cast<Eigen::Index>(row)) *= design.weights()[row];
    }
  }
  const std::vector<std::uint8_t> everyone(table.rows(), 1);
  result.df = replicate_df(result, everyone);
  return result;
}

}  // namespace kith::design
