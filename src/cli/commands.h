// The commands, one file each. Adding one is adding a file, a line here and a line in the list of main.cpp.
#pragma once

namespace CLI {
class App;
}

namespace kith::cli {

void add_new(CLI::App& app);
void add_check(CLI::App& app);
void add_simulate(CLI::App& app);
void add_import(CLI::App& app);
void add_run(CLI::App& app);
void add_estimate(CLI::App& app);
void add_model(CLI::App& app);
void add_weight(CLI::App& app);
void add_test(CLI::App& app);
void add_compare(CLI::App& app);
void add_pool(CLI::App& app);
void add_convert(CLI::App& app);
void add_audit(CLI::App& app);
void add_explain(CLI::App& app);
void add_place(CLI::App& app);

}  // namespace kith::cli
