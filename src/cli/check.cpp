// kith check DIR: every problem at once, or what the study holds.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/study_summary.h"
#include "study/load.h"

namespace kith::cli {

namespace {

void check_study(const std::string& folder) {
  const study::Study study = study::load(folder);
  std::fputs(study_summary(study).c_str(), stdout);
}

}  // namespace

void add_check(CLI::App& app) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("check", "every problem of a study at once, or what the study holds");
  command->add_option("DIR", *folder, "the study folder")->required();
  command->callback([folder] { check_study(*folder); });
}

}  // namespace kith::cli
