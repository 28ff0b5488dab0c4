// kith convert IN OUT: between file formats, with the list of what was lost.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/losses.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "data/import.h"

namespace kith::cli {

namespace {

void convert(const std::string& in, const std::string& out, const data::ReadOptions& options) {
  data::Imported imported = with_progress("reading " + in, [&] { return data::read(in, options); });
  std::vector<data::Loss> losses = std::move(imported.losses);
  const std::vector<data::Loss> more =
      with_progress("writing " + out, [&] { return data::write(imported.table, out); });
  losses.insert(losses.end(), more.begin(), more.end());
  const std::string text =
      fmt::format("{}: {} rows, {} columns\n", out, imported.table.rows(), imported.table.columns().size()) +
      guesses_text(imported.guesses) + losses_text(losses);
  std::fputs(text.c_str(), stdout);
}

}  // namespace

void add_convert(CLI::App& app) {
  auto in = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  CLI::App* const command = app.add_subcommand("convert", "a data file in another format, and what was lost");
  command->add_option("IN", *in, "a .csv, .xlsx, .sav, .zsav, .por, .dta or .kith file")->required();
  command->add_option("OUT", *out, "a .csv, .xlsx, .sav or .zsav file, or .kith: a prepared table, which opens at once")
      ->required();
  const auto reading = add_reading_options(*command);
  command->callback([in, out, reading] { convert(*in, *out, reading->get()); });
}

}  // namespace kith::cli
