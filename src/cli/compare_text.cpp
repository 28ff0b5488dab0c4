#include "cli/compare_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/text_table.h"
#include "data/csv_write.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using compare::AdjustedComparison;
using compare::Contrast;
using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

// Each kind of comparison by its name, where it was made.
struct Named {
  const char* name;
  std::optional<Contrast> contrast;
};
std::array<Named, 2> both(const AdjustedComparison& comparison) {
  return {{{"crude", comparison.crude}, {"adjusted", comparison.adjusted}}};
}

bool is_share(const AdjustedComparison& comparison) {
  return comparison.participants.kind == finding::Kind::Share;
}

std::string figure(double value, bool share) {
  return share ? text::fixed(value * 100, 1) : text::fixed(value, 3);
}

std::string limits(const std::optional<finding::Interval>& interval, bool share) {
  return interval ? fmt::format("{} to {}", figure(interval->low, share), figure(interval->high, share)) : "-";
}

std::string decimals(const std::optional<double>& value, int places) {
  return value ? text::fixed(*value, places) : "-";
}

std::string p_text(const std::optional<double>& p) {
  return !p ? "-" : *p < 0.001 ? "<0.001" : text::fixed(*p, 3);
}

std::string e_text(const Contrast& contrast) {
  return contrast.e_value
             ? fmt::format("{} ({})", text::fixed(*contrast.e_value, 2), decimals(contrast.e_value_limit, 2))
             : "-";
}

std::vector<std::string> row_of(const char* name, const Contrast& contrast, bool share) {
  return {name,
          figure(contrast.benchmark, share),
          limits(contrast.benchmark_interval, share),
          figure(contrast.difference, share),
          limits(contrast.interval, share),
          p_text(contrast.p),
          p_text(contrast.q),
          decimals(contrast.ratio, 2),
          decimals(contrast.h, 2),
          e_text(contrast),
          contrast.verdict};
}

std::string reweighting_text(const compare::Reweighted& done) {
  std::string result = fmt::format(
      "  reweighted benchmark: {} rows with an effective base of {}, largest weight ratio {}\n"
      "  largest standardised difference: {} before ({}), {} after",
      text::grouped(done.benchmark_used), text::grouped(std::llround(done.effective)),
      text::fixed(done.largest_factor, 2), text::fixed(std::abs(done.before.standardised), 2), done.before.name,
      text::fixed(std::abs(done.after.standardised), 2));
  if (!done.after_pairs.name.empty()) {
    result += fmt::format(", {} after in pairs ({})", text::fixed(std::abs(done.after_pairs.standardised), 2),
                          done.after_pairs.name);
  }
  return result + '\n';
}

std::string comparison_table(const ComparisonsDone& done, const AdjustedComparison& comparison) {
  const bool share = is_share(comparison);
  const finding::Finding& own = comparison.participants;
  std::string result =
      fmt::format("{}\n  participants: {}{} ({}), base {}\n", own.measure, own.value ? figure(*own.value, share) : "-",
                  share ? "%" : "", limits(own.interval, share), text::grouped(own.bases.unweighted));
  std::vector<std::vector<std::string>> rows;
  for (const Named& named : both(comparison)) {
    if (named.contrast) {
      rows.push_back(row_of(named.name, *named.contrast, share));
    }
  }
  const std::string interval = fmt::format("{}% interval", text::exact(done.level * 100));
  result += text_table({{"against"},
                        {share ? "benchmark %" : "benchmark", Align::Right},
                        {interval, Align::Right},
                        {share ? "difference, points" : "difference", Align::Right},
                        {interval, Align::Right},
                        {"p", Align::Right},
                        {"q", Align::Right},
                        {"ratio", Align::Right},
                        {"h", Align::Right},
                        {"E-value (limit)", Align::Right},
                        {"verdict"}},
                       rows);
  if (comparison.reweighted) {
    result += reweighting_text(*comparison.reweighted);
  }
  if (comparison.refusal) {
    result += fmt::format("  no adjusted comparison, {}: {}\n", comparison.refusal->code, comparison.refusal->text);
  }
  for (const finding::Note& note : comparison.notes) {
    result += fmt::format("  {}: {}\n", note.code, note.text);
  }
  return result;
}

