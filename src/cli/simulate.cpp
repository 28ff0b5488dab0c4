// kith simulate DIR: synthetic responses, to pilot a questionnaire or to size a sample.
#include <CLI/CLI.hpp>
#include <cstdio>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "simulate/simulate.h"
#include "study/load.h"

namespace kith::cli {

namespace {

struct Request {
  std::filesystem::path folder;
  simulate::Options options;
};

// Answers that somebody gave are never written over with answers that nobody gave.
void refuse_unless_synthetic(const study::Study& study) {
  if (study.synthetic.empty()) {
    throw Error({"not-synthetic",
                 "the study does not say that its responses are synthetic",
                 {"study.toml", 0},
                 "to simulate, add `synthetic = \"Every response in this study is synthetic.\"`; never to a study with "
                 "real responses"});
  }
}

void print(const study::Study& study, const simulate::Simulated& simulated) {
  std::size_t widest = 0;
  for (const simulate::Written& written : simulated.written) {
    widest = std::max(widest, written.file.size());
  }
  for (const simulate::Written& written : simulated.written) {
    fmt::print("{:<{}}  {:>7} rows\n", written.file, widest, text::grouped(written.rows));
  }
  if (!simulated.met.empty()) {
    fmt::print("\nTargets met: {}\n", simulated.met.size());
    for (const simulate::Met& met : simulated.met) {
      fmt::print("  {:<24} {:>3}%  {:>6} of {}\n", met.finding, met.percent, text::grouped(met.positive),
                 text::grouped(met.base));
    }
  }
  fmt::print("\n{}\n", study.synthetic);
}

void run(const Request& request) {
  const study::Study study = study::load(request.folder);
  refuse_unless_synthetic(study);
  const std::filesystem::path recipe = request.folder / "simulate.toml";
  const simulate::Simulated simulated =
      simulate::simulate(study, std::filesystem::exists(recipe) ? read_file(recipe) : std::string(), request.options);
  FileSet files;
  for (const auto& [name, bytes] : simulated.files) {
    files.add(name, bytes);
  }
  files.commit(request.folder);
  print(study, simulated);
}

}  // namespace

void add_simulate(CLI::App& app) {
  CLI::App* command = app.add_subcommand("simulate", "synthetic responses, to pilot a questionnaire or size a sample");
  const auto request = std::make_shared<Request>();
  command->add_option("DIR", request->folder, "the study folder")->required();
  command->add_option("--size", request->options.size, "respondents in each population")->check(CLI::PositiveNumber);
  command->add_option("--seed", request->options.seed, "another draw from the same structure");
  command->callback([request] { run(*request); });
}

}  // namespace kith::cli
