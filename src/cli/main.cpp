#include "cli/main.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <new>

#include <fmt/format.h>

#include "base/heap.h"
#include "base/problem.h"
#include "base/text.h"
#include "base/version.h"
#include "cli/commands.h"

namespace kith::cli {

namespace {

// Said of "kith cheque" rather than that a command is missing. Empty when the first word is a command, or none.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  const std::string word = argc > 1 ? argv[1] : "-";
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands({})) {
    known.push_back(command->get_name());
  }
  const bool is_command = word.starts_with('-') || std::ranges::find(known, word) != known.end();
  return is_command ? std::string() : fmt::format("there is no command `{}`: {}", word, text::suggestion(word, known));
}

}  // namespace

int run(int argc, char** argv) {
  keep_freed_memory();
  CLI::App app{"Kith: evidence from community programmes that stands up", "kith"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(version));
  add_new(app);
  add_check(app);
  add_simulate(app);
  add_import(app);
  add_run(app);
  add_estimate(app);
  add_model(app);
  add_weight(app);
  add_test(app);
  add_compare(app);
  add_pool(app);
  add_convert(app);
  add_audit(app);
  add_explain(app);
  add_place(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (const std::string problem = unknown_command(app, argc, argv); !problem.empty()) {
      std::fprintf(stderr, "%s\n", problem.c_str());
      return static_cast<int>(Fault::Usage);
    }
    return app.exit(error) == 0 ? 0 : static_cast<int>(Fault::Usage);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.fault());
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "there is not enough memory for this\n");
    return static_cast<int>(Fault::Machine);
  }
}

}  // namespace kith::cli
