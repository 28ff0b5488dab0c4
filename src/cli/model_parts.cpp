#include "cli/model_parts.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "num/distribution.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json number_json(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number_json(const std::optional<double>& value) {
  return value ? number_json(*value) : Json(nullptr);
}

Json tested_json(const Tested& number, double level) {
  const auto& [value, se, df, known] = number;
  const bool usable = known && df > 0;
  const auto t = num::t_quantile(0.5 + level / 2, df);
  Json json{{"estimate", number_json(value)},
            {"se", known ? number_json(se) : Json(nullptr)},
            {"statistic", known && se > 0 ? number_json(value / se) : Json(nullptr)},
            {"df", number_json(df)},
            {"p", usable && se > 0 ? number_json(num::t_two_sided(value / se, df)) : Json(nullptr)},
            {"interval", nullptr}};
  if (usable && t) {
    json["interval"] = {{"low", value - *t * se}, {"high", value + *t * se}, {"level", level}, {"method", "wald"}};
  }
  return json;
}

Json missing_json(const std::vector<model::MissingCount>& missing) {
  Json counts = Json::object();
  for (const model::MissingCount& count : missing) {
    counts[count.variable] = count.rows;
  }
  return counts;
}

Json model_design_json(const design::Design& design) {
  const design::Spec& spec = design.spec();
  const design::Degrees degrees = design.degrees();
  return {{"weight", spec.weight.empty() ? Json(nullptr) : Json(spec.weight)},
          {"strata", spec.strata},
          {"cluster", spec.clusters},
          {"fpc", spec.fpc},
          {"lonely_psu", design::to_string(spec.lonely_psu)},
          {"respondents", design.rows()},
          {"first_stage", {{"strata", degrees.strata}, {"clusters", degrees.clusters}, {"df", degrees.df()}}},
          {"notes", design.remarks()}};
}

std::string figure_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.5g}", value) : "-";
}

std::string p_text(const std::optional<double>& p) {
  if (!p || !std::isfinite(*p)) {
    return "-";
  }
  return *p < 0.0001 ? "<0.0001" : text::fixed(*p, 4);
}

std::vector<std::string> tested_cells(const Tested& number, double level) {
  const auto& [value, se, df, known] = number;
  const auto t = known ? num::t_quantile(0.5 + level / 2, df) : std::nullopt;
  return {figure_text(value), known ? figure_text(se) : "-", t ? figure_text(value - *t * se) : "-",
          t ? figure_text(value + *t * se) : "-", t && se > 0 ? p_text(num::t_two_sided(value / se, df)) : "-"};
}

std::vector<TextColumn> tested_heads(const std::string& first, double level) {
  return {{first, Align::Left}, {"estimate", Align::Right},
          {"se", Align::Right}, {fmt::format("{:g}% from", level * 100), Align::Right},
          {"to", Align::Right}, {"p", Align::Right}};
}

void append_row(std::vector<std::vector<std::string>>& rows, std::string name, std::vector<std::string> numbers) {
  numbers.insert(numbers.begin(), std::move(name));
  rows.push_back(std::move(numbers));
}

}  // namespace kith::cli
