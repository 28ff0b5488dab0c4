#include <nlohmann/json.hpp>

#include "base/problem.h"
#include "cli/findings_text.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

// Shares are percents here, and their differences points; means are what they are.
Json percent_json(double value, finding::Kind kind) {
  return kind == finding::Kind::Share ? Json(value * 100) : Json();
}
double amount(double value, finding::Kind kind) {
  return kind == finding::Kind::Share ? value * 100 : value;
}

Json adjusted_json(const std::optional<finding::Comparison::Adjusted>& adjusted, finding::Kind kind) {
  if (!adjusted) {
    return nullptr;
  }
  return {{"method", adjusted->method},
          {"characteristics", adjusted->characteristics},
          {"value", adjusted->value},
          {"percent", percent_json(adjusted->value, kind)},
          {"difference", amount(adjusted->difference, kind)},
          {"interval", finding::to_json(adjusted->interval)},
          {"p", or_null(adjusted->p)},
          {"q", or_null(adjusted->q)},
          {"e_value", or_null(adjusted->e_value)},
          {"e_value_limit", or_null(adjusted->e_value_limit)},
          {"verdict", adjusted->verdict},
          {"effective", adjusted->effective},
          {"largest_weight", adjusted->largest_weight},
          {"balance", adjusted->balance}};
}

// A study's finding says more than a file's: its id, and what it was compared with.
Json with_id(const finding::Finding& finding) {
  Json object = {{"id", finding.id}, {"indicator", finding.indicator}, {"label", finding.label}};
  object.update(finding::to_json(finding, finding::LevelText::Code));
  object["percent"] =
      finding.kind == finding::Kind::Share && finding.value ? Json(*finding.value * 100) : Json(nullptr);
  object["numerator"] = finding.numerator ? Json(*finding.numerator) : Json(nullptr);
  object["benchmark"] = nullptr;
  if (const auto& against = finding.comparison) {
    object["benchmark"] = {{"id", against->benchmark},
                           {"value", against->value},
                           {"percent", percent_json(against->value, finding.kind)},
                           {"difference", amount(against->difference, finding.kind)},
                           {"interval", finding::to_json(against->interval)},
                           {"p", or_null(against->p)},
                           {"q", or_null(against->q)},
                           {"grade", std::string(1, against->grade)},
                           {"verdict", against->verdict},
                           {"h", or_null(against->h)},
                           {"e_value", or_null(against->e_value)},
                           {"e_value_limit", or_null(against->e_value_limit)},
                           {"adjusted", adjusted_json(against->adjusted, finding.kind)},
                           {"not_adjusted", against->not_adjusted.empty() ? Json() : Json(against->not_adjusted)}};
  }
  return object;
}

}  // namespace

Format format_of(std::string_view name) {
  if (name == "json") {
    return Format::Json;
  }
  if (name == "csv") {
    return Format::Csv;
  }
  if (name != "table") {
    throw Error({"unknown-format", "there is no format `" + std::string(name) + "`", {}, "one of: table, json, csv"},
                Fault::Usage);
  }
  return Format::Table;
}

std::string findings_json(const Findings& findings, std::string_view design, std::string_view imputation) {
  std::string text = "{\"release\":\"not checked for release\",\"findings\":[";
  bool first = true;
  for (const finding::Finding& finding : findings.value) {
    text += first ? "\n" : ",\n";
    first = false;
    text += (finding.id.empty() ? finding::to_json(finding, finding::LevelText::Label) : with_id(finding)).dump();
  }
  text += "\n]";
  if (!design.empty()) {
    text += ",\"design\":";
    text += design;
  }
  if (!imputation.empty()) {
    text += ",\"imputation\":";
    text += imputation;
  }
  return text + "}\n";
}

}  // namespace kith::cli
