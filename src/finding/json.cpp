#include "finding/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace kith::finding {

namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json levels_json(const std::vector<Level>& by, LevelText text) {
  Json levels = Json::object();
  for (const Level& level : by) {
    levels[level.dimension] = text == LevelText::Code ? level.code : level.label;
  }
  return levels;
}

Json category_json(const Finding& finding, LevelText text) {
  if (finding.category.empty()) {
    return nullptr;
  }
  return text == LevelText::Label && !finding.category_label.empty() ? finding.category_label : finding.category;
}

// A released base may be a band; then the number itself is not known to anyone outside.
Json bases_json(const Finding& finding) {
  const Bases& bases = finding.bases;
  if (finding.withheld) {
    return {{"unweighted", nullptr}, {"weighted", nullptr}, {"effective", nullptr}};
  }
  if (bases.band) {
    return {{"unweighted", nullptr},
            {"weighted", nullptr},
            {"effective", nullptr},
            {"band", {{"low", bases.band->low}, {"high", bases.band->high}}}};
  }
  return {{"unweighted", bases.unweighted},
          {"weighted", bases.weighted},
          {"effective", bases.effective > 0 ? Json(bases.effective) : Json(nullptr)}};
}

}  // namespace

Json to_json(const std::optional<Interval>& interval) {
  if (!interval) {
    return nullptr;
  }
  return {{"low", interval->low}, {"high", interval->high}, {"level", interval->level}, {"method", interval->method}};
}

Json to_json(const std::vector<Note>& notes) {
  Json list = Json::array();
  for (const Note& note : notes) {
    list.push_back({{"code", note.code}, {"text", note.text}});
  }
  return list;
}

Json to_json(const Imputation& imputation) {
  Json complete = nullptr;
  if (const auto& cases = imputation.complete_cases) {
    complete = {{"value", number(cases->value)},
                {"se", number(cases->se)},
                {"interval", to_json(cases->interval)},
                {"unweighted", cases->unweighted > 0 ? Json(cases->unweighted) : Json(nullptr)}};
  }
  return {{"m", imputation.count},
          {"fmi", number(imputation.missing_information)},
          {"riv", number(imputation.increase)},
          {"df_complete", number(imputation.df_complete)},
          {"complete_cases", complete}};
}

Json to_json(const Finding& finding, LevelText levels) {
  Json object = {{"measure", finding.measure},
                 {"by", levels_json(finding.by, levels)},
                 {"category", category_json(finding, levels)},
                 {"value", number(finding.value)},
                 {"se", number(finding.se)},
                 {"df", number(finding.df)},
                 {"interval", to_json(finding.interval)},
                 {"bases", bases_json(finding)},
                 {"design_effect", number(finding.design_effect)},
                 {"notes", to_json(finding.notes)}};
  if (finding.imputation) {
    object["imputation"] = to_json(*finding.imputation);
  }
  return object;
}

}  // namespace kith::finding
