#include "audit/figures.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith::audit {

namespace {

using Json = nlohmann::json;
using finding::Kind;

Json parsed(std::string_view bytes, const std::string& source) {
  Json document = Json::parse(bytes, nullptr, false);
  if (!document.is_object()) {
    throw Error({"unreadable-file", "this is no JSON that Kith wrote", {source, 0}, "copy the release again"});
  }
  return document;
}

const Json& member(const Json& object, const char* key) {
  static const Json absent;
  if (!object.is_object()) {
    return absent;
  }
  const auto found = object.find(key);
  return found == object.end() ? absent : *found;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

constexpr double most_people = 1e9;

std::optional<std::int64_t> count_of(const Json& value) {
  if (!value.is_number()) {
    return std::nullopt;
  }
  const auto number = value.get<double>();
  return std::isfinite(number) && number >= 0 && number <= most_people
             ? std::optional(static_cast<std::int64_t>(std::llround(number)))
             : std::nullopt;
}

Kind kind_of(const std::string& measure, const Json& finding) {
  if (!member(finding, "percent").is_null() || measure.starts_with("share(")) {
    return Kind::Share;
  }
  return measure.starts_with("count") ? Kind::Count : measure.starts_with("total(") ? Kind::Total : Kind::Mean;
}

bool noted(const Json& finding, std::string_view code) {
  const Json& notes = member(finding, "notes");
  return notes.is_array() &&
         std::ranges::any_of(notes, [&](const Json& note) { return text_of(member(note, "code")) == code; });
}

// The base as the file has it; false where it has none.
bool read_bases(const Json& finding, finding::Finding& figure) {
  const Json& bases = member(finding, "bases");
  const Json& band = member(bases, "band");
  const auto low = count_of(member(band, "low")), high = count_of(member(band, "high"));
  if (low && high && *low <= *high) {
    figure.bases.band = finding::Band{*low, *high};
  }
  const auto exact = count_of(member(bases, "unweighted"));
  figure.bases.unweighted = exact.value_or(0);
  if (noted(finding, "rounded-base")) {
    figure.notes.push_back({"rounded-base", {}});
  }
  return figure.bases.band || exact;
}

// What a withheld figure must not have.
std::vector<std::string> leaks_of(const Json& finding) {
  std::vector<std::string> keys;
  for (const char* key : {"value", "percent", "se", "df", "interval", "design_effect", "benchmark", "imputation"}) {
    if (!member(finding, key).is_null()) {
      keys.emplace_back(key);
    }
  }
  for (const auto& [key, value] : member(finding, "bases").items()) {
    if (!value.is_null()) {
      keys.push_back("bases." + key);
    }
  }
  if (const Json& notes = member(finding, "notes"); notes.is_array() && !notes.empty()) {
    keys.emplace_back("notes");
  }
  return keys;
}

finding::Finding asked_of(const Json& finding) {
  finding::Finding asked;
  asked.id = text_of(member(finding, "id"));
  asked.indicator = text_of(member(finding, "indicator"));
  asked.measure = text_of(member(finding, "measure"));
  asked.label = text_of(member(finding, "label"));
  asked.population = text_of(member(finding, "population"));
  asked.wave = text_of(member(finding, "wave"));
  asked.category = text_of(member(finding, "category"));
  asked.kind = kind_of(asked.measure, finding);
  if (const Json& answers = member(finding, "answers"); answers.is_object()) {
    asked.answers.question = text_of(member(answers, "question"));
    for (const Json& option : member(answers, "options")) {
      asked.answers.options.push_back(text_of(option));
    }
    for (const Json& option : member(answers, "of")) {
      asked.answers.of.push_back(text_of(option));
    }
  }
  for (const auto& [dimension, code] : member(finding, "by").items()) {
    asked.by.push_back({dimension, text_of(code), text_of(code)});
  }
  return asked;
}

Figure figure_of(const Json& finding, const disclose::Rules& rules) {
  Figure figure;
  finding::Finding asked = asked_of(finding);
  bool has_base = true;
  if (const Json& withheld = member(finding, "withheld"); withheld.is_object()) {
    asked.withheld = finding::Withheld{text_of(member(withheld, "code")), {}};
    figure.leaks = leaks_of(finding);
  } else {
    has_base = read_bases(finding, asked);
    const Json& value = member(finding, "value");
    figure.value = value.is_number() ? text::exact(value.get<double>()) : std::string();
    if (const auto percent = count_of(member(finding, "percent")); percent && *percent <= 100) {
      figure.percent = static_cast<int>(*percent);
      asked.value = static_cast<double>(*percent) / 100;
    }
  }
  figure.seen = disclose::seen(std::move(asked), rules);
  figure.seen.base = has_base ? figure.seen.base : disclose::Range{};
  figure.seen.several = figure.seen.several && finding.contains("answers");
  return figure;
}

disclose::Rules rules_of(const Json& manifest) {
  disclose::Rules rules;
  const Json& said = member(manifest, "rules");
  for (const disclose::NamedRule& named : disclose::named_rules) {
    rules.*named.rule = count_of(member(said, named.name)).value_or(rules.*named.rule);
  }
  return rules;
}

}  // namespace

Figures read_figures(std::string_view findings_json, const std::string& source) {
  const Json document = parsed(findings_json, source);
  const Json& findings = member(document, "findings");
  if (!findings.is_array()) {
    throw Error(
        {"unreadable-file", "it has no list of `findings`", {source, 0}, "give a folder that `kith run` wrote"});
  }
  Figures read;
  read.rules = rules_of(member(document, "manifest"));
  for (const Json& finding : findings) {
    read.figures.push_back(figure_of(finding, read.rules));
  }
  return read;
}

void read_manifest(std::string_view manifest_json, const std::string& source, Figures& figures) {
  const Json document = parsed(manifest_json, source);
  figures.after_others = !member(document, "earlier_releases").empty();
  for (const Json& nesting : member(document, "nestings")) {
    disclose::Nesting read{text_of(member(nesting, "inner")), text_of(member(nesting, "outer")), {}};
    for (const auto& [inner, outer] : member(nesting, "levels").items()) {
      read.outer_of.emplace(inner, text_of(outer));
    }
    figures.geometry.nestings.push_back(std::move(read));
  }
  for (const Json& one : member(document, "incomplete")) {
    figures.geometry.incomplete.push_back({text_of(member(one, "population")), text_of(member(one, "dimension"))});
  }
}

}  // namespace kith::audit
