// kith compare PARTICIPANTS --benchmark FILE --measure M...: against a survey, as it is and brought to the
// participants' composition; and whether that finds nothing where there is nothing to find.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/compare_text.h"
#include "cli/design_options.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "compare/columns.h"
#include "compare/simulated.h"
#include "data/expression.h"
#include "design/make.h"
#include "estimate/estimate.h"
#include "num/p_adjust.h"

namespace kith::cli {

namespace {

struct Words {
  std::string file, benchmark, where, benchmark_where, cells, method = "rake", p_adjust = "holm", format = "table";
  std::vector<std::string> measures, benchmark_measures, adjust, missing, biases;
  DesignWords design, benchmark_design;
  std::string redraw = "both";
  double level = 0.95, smallest = 5;
  std::size_t draws = 0, participants = 500;
};

// A list of names, unless it is an expression with text in it.
std::vector<compare::Characteristic> characteristics_of(const std::vector<std::string>& words) {
  std::vector<compare::Characteristic> result;
  for (const std::string& word : words) {
    const bool expression = word.find_first_of("\"'") != std::string::npos;
    for (const std::string& one : expression ? std::vector{word} : columns_of(word)) {
      result.push_back(compare::characteristic_of(one));
    }
  }
  return result;
}

std::vector<std::string> names_of(const std::vector<compare::Characteristic>& characteristics,
                                  std::string compare::Characteristic::* side) {
  std::vector<std::string> names;
  std::ranges::transform(characteristics, std::back_inserter(names), side);
  return names;
}

std::optional<compare::CellColumns> cells_of(const std::string& words) {
  if (words.empty()) {
    return std::nullopt;
  }
  const std::vector<std::string> columns = columns_of(words);
  if (columns.size() > 2) {
    throw Error({"wrong-usage", "--cells takes a base and a design factor", {}, "for example --cells n,deft"},
                Fault::Usage);
  }
  return compare::CellColumns{columns.front(), columns.size() == 2 ? columns.back() : ""};
}

// The table with the columns that the sides of all measures need, and the characteristics among them.
data::Table read_side(const std::string& file, const std::vector<compare::Side>& sides,
                      const std::vector<std::string>& margins, const std::vector<std::string>& more,
                      const std::vector<std::string>& missing) {
  std::vector<std::string> columns = compare::columns(sides, margins, more);
  data::Table table =
      read_columns(file, {.columns = columns_to_read(std::move(columns), sides.front().design), .missing = missing});
  compare::add_characteristics(margins, table);
  return table;
}

compare::AdjustOptions options_of(const Words& words) {
  const auto method = compare::reweighting(words.method);
  if (!method) {
    throw Error({"unknown-method", fmt::format("there is no method `{}`", words.method), {}, "one of: rake, entropy"},
                Fault::Usage);
  }
  return {.method = *method, .level = words.level, .smallest_difference = words.smallest / 100};
}

// q within the family that the measures of the command are, and the verdicts that follow.
void conclude(std::vector<compare::AdjustedComparison>& comparisons,
              std::optional<compare::Contrast> compare::AdjustedComparison::* which, num::Adjustment adjustment,
              double smallest) {
  std::vector<compare::Test> family;
  for (compare::AdjustedComparison& comparison : comparisons) {
    std::optional<compare::Contrast>& contrast = comparison.*which;
    if (contrast && contrast->p) {
      family.push_back(
          {*contrast->p, contrast->difference, &contrast->interval, &contrast->q, &contrast->verdict, smallest});
    }
  }
  compare::conclude(family, adjustment);
}

void print_comparisons(const Words& words) {
  const Format format = format_of(words.format);
  const auto adjustment = num::adjustment_of(words.p_adjust);
  if (!adjustment || words.benchmark.empty()) {
    throw Error({"wrong-usage",
                 words.benchmark.empty() ? "there is nothing to compare with"
                                         : fmt::format("there is no adjustment `{}` of p-values", words.p_adjust),
                 {},
                 words.benchmark.empty() ? "name a file with --benchmark, or --simulate" : "one of: holm, bh, none"},
                Fault::Usage);
  }
  if (!words.benchmark_measures.empty() && words.benchmark_measures.size() != words.measures.size()) {
    throw Error({"wrong-usage", "--benchmark-measure must be said for every --measure or for none", {}, "one each"},
                Fault::Usage);
  }
  const compare::AdjustOptions options = options_of(words);
  const std::vector<compare::Characteristic> characteristics = characteristics_of(words.adjust);
  const design::Spec own_design = spec_of(words.design);
  const design::Spec other_design = spec_of(words.benchmark_design);
  std::vector<compare::Side> own;
  std::vector<compare::Side> other;
  own.reserve(words.measures.size());
  other.reserve(words.measures.size());
  for (std::size_t i = 0; i < words.measures.size(); ++i) {
    own.push_back({.measure = words.measures[i], .where = words.where, .design = own_design});
    other.push_back({.measure = words.benchmark_measures.empty() ? words.measures[i] : words.benchmark_measures[i],
                     .where = words.benchmark_where,
                     .design = other_design,
                     .cells = cells_of(words.cells)});
    if (const auto& cells = other.back().cells; cells && other.back().design.weight.empty()) {
      other.back().design.weight = cells->base;
    }
  }
  const data::Table participants =
      read_side(words.file, own, names_of(characteristics, &compare::Characteristic::participants), {}, words.missing);
  const data::Table benchmark = read_side(
      words.benchmark, other, names_of(characteristics, &compare::Characteristic::benchmark), {}, words.missing);
  ComparisonsDone done{{}, {}, words.method, words.p_adjust, words.level};
  done.characteristics.reserve(characteristics.size());
  for (const compare::Characteristic& one : characteristics) {
    done.characteristics.push_back(one.participants);
  }
  for (std::size_t i = 0; i < own.size(); ++i) {
    own[i].table = &participants;
    other[i].table = &benchmark;
    done.comparisons.push_back(with_progress(
        "comparing", [&] { return compare::compare_adjusted(own[i], other[i], characteristics, options); }));
  }
  conclude(done.comparisons, &compare::AdjustedComparison::crude, *adjustment, options.smallest_difference);
  conclude(done.comparisons, &compare::AdjustedComparison::adjusted, *adjustment, options.smallest_difference);
  fmt::print("{}", comparisons_text(done, format));
}

// "degree in \"Bachelor\":4": after the last colon how much likelier.
compare::Bias bias_of(const std::string& word) {
  const std::size_t colon = word.rfind(':');
  const auto ratio =
      colon == std::string::npos ? std::nullopt : text::to_number(text::trim(std::string_view(word).substr(colon + 1)));
  if (!ratio) {
    throw Error({"bad-bias", fmt::format("--bias {} is not EXPR:RATIO", word), {}, "for example 'age < 35:2'"},
                Fault::Usage);
  }
  return {word.substr(0, colon), *ratio};
}

void print_simulation(const Words& words) {
  const Format format = format_of(words.format);
  if (!words.benchmark.empty() || words.measures.size() != 1 || words.adjust.empty() || words.biases.empty() ||
      (words.redraw != "both" && words.redraw != "participants")) {
    throw Error({"wrong-usage",
                 "a simulation takes one file, one --measure, --adjust and --bias; --redraw is both or participants",
                 {},
                 "the file plays the population, from which both sides are drawn"},
                Fault::Usage);
  }
  const compare::AdjustOptions options = options_of(words);
  compare::SimulationOptions how{
      .draws = words.draws,
      .participants = words.participants,
      .seed = words.design.seed,
      .redraw = words.redraw == "both" ? compare::Redraw::Both : compare::Redraw::Participants};
  std::vector<std::string> more;
  how.biases.reserve(words.biases.size());
  for (const std::string& word : words.biases) {
    how.biases.push_back(bias_of(word));
    std::ranges::copy(data::Expression::parse(how.biases.back().condition).columns(), std::back_inserter(more));
  }
  const std::vector<compare::Characteristic> characteristics = characteristics_of(words.adjust);
  compare::Side side{.measure = words.measures.front(), .where = words.where, .design = spec_of(words.design)};
  const data::Table table = read_side(
      words.file, {side}, names_of(characteristics, &compare::Characteristic::participants), more, words.missing);
  side.table = &table;
  const compare::Simulation simulation =
      with_progress("simulating", [&] { return compare::simulate(side, characteristics, options, how); });
  fmt::print("{}", simulation_text({simulation, how.draws, how.participants, how.seed, words.level}, format));
}

}  // namespace

void add_compare(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command =
      app.add_subcommand("compare", "participants against a survey, as it is and made alike by reweighting");
  command->add_option("PARTICIPANTS", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--benchmark", words->benchmark, "the survey's microdata, or a table of cells");
  command->add_option("--measure,-m", words->measures, "what to compare; repeat for more")
      ->required()
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--benchmark-measure", words->benchmark_measures, "where the survey's file has it otherwise")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--adjust", words->adjust, "columns, COL=COL of the survey, crossed COL:COL, or an expression")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--method", words->method, "rake (the default), or entropy: numbers are balanced in their mean");
  command->add_option("--cells", words->cells, "the survey is a table of cells: columns of base and design factor");
  command->add_option("--where", words->where, "only participants for whom this is true");
  command->add_option("--benchmark-where", words->benchmark_where, "only of the survey");
  command->add_option("--p-adjust", words->p_adjust, "of the measures together: holm (the default), bh, none, ...");
  command->add_option("--smallest", words->smallest, "difference of interest, in points (5)");
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--format", words->format, "table, json, csv");
  command->add_option("--simulate", words->draws, "draw so many times from PARTICIPANTS, where no difference is true")
      ->check(CLI::PositiveNumber);
  command->add_option("--bias", words->biases, "EXPR:RATIO, how much likelier those are drawn; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--draw", words->participants, "simulated participants in each draw (500)")
      ->check(CLI::PositiveNumber);
  command->add_option("--redraw", words->redraw, "both samples (the default), or participants only");
  add_design_options(*command, words->design);
  add_design_options(*command, words->benchmark_design, "benchmark-");
  command->callback([words] {
    if (words->draws > 0) {
      print_simulation(*words);
    } else {
      print_comparisons(*words);
    }
  });
}

}  // namespace kith::cli
