// kith model FILE --formula "y ~ a + b": a regression under the design of the file.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "base/problem.h"
#include "cli/commands.h"
#include "cli/design_options.h"
#include "cli/findings_text.h"
#include "cli/impute_options.h"
#include "cli/model_text.h"
#include "cli/pooled_model_text.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "impute/pooled_model.h"
#include "model/analysis.h"

namespace kith::cli {

namespace {

struct Words {
  std::string file, format = "table";
  model::Request request;
  std::vector<std::string> missing;
  DesignWords design;
  ImputeWords impute;
  double level = 0.95;
};

void print_model(const Words& words) {
  const Format format = format_of(words.format);
  if (format == Format::Csv) {
    throw Error({"unknown-format", "a model is printed as table or json", {}, ""}, Fault::Usage);
  }
  check(words.impute);
  model::Request request = words.request;
  request.design = spec_of(words.design);
  const std::vector<std::string> columns = model::columns(request);
  const data::Table table = read_columns(
      words.file,
      {.columns = columns_to_read(with_helpers(columns, words.impute), request.design), .missing = words.missing});
  if (words.impute.wanted()) {
    const auto [imputations, pooled] = with_progress("imputing and fitting", [&] {
      impute::Imputations made = imputed(table, columns, request.design, words.design, words.impute);
      impute::PooledModel fitted = impute::pooled_model(table, request, made);
      return std::pair(std::move(made), std::move(fitted));
    });
    fmt::print("{}", format == Format::Json ? pooled_model_json({&pooled}, words.level, imputation_json(imputations))
                                            : pooled_model_table({&pooled}, words.level, imputation_text(imputations)));
    return;
  }
  const model::Analysis analysis = with_progress("fitting", [&] { return model::analyse(table, request); });
  fmt::print("{}",
             format == Format::Json ? model_json({&analysis}, words.level) : model_table({&analysis}, words.level));
}

}  // namespace

void add_model(CLI::App& app) {
  auto words = std::make_shared<Words>();
  model::Request& request = words->request;
  CLI::App* command = app.add_subcommand("model", "a regression with design-based errors");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--formula,-f", request.formula, "as in R: \"y ~ a * b + log(x)\"")->required();
  command->add_option("--family", request.family, "gaussian, quasibinomial, quasipoisson, Gamma, cumulative");
  command->add_option("--link", request.link, "another than the family's own");
  command->add_option("--contrasts", request.contrasts, "of factors: treatment, sum, helmert, poly");
  command->add_option("--where", request.where, "only respondents for whom this is true");
  command->add_option("--test-terms", request.test_terms, "test every term: wald, working-wald, lrt");
  command->add_option("--approximation", request.approximation, "for lrt: saddlepoint, integration, satterthwaite");
  command
      ->add_option("--margins", request.margins, "the mean were everybody's x the same: x, or x=1,2; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--fewest-events", request.fewest_events,
                      "people with the rarer answer that each parameter needs; 0 for any number");
  command->add_option("--errors", request.errors, "linearised, or bell-mccaffrey: corrected for few clusters");
  add_design_options(*command, words->design);
  add_impute_options(*command, words->impute);
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--format", words->format, "table, json");
  command->callback([words] { print_model(*words); });
}

}  // namespace kith::cli
