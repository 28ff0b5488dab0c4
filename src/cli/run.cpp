// kith run DIR [--out OUT] [--pdf] [--analyst FILE] [--publish]: the evaluation.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "audit/audit.h"
#include "cli/commands.h"
#include "cli/findings_text.h"
#include "cli/progress.h"
#include "run/evaluation.h"
#include "run/ledger.h"
#include "run/pdf.h"
#include "run/release_folder.h"
#include "study/load.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

struct Words {
  std::string folder, out, analyst;
  bool pdf = false;
  bool publish = false;
};

// What goes out is attacked first, with nothing but what was released.
void warn_of_exposed(const fs::path& out) {
  const audit::Audit audit = with_progress("auditing " + out.string(), [&] { return audit::audit(out); });
  if (!audit.sound()) {
    fmt::print(stderr, "warning: the release tells more than its rules allow ({} faults, {} counts): `kith audit {}`\n",
               audit.facts.size(), audit.exposed(), out.string());
  }
}

void run_study(const Words& words) {
  const study::Study study = study::load(words.folder);
  const fs::path out = words.out.empty() ? fs::path(words.folder) / "out" : fs::path(words.out);
  const run::Release release = with_progress("evaluating " + words.folder, [&] { return run::evaluate(study); });
  run::write_release(release, out);
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
  if (release.because_of_earlier > 0) {
    fmt::print(stderr,
               "note: {} figures are withheld because beside earlier releases they would tell of small groups: `kith "
               "explain {} ID --study {}` says of which\n",
               release.because_of_earlier, out.string(), words.folder);
  }
  fmt::print("{} findings, {} withheld\n", release.findings, release.decisions.size());
  for (const std::string& name : release.files.names()) {
    fmt::print("  {}\n", (out / name).string());
  }
  if (words.pdf) {
    fmt::print("  {}\n", (out / "report.pdf").string());
  }
  if (words.publish) {
    warn_of_exposed(out);
    const std::string entry = run::add_to_ledger(words.folder, study.wave, release.published);
    fmt::print("  {} (counts of small groups: keep it with the responses)\n",
               (fs::path(words.folder) / entry).string());
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
  command->add_flag("--publish", words->publish,
                    "note in DIR/ledger that this release goes out, so that later ones give none of it back");
  command->callback([words] { run_study(*words); });
}

}  // namespace kith::cli
