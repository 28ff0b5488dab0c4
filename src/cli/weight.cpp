// kith weight FILE --margins M.csv --out W.csv: the file with a new weight, and what the weighting did.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/design_options.h"
#include "cli/findings_text.h"
#include "cli/losses.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/weighting_options.h"
#include "cli/weighting_text.h"
#include "data/import.h"
#include "design/calibration.h"
#include "design/make.h"
#include "design/margins.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

struct Words {
  std::string file, out, column = "calibrated_weight", format = "table";
  DesignWords design;
  WeightingWords weighting;
};

void check(const Words& words, const design::Weighting& weighting) {
  std::error_code ignored;
  if (weighting.empty()) {
    throw Error({"wrong-usage", "nothing is asked of the weights", {}, "--margins, --responded or --trim"},
                Fault::Usage);
  }
  if (fs::equivalent(words.file, words.out, ignored)) {
    throw Error({"wrong-usage", fmt::format("--out would replace {}", words.file), {}, "name another file"},
                Fault::Usage);
  }
}

// The weights as the margins found them: after the steps that come before.
std::vector<double> weights_before_margins(const design::Design& base, const design::Design& result,
                                           const design::Weighting& weighting) {
  const bool adjusted = !weighting.nonresponse.responded.empty();
  const std::span<const double> weights = adjusted ? result.calibrations().front()->weights() : base.weights();
  return {weights.begin(), weights.end()};
}

void weigh(const Words& words, const data::ReadOptions& options) {
  const Format format = format_of(words.format);
  design::Spec spec = spec_of(words.design);
  const design::Weighting weighting = weighting_of(words.weighting);
  check(words, weighting);
  data::Imported imported = with_progress("reading " + words.file, [&] { return data::read(words.file, options); });
  data::Table& table = imported.table;
  if (table.find(words.column) != nullptr) {
    throw Error({"name-taken",
                 fmt::format("there is a column `{}` already", words.column),
                 {words.file, 0},
                 "give the new weight another name with --name"});
  }
  const design::Design base = design::make(spec, table);
  spec.weighting = weighting;
  const design::Design result = with_progress("weighting", [&] { return design::make(spec, table); });

  WeightingDone done{
      words.out, words.column, {}, design::weight_spread(base.weights()), design::weight_spread(result.weights()), {}};
  for (const auto& step : result.calibrations()) {
    done.steps.push_back(step->text());
  }
  if (!weighting.margins.empty()) {
    const std::vector<double> before = weights_before_margins(base, result, weighting);
    done.targets =
        design::targets_reached(design::auxiliaries(weighting.margins, table, before), before, result.weights());
  }
  table.add(data::Column::number(words.column, std::vector<double>(result.weights().begin(), result.weights().end())));
  std::vector<data::Loss> losses = std::move(imported.losses);
  const std::vector<data::Loss> more = data::write(table, words.out);
  losses.insert(losses.end(), more.begin(), more.end());
  switch (format) {
    case Format::Json:
      fmt::print("{}", weighting_json(done));
      break;
    case Format::Csv:
      fmt::print("{}", weighting_csv(done));
      break;
    case Format::Table:
      fmt::print("{}{}{}", weighting_table(done), guesses_text(imported.guesses), losses_text(losses));
      break;
  }
}

}  // namespace

void add_weight(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("weight", "weights that meet what is known of the population");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--out", words->out, "a .csv, .xlsx, .sav or .zsav file: FILE with the new weight")->required();
  command->add_option("--name", words->column, "the new column; calibrated_weight");
  command->add_option("--weight", words->design.weight, "column of weights to begin with; otherwise 1");
  command->add_option("--probabilities", words->design.probabilities, "instead: column of inclusion probabilities");
  add_weighting_options(*command, words->weighting, {.margins = "--margins", .method = "--method"});
  command->add_option("--format", words->format, "table, json, csv");
  const auto reading = add_reading_options(*command);
  command->callback([words, reading] { weigh(*words, reading->get()); });
}

}  // namespace kith::cli