Json json_of(const Contrast& contrast) {
  return {{"benchmark", contrast.benchmark},
          {"benchmark_interval", finding::to_json(contrast.benchmark_interval)},
          {"difference", contrast.difference},
          {"se", or_null(contrast.se)},
          {"df", contrast.df && std::isfinite(*contrast.df) ? Json(*contrast.df) : Json()},
          {"interval", finding::to_json(contrast.interval)},
          {"p", or_null(contrast.p)},
          {"q", or_null(contrast.q)},
          {"ratio", or_null(contrast.ratio)},
          {"ratio_interval", finding::to_json(contrast.ratio_interval)},
          {"h", or_null(contrast.h)},
          {"e_value", or_null(contrast.e_value)},
          {"e_value_limit", or_null(contrast.e_value_limit)},
          {"verdict", contrast.verdict}};
}

Json json_of(const compare::Imbalance& imbalance) {
  return {{"name", imbalance.name},
          {"participants", imbalance.participants},
          {"benchmark", imbalance.benchmark},
          {"standardised", imbalance.standardised}};
}

Json json_of(const compare::Reweighted& done) {
  Json levels = Json::array();
  for (std::size_t i = 0; i < done.levels_after.size(); ++i) {
    Json level = json_of(done.levels_after[i]);
    level["benchmark_before"] = done.levels_before[i].benchmark;
    level["standardised_before"] = done.levels_before[i].standardised;
    levels.push_back(std::move(level));
  }
  return {{"participants", done.participants_used},
          {"participants_without", done.participants_without},
          {"benchmark", done.benchmark_used},
          {"benchmark_without", done.benchmark_without},
          {"benchmark_unlike", done.benchmark_unlike},
          {"effective", done.effective},
          {"largest_weight_ratio", done.largest_factor},
          {"largest_before", json_of(done.before)},
          {"largest_after", json_of(done.after)},
          {"largest_after_pairs", json_of(done.after_pairs)},
          {"levels", levels}};
}

Json json_of(const AdjustedComparison& comparison) {
  const finding::Finding& own = comparison.participants;
  Json result{{"measure", own.measure},
              {"participants",
               {{"value", or_null(own.value)},
                {"se", or_null(own.se)},
                {"interval", finding::to_json(own.interval)},
                {"base", own.bases.unweighted}}},
              {"benchmark_base", comparison.benchmark.bases.unweighted}};
  for (const Named& named : both(comparison)) {
    result[named.name] = named.contrast ? json_of(*named.contrast) : Json();
  }
  result["reweighting"] = comparison.reweighted ? json_of(*comparison.reweighted) : Json();
  result["refused"] =
      comparison.refusal ? Json{{"code", comparison.refusal->code}, {"text", comparison.refusal->text}} : Json();
  result["notes"] = finding::to_json(comparison.notes);
  return result;
}

std::string csv_of(const ComparisonsDone& done) {
  const auto number = [](const std::optional<double>& value) { return value ? text::exact(*value) : std::string(); };
  std::string csv =
      "measure,against,participants,benchmark,difference,se,low,high,p,q,ratio,ratio_low,ratio_high,h,e_value,"
      "e_value_limit,verdict,effective,largest_weight_ratio,largest_standardised,refused\n";
  for (const AdjustedComparison& comparison : done.comparisons) {
    for (const Named& named : both(comparison)) {
      const bool adjusted = named.name == std::string_view("adjusted");
      if (!named.contrast && !(adjusted && comparison.refusal)) {
        continue;
      }
      const Contrast contrast = named.contrast.value_or(Contrast{});
      const bool made = named.contrast.has_value();
      const auto side = [&](const std::optional<finding::Interval>& interval, double finding::Interval::* which) {
        return interval ? text::exact((*interval).*which) : std::string();
      };
      const auto of_reweighting = [&](double value) {
        return adjusted && comparison.reweighted ? text::exact(value) : std::string();
      };
      const compare::Reweighted reweighted = comparison.reweighted.value_or(compare::Reweighted{});
      const std::array<std::string, 21> cells{comparison.participants.measure,
                                              named.name,
                                              number(comparison.participants.value),
                                              made ? text::exact(contrast.benchmark) : "",
                                              made ? text::exact(contrast.difference) : "",
                                              number(contrast.se),
                                              side(contrast.interval, &finding::Interval::low),
                                              side(contrast.interval, &finding::Interval::high),
                                              number(contrast.p),
                                              number(contrast.q),
                                              number(contrast.ratio),
                                              side(contrast.ratio_interval, &finding::Interval::low),
                                              side(contrast.ratio_interval, &finding::Interval::high),
                                              number(contrast.h),
                                              number(contrast.e_value),
                                              number(contrast.e_value_limit),
                                              made ? contrast.verdict : "",
                                              of_reweighting(reweighted.effective),
                                              of_reweighting(reweighted.largest_factor),
                                              of_reweighting(reweighted.after.standardised),
                                              adjusted && comparison.refusal ? comparison.refusal->code : ""};
      for (std::size_t i = 0; i < cells.size(); ++i) {
        csv += (i == 0 ? "" : ",") + data::csv_cell(data::without_formula(cells[i]));
      }
      csv += '\n';
    }
  }
  return csv;
}

