// kith check DIR: every problem at once, or what the study holds and which planned cells the gate would withhold.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/study_summary.h"
#include "cli/text_table.h"
#include "run/evaluation.h"
#include "run/maps.h"
#include "simulate/recipe.h"
#include "study/load.h"

namespace kith::cli {

namespace {

bool has_responses(const study::Study& study) {
  return std::ranges::any_of(study.responses, [&](const study::Responses& responses) {
    return std::filesystem::exists(study.folder / responses.file);
  });
}

// The codes are those of the release's manifest.
std::string withheld(const std::vector<disclose::Decision>& decisions) {
  std::string text = fmt::format("\nplanned cells that would be withheld: {}\n", decisions.size());
  std::vector<std::vector<std::string>> rows;
  rows.reserve(decisions.size());
  for (const disclose::Decision& decision : decisions) {
    rows.push_back({decision.id, decision.code});
  }
  return rows.empty() ? text : text + text_table({{"FIGURE"}, {"WHY"}}, rows);
}

// What only shows when the study is made use of: answers, codings, quotes, maps, the narrative, the recipe for
// synthetic ones.
std::string trial(const study::Study& study) {
  Problems problems;
  const auto attempt = [&](const auto& part) {
    try {
      part();
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) {
        throw;
      }
      problems.add(error.problems());
    }
  };
  if (const std::filesystem::path recipe = study.folder / "simulate.toml"; std::filesystem::exists(recipe)) {
    attempt([&] { simulate::read_recipe(study, read_file(recipe)); });
  }
  std::string text = "\nNo responses yet: which planned cells would be withheld can be said when they are there.\n";
  if (has_responses(study)) {
    attempt([&] { text = withheld(run::evaluate(study).decisions); });
  } else {
    run::read_maps(study, problems);
  }
  problems.throw_if_any();
  return text;
}

void check_study(const std::string& folder) {
  const study::Study study = study::load(folder);
  const std::string found = trial(study);
  fmt::print("{}{}", study_summary(study), found);
}

}  // namespace

void add_check(CLI::App& app) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("check", "every problem of a study at once, or what the study holds");
  command->add_option("DIR", *folder, "the study folder")->required();
  command->callback([folder] { check_study(*folder); });
}

}  // namespace kith::cli
