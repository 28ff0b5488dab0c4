#include "cli/weighting_text.h"

#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/text_table.h"
#include "data/csv_write.h"

namespace kith::cli {

namespace {

using design::WeightSpread;

struct Fact {
  std::string_view name;   // on the screen
  std::string_view field;  // in JSON and CSV
  double (*of)(const WeightSpread&);
  int decimals;
};
constexpr std::array<Fact, 6> facts{{
    {"respondents", "respondents", [](const WeightSpread& w) { return static_cast<double>(w.respondents); }, 0},
    {"smallest weight", "smallest", [](const WeightSpread& w) { return w.smallest; }, 4},
    {"largest weight", "largest", [](const WeightSpread& w) { return w.largest; }, 4},
    {"sum of weights", "sum", [](const WeightSpread& w) { return w.sum; }, 1},
    {"effective respondents", "effective", [](const WeightSpread& w) { return w.effective; }, 1},
    {"design effect", "design_effect", [](const WeightSpread& w) { return w.design_effect; }, 3},
}};

// Totals as people read them: whole where they are large.
std::string total(double value) {
  return std::abs(value) >= 1000 ? text::grouped(std::llround(value)) : text::fixed(value, 1);
}

nlohmann::ordered_json json_of(const WeightSpread& spread) {
  nlohmann::ordered_json object;
  for (const Fact& fact : facts) {
    object[std::string(fact.field)] = fact.of(spread);
  }
  object["respondents"] = spread.respondents;
  return object;
}

}  // namespace

std::string weighting_table(const WeightingDone& done) {
  std::string result = fmt::format("{}: new column `{}`\n", done.file, done.column);
  for (const std::string& step : done.steps) {
    result += fmt::format("  {}\n", step);
  }
  std::vector<std::vector<std::string>> rows;
  rows.reserve(std::size(facts));
  for (const Fact& fact : facts) {
    rows.push_back({std::string(fact.name), text::fixed(fact.of(done.before), fact.decimals),
                    text::fixed(fact.of(done.after), fact.decimals)});
  }
  result += '\n' + text_table({{"weights"}, {"before", Align::Right}, {"after", Align::Right}}, rows);
  if (!done.targets.empty()) {
    rows.clear();
    for (const design::TargetReached& target : done.targets) {
      rows.push_back({target.auxiliary, text::grouped(target.respondents), total(target.target), total(target.before),
                      total(target.after)});
    }
    result += '\n' + text_table({{"margin"},
                                 {"respondents", Align::Right},
                                 {"target", Align::Right},
                                 {"before", Align::Right},
                                 {"after", Align::Right}},
                                rows);
  }
  return result + "Unreleased: not checked for release.\n";
}

std::string weighting_json(const WeightingDone& done) {
  using Json = nlohmann::ordered_json;
  Json margins = Json::array();
  for (const design::TargetReached& target : done.targets) {
    margins.push_back({{"margin", target.margin},
                       {"level", target.auxiliary},
                       {"respondents", target.respondents},
                       {"target", target.target},
                       {"before", target.before},
                       {"after", target.after}});
  }
  const Json object{{"weighting",
                     {{"file", done.file},
                      {"column", done.column},
                      {"steps", done.steps},
                      {"before", json_of(done.before)},
                      {"after", json_of(done.after)},
                      {"margins", margins}}}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string weighting_csv(const WeightingDone& done) {
  std::string result = "item,respondents,target,before,after\n";
  for (const Fact& fact : facts) {
    result +=
        fmt::format("{},,,{},{}\n", fact.field, text::exact(fact.of(done.before)), text::exact(fact.of(done.after)));
  }
  for (const design::TargetReached& target : done.targets) {
    result += fmt::format("{},{},{},{},{}\n", data::csv_cell(target.auxiliary), target.respondents,
                          text::exact(target.target), text::exact(target.before), text::exact(target.after));
  }
  return result;
}

}  // namespace kith::cli