double share_of(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<std::string> row_of(const char* name, const compare::Held& held) {
  return {name,
          text::grouped(static_cast<long long>(held.made)),
          text::fixed(100 * share_of(held.held_zero, held.made), 1) + "%",
          text::fixed(100 * share_of(held.made - held.held_zero, held.made), 1) + "%",
          text::fixed(held.mean_difference, 4),
          text::fixed(held.sd_difference, 4),
          text::fixed(std::sqrt(held.mean_variance), 4)};
}

Json json_of(const compare::Held& held) {
  return {{"made", held.made},
          {"holds_zero", share_of(held.held_zero, held.made)},
          {"misses_zero", share_of(held.made - held.held_zero, held.made)},
          {"mean_difference", held.mean_difference},
          {"sd_difference", held.sd_difference},
          {"root_mean_variance", std::sqrt(held.mean_variance)}};
}

}  // namespace

std::string comparisons_text(const ComparisonsDone& done, Format format) {
  if (format == Format::Csv) {
    return csv_of(done);
  }
  if (format == Format::Json) {
    Json list = Json::array();
    for (const AdjustedComparison& comparison : done.comparisons) {
      list.push_back(json_of(comparison));
    }
    const Json object{{"release", "not checked for release"},
                      {"adjusted_to", done.characteristics},
                      {"method", done.characteristics.empty() ? Json() : Json(done.method)},
                      {"p_adjust", done.p_adjustment},
                      {"comparisons", list}};
    return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
  }
  std::string result;
  for (const AdjustedComparison& comparison : done.comparisons) {
    result += (result.empty() ? "" : "\n") + comparison_table(done, comparison);
  }
  if (!done.characteristics.empty()) {
    result += fmt::format("Adjusted to the participants' {} ({}). ", text::join(done.characteristics, ", "),
                          done.method == "rake" ? "raking" : "entropy balancing");
  }
  return result + "Unreleased: not checked for release.\n";
}

std::string simulation_text(const SimulationDone& done, Format format) {
  const compare::Simulation& simulation = done.simulation;
  if (format == Format::Json) {
    Json refused = Json::object();
    for (const compare::Refusal& refusal : simulation.refusals) {
      refused[refusal.code] = refused.value(refusal.code, 0) + 1;
    }
    const Json object{{"simulation",
                       {{"draws", done.draws},
                        {"participants", done.participants},
                        {"seed", done.seed},
                        {"level", done.level},
                        {"crude", json_of(simulation.crude)},
                        {"adjusted", json_of(simulation.adjusted)},
                        {"mean_effective", simulation.mean_effective},
                        {"refused", refused}}}};
    return object.dump(2) + '\n';
  }
  if (format == Format::Csv) {
    std::string csv = "against,made,holds_zero,misses_zero,mean_difference,sd_difference,root_mean_variance\n";
    for (const auto& [name, held] :
         {std::pair{"crude", simulation.crude}, std::pair{"adjusted", simulation.adjusted}}) {
      csv +=
          fmt::format("{},{},{},{},{},{},{}\n", name, held.made, text::exact(share_of(held.held_zero, held.made)),
                      text::exact(share_of(held.made - held.held_zero, held.made)), text::exact(held.mean_difference),
                      text::exact(held.sd_difference), text::exact(std::sqrt(held.mean_variance)));
    }
    return csv;
  }
  std::string result = fmt::format("{} draws of {} participants, seed {}; the true adjusted difference is 0\n",
                                   text::grouped(static_cast<long long>(done.draws)),
                                   text::grouped(static_cast<long long>(done.participants)), done.seed) +
                       text_table({{"against"},
                                   {"made", Align::Right},
                                   {fmt::format("{}% interval holds 0", text::exact(done.level * 100)), Align::Right},
                                   {"misses 0", Align::Right},
                                   {"mean difference", Align::Right},
                                   {"sd between draws", Align::Right},
                                   {"standard error", Align::Right}},
                                  {row_of("crude", simulation.crude), row_of("adjusted", simulation.adjusted)});
  result += fmt::format("effective base of the reweighted benchmark: {} on average\n",
                        text::grouped(std::llround(simulation.mean_effective)));
  if (!simulation.refusals.empty()) {
    result += fmt::format("no adjusted comparison in {} draws, the first because: {}\n", simulation.refusals.size(),
                          simulation.refusals.front().text);
  }
  return result;
}

}  // namespace kith::cli
