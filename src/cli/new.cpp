// kith new DIR [--from FILE]: a study from a template, or from an export, that runs at once.
#include <CLI/CLI.hpp>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "run/scaffold.h"

namespace kith::cli {

namespace {

struct Words {
  std::string folder, from;
};

void make_study(const Words& words) {
  run::expect_empty(words.folder);
  const run::NewStudy made = words.from.empty() ? run::study_from_template() : run::study_from_file(words.from);
  made.files.commit(words.folder);
  for (const std::string& loss : made.losses) {
    fmt::print(stderr, "note: {}\n", loss);
  }
  for (const std::string& name : made.files.names()) {
    fmt::print("{}\n", (std::filesystem::path(words.folder) / name).string());
  }
  if (!words.from.empty()) {
    fmt::print("{} questions found, {} columns left out, {} guesses to confirm (look for \"# guess:\")\n",
               made.questions, made.left_out, made.guesses);
  }
  fmt::print("next: kith check {0}, then kith run {0}\n", words.folder);
}

}  // namespace

void add_new(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("new", "a study from a template, or from an export, that runs at once");
  command->add_option("DIR", words->folder, "the folder to make; it must be empty or absent")->required();
  command->add_option("--from", words->from, "a survey platform's export (.csv .xlsx) or a labelled file (.sav .dta)");
  command->callback([words] { make_study(*words); });
}

}  // namespace kith::cli
