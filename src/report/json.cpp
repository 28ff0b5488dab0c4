// findings.json: one finding a line, keys in a fixed order, what is absent null.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/round.h"
#include "finding/json.h"
#include "report/release.h"
#include "report/rules.h"

namespace kith::report {

namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::optional<double> rounded_factor(std::optional<double> factor) {
  return factor ? std::optional(round_half_up(*factor, 2)) : std::nullopt;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

// Differences of shares are whole points, of means numbers.
Json amount(double value, finding::Kind kind) {
  return kind == finding::Kind::Share ? Json(whole_percent(value)) : Json(value);
}

Json interval_json(const std::optional<finding::Interval>& interval, finding::Kind kind) {
  return interval ? Json({{"low", amount(interval->low, kind)},
                          {"high", amount(interval->high, kind)},
                          {"level", interval->level}})
                  : Json(nullptr);
}

// What a figure is held against, a share to the whole percent.
Json value_json(double value, finding::Kind kind) {
  return kind == finding::Kind::Share ? Json(whole_percent(value) / 100.0) : Json(value);
}

Json value_interval_json(const std::optional<finding::Interval>& interval, finding::Kind kind) {
  return interval ? Json({{"low", value_json(interval->low, kind)},
                          {"high", value_json(interval->high, kind)},
                          {"level", interval->level}})
                  : Json(nullptr);
}

// The same as a whole percent; null for a mean.
Json percent_json(double value, finding::Kind kind) {
  return kind == finding::Kind::Share ? Json(whole_percent(value)) : Json(nullptr);
}

Json adjusted_json(const std::optional<finding::Comparison::Adjusted>& adjusted, finding::Kind kind) {
  if (!adjusted) {
    return nullptr;
  }
  return {{"method", adjusted->method},
          {"characteristics", adjusted->characteristics},
          {"value", value_json(adjusted->value, kind)},
          {"percent", percent_json(adjusted->value, kind)},
          {"difference", amount(adjusted->difference, kind)},
          {"interval", interval_json(adjusted->interval, kind)},
          {"p", or_null(adjusted->p)},
          {"q", or_null(adjusted->q)},
          {"e_value", or_null(adjusted->e_value)},
          {"e_value_limit", or_null(adjusted->e_value_limit)},
          {"verdict", adjusted->verdict},
          {"effective", adjusted->effective},
          {"largest_weight", adjusted->largest_weight},
          {"balance", adjusted->balance}};
}

Json sensitivity_json(const std::vector<finding::Comparison::Alternative>& alternatives, finding::Kind kind) {
  Json list = Json::array();
  for (const finding::Comparison::Alternative& one : alternatives) {
    list.push_back({{"code", one.code},
                    {"label", one.label},
                    {"low", amount(one.low, kind)},
                    {"high", amount(one.high, kind)},
                    {"verdict", one.verdict}});
  }
  return list;
}

Json benchmark_json(const Shown& shown) {
  const auto against = shown.comparison();
  if (!against) {
    return nullptr;
  }
  const finding::Kind kind = shown.finding().kind;
  return {{"id", against->benchmark},
          {"label", against->label},
          {"value", value_json(against->value, kind)},
          {"percent", percent_json(against->value, kind)},
          {"difference", amount(against->difference, kind)},
          {"interval", interval_json(against->interval, kind)},
          {"p", or_null(against->p)},
          {"q", or_null(against->q)},
          {"grade", std::string(1, against->grade)},
          {"verdict", against->verdict},
          {"benchmark_has_error", against->benchmark_has_error},
          {"benchmark_interval", value_interval_json(against->benchmark_interval, kind)},
          {"base", or_null(against->base)},
          {"design_factor", or_null(rounded_factor(against->design_factor))},
          {"h", or_null(against->h)},
          {"e_value", or_null(against->e_value)},
          {"e_value_limit", or_null(against->e_value_limit)},
          {"adjusted", adjusted_json(against->adjusted, kind)},
          {"not_adjusted", text_or_null(against->not_adjusted)},
          {"sensitivity", sensitivity_json(against->alternatives, kind)}};
}

// What a share counts: options of a question that allows one.
Json answers_json(const finding::Finding::Answers& answers) {
  return answers.options.empty()
             ? Json(nullptr)
             : Json({{"question", answers.question}, {"options", answers.options}, {"of", answers.of}});
}

// The object that every command prints, with what a study knows of it: its id and what it was held against.
Json finding_json(const Shown& shown) {
  finding::Finding finding = shown.finding();
  if (finding.withheld) {
    // The gate has emptied it; nothing that might be left is written here either.
    finding.value.reset();
    finding.se.reset();
    finding.df.reset();
    finding.interval.reset();
    finding.design_effect.reset();
    finding.bases = {};
    finding.notes.clear();
  }
  Json object = {{"id", finding.id},
                 {"indicator", finding.indicator},
                 {"label", finding.label},
                 {"population", text_or_null(finding.population)},
                 {"wave", text_or_null(finding.wave)},
                 {"answers", answers_json(finding.answers)}};
  object.update(finding::to_json(finding, finding::LevelText::Code));
  const auto value = shown.value();
  const bool share = finding.kind == finding::Kind::Share;
  object["percent"] = share && value ? Json(whole_percent(*value)) : Json(nullptr);
  object["benchmark"] = benchmark_json(shown);
  object["withheld"] =
      finding.withheld ? Json({{"code", finding.withheld->code}, {"text", finding.withheld->text}}) : Json(nullptr);
  return object;
}

Json group_test_json(const disclose::Safe<finding::GroupTest>& released) {
  const finding::GroupTest& test = *released;
  Json levels = Json::array();
  for (const finding::Level& level : test.levels) {
    levels.push_back(level.code);
  }
  Json left_out = Json::array();
  for (const finding::GroupTest::LeftOut& one : test.left_out) {
    left_out.push_back({{"groups", one.groups}, {"reason", one.reason}});
  }
  Json differences = Json::array();
  for (const finding::GroupTest::Gap& gap : test.gaps) {
    differences.push_back({{"of", test.levels.at(gap.a).code},
                           {"from", gap.b ? Json(test.levels.at(*gap.b).code) : Json(nullptr)},
                           {"difference", amount(gap.difference, test.kind)},
                           {"interval", interval_json(gap.interval, test.kind)},
                           {"q", or_null(gap.q)},
                           {"verdict", gap.verdict}});
  }
  return {{"indicator", test.indicator},
          {"by", test.dimension},
          {"family", test.family},
          {"groups", std::move(levels)},
          {"benchmarks", test.benchmarks},
          {"adjusted", test.of == finding::GroupTest::Of::FromPeopleLikeThem ? Json(test.adjusted) : Json(nullptr)},
          {"not_shown", test.not_shown},
          {"left_out", std::move(left_out)},
          {"f", or_null(test.statistic)},
          {"df1", or_null(test.df1)},
          {"df2", or_null(test.df2)},
          {"p", or_null(test.p)},
          {"q", or_null(test.q)},
          {"verdict", test.verdict},
          {"reason", text_or_null(test.reason)},
          {"differences", std::move(differences)}};
}

Json pooling_json(const disclose::Safe<finding::Pooling>& released) {
  const finding::Pooling& pooling = *released;
  Json groups = Json::array();
  for (const finding::Pooling::Group& group : pooling.groups) {
    groups.push_back(
        {{"code", group.level.code},
         {"id", group.finding},
         {"people", group.low ? Json::array({*group.low, group.high.value_or(*group.low)}) : Json(nullptr)},
         {"steadied", group.steadied ? Json(whole_percent(*group.steadied)) : Json(nullptr)},
         {"interval", interval_json(group.interval, finding::Kind::Share)},
         {"place", text_or_null(group.place)}});
  }
  return {{"indicator", pooling.indicator},
          {"by", pooling.dimension},
          {"all", or_null(pooling.all)},
          {"mean", or_null(pooling.mean)},
          {"between", or_null(pooling.between)},
          {"not_shown", pooling.not_shown},
          {"reason", text_or_null(pooling.reason)},
          {"groups", std::move(groups)}};
}

Json area_json(const ProjectArea& area) {
  return {{"project", area.project},
          {"area", text_or_null(area.area)},
          {"district", text_or_null(area.district)},
          {"index", text_or_null(area.index)},
          {"decile", area.index.empty() ? Json(nullptr) : Json(area.decile)},
          {"deprived", area.index.empty() ? Json(nullptr) : Json(area.deprived)},
          {"rurality", text_or_null(area.rurality)},
          {"people", or_null(area.people)}};
}

// Decisions by symbol: which of several purposes a figure was withheld for, and for whose sake, is not published.
Json manifest_json(const Release& release) {
  const Manifest& manifest = release.input().manifest;
  Json hashes = Json::object();
  for (const auto& [file, hash] : manifest.hashes) {
    hashes[file] = hash;
  }
  Json withheld = Json::array();
  for (const disclose::Decision& decision : manifest.decisions) {
    if (release.find(decision.id) != nullptr) {
      withheld.push_back({{"id", decision.id}, {"symbol", symbol_of(decision.code)}});
    }
  }
  return {{"kith", manifest.version},
          {"sha256", std::move(hashes)},
          {"rules", rules_json(release.rules())},
          {"withheld", std::move(withheld)},
          {"notes", manifest.notes}};
}

}  // namespace

std::string json(const Input& input) {
  const Release release(input);
  const study::Study& study = input.study;
  const Json about{{"title", study.title},
                   {"wave", text_or_null(study.wave)},
                   {"funder", text_or_null(study.funder)},
                   {"evaluator", text_or_null(study.evaluator)},
                   {"synthetic", text_or_null(study.synthetic)}};
  const auto line = [](const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); };
  std::string out = "{\n\"study\": " + line(about) + ",\n\"findings\": [\n";
  for (std::size_t i = 0; i < input.findings.size(); ++i) {
    out += line(finding_json(release.shown(*input.findings[i])));
    out += i + 1 < input.findings.size() ? ",\n" : "\n";
  }
  const auto list = [&](std::string_view name, const auto& items, const auto& to_json) {
    if (items.empty()) {
      return;
    }
    out += fmt::format("],\n\"{}\": [\n", name);
    for (std::size_t i = 0; i < items.size(); ++i) {
      out += line(to_json(items[i]));
      out += i + 1 < items.size() ? ",\n" : "\n";
    }
  };
  list("project_areas", input.areas, area_json);
  list("group_tests", input.group_tests, group_test_json);
  list("poolings", input.poolings, pooling_json);
  return out + "],\n\"manifest\": " + line(manifest_json(release)) + "\n}\n";
}

}  // namespace kith::report
