#include "cli/main.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <new>

#include "base/problem.h"
#include "base/version.h"
#include "cli/commands.h"

namespace kith::cli {

int run(int argc, char** argv) {
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
  add_convert(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::ParseError& error) {
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
