// kith estimate FILE --measure M...: design-based answers from any survey file, in one line.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/findings_text.h"
#include "data/import.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"
#include "estimate/measure.h"

namespace kith::cli {

namespace {

struct Words {
  std::string file, where, weight, probabilities, interval;
  std::string lonely = "fail", df = "domain", design_effect = "none", format = "table";
  std::vector<std::string> measures, by, strata, clusters, fpc, missing;
  double level = 0.95;
  bool adjust_domain_lonely = false;
};

std::vector<std::string> columns_of(const std::string& list) {
  std::vector<std::string> names;
  for (const std::string_view name : text::split(list, ',')) {
    if (!text::trim(name).empty()) {
      names.emplace_back(text::trim(name));
    }
  }
  return names;
}

std::vector<std::string> columns_of(const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const std::string& list : lists) {
    for (std::string& name : columns_of(list)) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

design::LonelyPsu lonely_rule(const std::string& name) {
  if (name == "fail") {
    return design::LonelyPsu::Fail;
  }
  if (name == "certainty" || name == "remove") {
    return design::LonelyPsu::Certainty;
  }
  if (name == "average") {
    return design::LonelyPsu::Average;
  }
  if (name == "adjust") {
    return design::LonelyPsu::Adjust;
  }
  throw Error({"unknown-rule",
               fmt::format("there is no rule `{}` for lonely PSUs", name),
               {},
               "one of: fail, certainty, average, adjust"},
              Fault::Usage);
}

design::DfRule df_rule(const std::string& name) {
  if (name != "domain" && name != "design") {
    throw Error({"unknown-rule",
                 fmt::format("there is no rule `{}` for degrees of freedom", name),
                 {},
                 "one of: domain, design"},
                Fault::Usage);
  }
  return name == "design" ? design::DfRule::Design : design::DfRule::Domain;
}

estimate::DesignEffect design_effect(const std::string& name) {
  if (name == "none") {
    return estimate::DesignEffect::None;
  }
  if (name != "without" && name != "with" && name != "replace") {
    throw Error({"unknown-rule",
                 fmt::format("there is no design effect `{}`", name),
                 {},
                 "one of: without, with (replacement)"},
                Fault::Usage);
  }
  return name == "without" ? estimate::DesignEffect::WithoutReplacement : estimate::DesignEffect::WithReplacement;
}

estimate::Request request_of(const Words& words) {
  estimate::Request request;
  request.measures = words.measures;
  for (const std::string& by : words.by) {
    request.breakdowns.push_back(columns_of(by));
  }
  request.where = words.where;
  request.design.weight = words.weight;
  request.design.probability = words.probabilities;
  request.design.strata = columns_of(words.strata);
  request.design.clusters = columns_of(words.clusters);
  request.design.fpc = columns_of(words.fpc);
  request.design.lonely_psu = lonely_rule(words.lonely);
  request.design.df = df_rule(words.df);
  request.interval = words.interval;
  request.level = words.level;
  request.design.adjust_domain_lonely = words.adjust_domain_lonely;
  request.design_effect = design_effect(words.design_effect);
  return request;
}

// Only the columns that are asked for are kept. When they are not all there everything is read: the name may be that of
// a multi-response set, and where it is nothing, the problem can say what is near it.
data::Table read_columns(const Words& words, const estimate::Request& request) {
  data::ReadOptions options;
  options.missing = words.missing;
  options.columns = estimate::columns(request);
  try {
    return data::read(words.file, options).table;
  } catch (const Error& error) {
    if (std::ranges::none_of(error.problems(), [](const Problem& p) { return p.code == "unknown-column"; })) {
      throw;
    }
  }
  options.columns.clear();
  return data::read(words.file, options).table;
}

// One line for each entry of the list of measures.
std::string measures_help() {
  std::string help = "Measures:\n";
  for (const estimate::MeasureKind* kind : estimate::measure_kinds()) {
    help += fmt::format("  {:<22} {}\n", kind->usage, kind->meaning);
  }
  return help;
}

std::string intervals_help() {
  std::string help = "method of the limits:";
  for (const estimate::IntervalMethod& method : estimate::interval_methods()) {
    help += fmt::format(" {}", method.name);
  }
  return help;
}

void print_estimates(const Words& words) {
  const Format format = format_of(words.format);
  const estimate::Request request = request_of(words);
  const data::Table table = read_columns(words, request);
  const estimate::Estimates estimates = estimate::estimate(table, request);
  const Findings findings{estimates.findings()};
  switch (format) {
    case Format::Json:
      fmt::print("{}", findings_json(findings, estimates.design_json()));
      break;
    case Format::Csv:
      fmt::print("{}", findings_csv(findings));
      break;
    case Format::Table:
      fmt::print("{}", findings_table(findings, isatty(STDOUT_FILENO) == 1 ? Colour::Yes : Colour::No));
      break;
  }
}

}  // namespace

void add_estimate(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("estimate", "design-based answers from any labelled data file");
  command->footer(measures_help());
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--measure,-m", words->measures, "what to estimate; repeat for more")
      ->required()
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--by", words->by, "columns, crossed; repeat for another breakdown")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--where", words->where, "only respondents for whom this is true");
  command->add_option("--weight", words->weight, "column of weights");
  command->add_option("--probabilities", words->probabilities, "column of inclusion probabilities");
  command->add_option("--strata", words->strata, "one column a stage")->allow_extra_args(false);
  command->add_option("--cluster", words->clusters, "one column a stage")->allow_extra_args(false);
  command->add_option("--fpc", words->fpc, "one column a stage: population counts, or sampling fractions")
      ->allow_extra_args(false);
  command->add_option("--lonely-psu", words->lonely, "fail, certainty, average, adjust");
  command->add_flag("--adjust-domain-lonely", words->adjust_domain_lonely,
                    "the same rule where only a domain has one cluster");
  command->add_option("--interval", words->interval, intervals_help());
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  command->add_option("--df", words->df, "domain or design");
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_flag("--design-effect{without}", words->design_effect,
                    "against a simple random sample without replacement, or `--design-effect=with`");
  command->add_option("--format", words->format, "table, json, csv");
  command->callback([words] { print_estimates(*words); });
}

}  // namespace kith::cli
