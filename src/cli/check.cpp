// kith check DIR: every problem at once, or what the study holds and which planned cells the gate would withhold.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/study_summary.h"
#include "run/evaluation.h"
#include "study/load.h"

namespace kith::cli {

namespace {

bool has_responses(const study::Study& study) {
  return std::ranges::any_of(study.responses, [&](const study::Responses& responses) {
    return std::filesystem::exists(study.folder / responses.file);
  });
}

// The analyst may know why; the codes are those of the release's manifest.
std::string planned_cells(const study::Study& study) {
  if (!has_responses(study)) {
    return "\nNo responses yet: which planned cells would be withheld can be said when they are there.\n";
  }
  const auto decisions = run::preview(study);
  std::string text = fmt::format("\nplanned cells that would be withheld: {}\n", decisions.size());
  for (const disclose::Decision& decision : decisions) {
    text += fmt::format("  {}  {}{}{}\n", decision.id, decision.code, decision.because.empty() ? "" : ", protects ",
                        decision.because);
  }
  return text;
}

void check_study(const std::string& folder) {
  const study::Study study = study::load(folder);
  fmt::print("{}{}", study_summary(study), planned_cells(study));
}

}  // namespace

void add_check(CLI::App& app) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("check", "every problem of a study at once, or what the study holds");
  command->add_option("DIR", *folder, "the study folder")->required();
  command->callback([folder] { check_study(*folder); });
}

}  // namespace kith::cli
