// A made-up sample for the identities: strata, clusters, unequal weights, a 1-5 item with its reasons for missing, a
// number with gaps, and two breakdowns. Everything is a function of the seed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "data/table.h"
#include "estimate/estimate.h"
#include "num/random.h"

namespace kith::estimate {

struct Rows {
  std::vector<double> stratum, cluster, weight, income, rooms;
  std::vector<std::uint8_t> income_missing;
  std::vector<std::uint8_t> agree;  // codes of five options, or a reason
  std::vector<std::uint8_t> group;  // codes of four options

  std::size_t size() const { return stratum.size(); }

  void add(const Rows& from, std::size_t row, double share = 1) {
    stratum.push_back(from.stratum[row]);
    cluster.push_back(from.cluster[row]);
    weight.push_back(from.weight[row] * share);
    income.push_back(from.income[row]);
    rooms.push_back(from.rooms[row]);
    income_missing.push_back(from.income_missing[row]);
    agree.push_back(from.agree[row]);
    group.push_back(from.group[row]);
  }
};

inline Rows made_up_rows(std::size_t count = 600, std::uint64_t seed = 1) {
  num::Random random(seed);
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto stratum = static_cast<double>(i % 4);
    rows.stratum.push_back(stratum);
    rows.cluster.push_back(static_cast<double>(random.below(6)));
    rows.weight.push_back(1 + 4 * random.uniform());
    rows.income.push_back(2000 + 300 * stratum + 500 * random.normal());
    rows.rooms.push_back(static_cast<double>(1 + random.below(6)));
    rows.income_missing.push_back(
        static_cast<std::uint8_t>(random.uniform() < 0.1 ? data::Missing::Refused : data::Missing::None));
    const double u = random.uniform();
    rows.agree.push_back(u < 0.05   ? data::missing_code(data::Missing::DontKnow)
                         : u < 0.08 ? data::missing_code(data::Missing::NotAsked)
                                    : static_cast<std::uint8_t>(random.below(5)));
    rows.group.push_back(static_cast<std::uint8_t>(random.below(4)));
  }
  return rows;
}

inline data::Table table_of(const Rows& rows) {
  data::Table table;
  table.source = "made-up";
  table.add(data::Column::number("stratum", rows.stratum));
  table.add(data::Column::number("cluster", rows.cluster));
  table.add(data::Column::number("weight", rows.weight));
  table.add(data::Column::number("income", rows.income, rows.income_missing));
  table.add(data::Column::number("rooms", rows.rooms));
  std::vector<data::Option> agree;
  for (int i = 1; i <= 5; ++i) {
    agree.push_back({std::to_string(i), "option " + std::to_string(i), static_cast<double>(i), data::Missing::None});
  }
  table.add(data::Column::categorical("agree", std::move(agree), rows.agree));
  table.add(data::Column::categorical(
      "group", {{"a", "A", {}, {}}, {"b", "B", {}, {}}, {"c", "C", {}, {}}, {"d", "D", {}, {}}}, rows.group));
  return table;
}

enum class Drawn { Simple, Weighted, Stratified, Clustered };

inline design::Spec spec_of(Drawn drawn) {
  design::Spec spec;
  if (drawn != Drawn::Simple) {
    spec.weight = "weight";
  }
  if (drawn == Drawn::Stratified || drawn == Drawn::Clustered) {
    spec.strata = {"stratum"};
  }
  if (drawn == Drawn::Clustered) {
    spec.clusters = {"cluster"};
  }
  return spec;
}

inline std::vector<finding::Finding> ask(const data::Table& table, const design::Spec& spec,
                                         std::vector<std::string> measures, std::vector<std::string> by = {},
                                         std::string where = {}) {
  Request request;
  request.measures = std::move(measures);
  request.breakdowns = {std::move(by)};
  request.where = std::move(where);
  request.design = spec;
  return estimate(table, request).findings();
}

}  // namespace kith::estimate
