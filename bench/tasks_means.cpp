// Shares and means of many items, for everyone and by a group of 40, under strata, clusters and weights.
#include <fmt/format.h>

#include "estimate/estimate.h"
#include "task.h"

namespace kith::bench {

namespace {

Numbers numbers_of(const std::vector<std::string>& names, const estimate::Estimates& estimates, bool limits) {
  Numbers numbers;
  for (const finding::Finding& finding : estimates.findings()) {
    std::string key = names[finding.request];
    for (const finding::Level& level : finding.by) {
      key += "|" + level.label;
    }
    numbers[key + "|value"] = finding.value.value();
    numbers[key + "|se"] = finding.se.value();
    if (limits) {
      numbers[key + "|low"] = finding.interval.value().low;
      numbers[key + "|high"] = finding.interval.value().high;
    }
  }
  return numbers;
}

// Of the upper two answers of five, and of yes.
Numbers shares(const data::Table& table) {
  estimate::Request request{.breakdowns = {{"g40"}}, .design = clustered(), .interval = "logit"};
  for (const std::string& item : items()) {
    request.measures.push_back(item[0] == 'l' ? fmt::format("share({} >= 4)", item)
                                              : fmt::format("share({} == 1)", item));
  }
  return numbers_of(items(), estimate::estimate(table, request), true);
}

}  // namespace

std::vector<std::string> items() {
  std::vector<std::string> names;
  for (int i = 1; i <= 20; ++i) {
    names.push_back(fmt::format("l{}", i));
  }
  for (int i = 1; i <= 10; ++i) {
    names.push_back(fmt::format("b{}", i));
  }
  return names;
}

design::Spec clustered() {
  return {.weight = "w", .strata = {"stratum"}, .clusters = {"psuid"}};
}

Numbers numbers_of_means(const data::Table& table, const std::vector<std::string>& by, const design::Spec& design) {
  estimate::Request request{.breakdowns = {by}, .design = design};
  for (const std::string& item : items()) {
    request.measures.push_back(fmt::format("mean({})", item));
  }
  return numbers_of(items(), estimate::estimate(table, request), false);
}

std::vector<Task> tasks_of_means() {
  constexpr double design = 8 + 4 + 4;  // weight, stratum, cluster
  return {
      {"shares_by", "30 shares with logit limits by 40 groups", 800, 30 + design + 1, 1e-8, shares},
      {"means_by", "30 means by 40 groups", 300, 30 + design + 1, 1e-8,
       [](const data::Table& table) { return numbers_of_means(table, {"g40"}, clustered()); }},
      {"means", "30 means", 200, 30 + design, 1e-8,
       [](const data::Table& table) { return numbers_of_means(table, {}, clustered()); }},
      {"two_stage", "30 means, two stages with population sizes", 0, 30 + design + 16, 1e-8,
       [](const data::Table& table) {
         return numbers_of_means(
             table, {}, {.weight = "w", .strata = {"stratum"}, .clusters = {"psuid", "id"}, .fpc = {"fpc1", "fpc2"}});
       },
       true},
      {"one_stage", "30 means, one stage with population sizes", 0, 30 + design + 8, 1e-8,
       [](const data::Table& table) {
         return numbers_of_means(table, {},
                                 {.weight = "w", .strata = {"stratum"}, .clusters = {"psuid"}, .fpc = {"fpc1"}});
       }},
  };
}

}  // namespace kith::bench
