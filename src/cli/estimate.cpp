// kith estimate FILE --measure M...: design-based answers from any survey file, in one line.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/design_options.h"
#include "cli/findings_text.h"
#include "cli/impute_options.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "estimate/asked.h"
#include "estimate/estimate.h"
#include "estimate/interval.h"
#include "estimate/quantile.h"
#include "impute/pooled_findings.h"

namespace kith::cli {

namespace {

struct Words {
  std::string file, where, interval, quantile_interval, quantile_rule, design_effect = "none", format = "table";
  std::vector<std::string> measures, by, missing;
  DesignWords design;
  ImputeWords impute;
  double level = 0.95;
};

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
  request.design = spec_of(words.design);
  request.interval = words.interval;
  request.quantile_interval = words.quantile_interval;
  request.quantile_rule = words.quantile_rule;
  request.level = words.level;
  request.design_effect = design_effect(words.design_effect);
  return request;
}

// One line for each entry of the list of measures.
std::string measures_help() {
  std::string help = "Measures:\n";
  for (const estimate::Usage& usage : estimate::usages()) {
    help += fmt::format("  {:<22} {}\n", usage.usage, usage.meaning);
  }
  return help;
}

// "rule of quantiles: math school ..."
template <typename List, typename Name = std::identity>
std::string names_help(std::string help, const List& list, Name name = {}) {
  for (const auto& entry : list) {
    help += fmt::format(" {}", std::invoke(name, entry));
  }
  return help;
}

// What is found, and the JSON and the words beside it.
struct Printed {
  Findings findings;
  std::string design;
  std::string imputation;
  std::string imputation_words;
};

Printed answered(const Words& words, const estimate::Request& request) {
  const std::vector<std::string> columns = estimate::columns(request);
  const data::Table table = read_columns(
      words.file,
      {.columns = columns_to_read(with_helpers(columns, words.impute), request.design), .missing = words.missing});
  if (!words.impute.wanted()) {
    const estimate::Estimates estimates =
        with_progress("estimating", [&] { return estimate::estimate(table, request); });
    return {{estimates.findings()}, estimates.design_json(), {}, {}};
  }
  const Progress progress("imputing and estimating");
  const impute::Imputations imputations = imputed(table, columns, request.design, words.design, words.impute);
  impute::PooledFindings pooled = impute::pooled_findings(table, request, imputations);
  return {{std::move(pooled.findings)}, pooled.design_json, imputation_json(imputations), imputation_text(imputations)};
}

void print_estimates(const Words& words) {
  const Format format = format_of(words.format);
  check(words.impute);
  const Printed printed = answered(words, request_of(words));
  switch (format) {
    case Format::Json:
      fmt::print("{}", findings_json(printed.findings, printed.design, printed.imputation));
      break;
    case Format::Csv:
      fmt::print("{}", findings_csv(printed.findings));
      break;
    case Format::Table:
      fmt::print("{}{}", findings_table(printed.findings, isatty(STDOUT_FILENO) == 1 ? Colour::Yes : Colour::No),
                 printed.imputation_words);
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
  add_design_options(*command, words->design);
  add_impute_options(*command, words->impute);
  command->add_option(
      "--interval", words->interval,
      names_help("method of the limits:", estimate::interval_methods(), &estimate::IntervalMethod::name));
  command->add_option("--quantile-interval", words->quantile_interval,
                      names_help("limits of quantiles:", estimate::quantile_intervals()));
  command->add_option("--quantile-rule", words->quantile_rule,
                      names_help("rule of quantiles:", estimate::quantile_rules(), &estimate::QuantileRule::name));
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_flag("--design-effect{without}", words->design_effect,
                    "against a simple random sample without replacement, or `--design-effect=with`");
  command->add_option("--format", words->format, "table, json, csv");
  command->callback([words] { print_estimates(*words); });
}

}  // namespace kith::cli
