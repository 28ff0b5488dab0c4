#include "cli/main.h"

#include <CLI/CLI.hpp>
#include <cstdio>

#include "base/problem.h"
#include "cli/commands.h"

namespace kith::cli {

int run(int argc, char** argv) {
  CLI::App app{"Kith: evidence from community programmes that stands up"};
  app.require_subcommand(1);
  add_new(app);
  add_check(app);
  add_import(app);
  add_convert(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(Fault::Usage);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.fault());
  }
}

}  // namespace kith::cli
