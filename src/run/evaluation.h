// The evaluation, from a study folder to a release, as a chapter of named steps.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "disclose/gate.h"
#include "finding/finding.h"
#include "study/study.h"

namespace kith::run {

// What `kith run` writes into its folder: all of it went through the gate.
struct Release {
  FileSet files;                              // report.html, tables.xlsx, findings.json, manifest.json
  std::vector<finding::Finding> analyst;      // full precision, never part of `files`
  std::vector<disclose::Decision> decisions;  // what was withheld and why
  // Why each figure is not shown, with the rule and the figure that it protects: for the analyst, never in `files`.
  struct Reason {
    std::string text, because;
  };
  std::map<std::string, Reason> reasons;
  disclose::EarlierRelease published;  // with the counts behind it, for the ledger (ledger.h), never in `files`
  std::vector<std::string> earlier;    // releases of the ledger, which this one was held against
  std::size_t because_of_earlier = 0;  // figures withheld that would give something of them back
  std::size_t findings = 0;            // how many are in the release
  std::vector<std::string> losses;     // what the import could not carry
};

// Reads the responses, estimates, compares, guards, and writes the report in memory. Throws one Error with every
// problem of the responses, the codings and quotes; then one with every problem of the narrative.
Release evaluate(const study::Study& study);

}  // namespace kith::run
