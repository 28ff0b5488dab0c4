// kith run DIR [--out OUT] [--pdf] [--analyst FILE]: the evaluation.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/findings_text.h"
#include "cli/progress.h"
#include "run/evaluation.h"
#include "run/pdf.h"
#include "study/load.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

struct Words {
  std::string folder, out, analyst;
  bool pdf = false;
};

void run_study(const Words& words) {
  const study::Study study = study::load(words.folder);
  const fs::path out = words.out.empty() ? fs::path(words.folder) / "out" : fs::path(words.out);
  const run::Release release = with_progress("evaluating " + words.folder, [&] { return run::evaluate(study); });
  release.files.commit(out);
  if (!words.analyst.empty()) {
    write_file(words.analyst, findings_json(finding::Unreleased<std::vector<finding::Finding>>{release.analyst}));
  }
  if (words.pdf) {
    const Progress progress("printing report.pdf");
    run::print_pdf(out / "report.html", out / "report.pdf");
  }
  for (const std::string& loss : release.losses) {
    fmt::print(stderr, "note: {}\n", loss);
  }
  fmt::print("{} findings, {} withheld\n", release.findings, release.decisions.size());
  for (const std::string& name : release.files.names()) {
    fmt::print("  {}\n", (out / name).string());
  }
  if (words.pdf) {
    fmt::print("  {}\n", (out / "report.pdf").string());
  }
}

}  // namespace

void add_run(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("run", "the evaluation: report.html, tables.xlsx, findings.json");
  command->add_option("DIR", words->folder, "the study folder")->required();
  command->add_option("--out", words->out, "where the release is written (default: DIR/out)");
  command->add_option("--analyst", words->analyst, "full precision for the analyst, not for release");
  command->add_flag("--pdf", words->pdf, "print the report through Chromium");
  command->callback([words] { run_study(*words); });
}

}  // namespace kith::cli
