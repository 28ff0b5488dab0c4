// `kith audit`: a release folder attacked with nothing but what was released.
//
// Whatever made the folder, the audit reads findings.json, tables.xlsx, the pages, and every other .svg, .csv, .json
// and .txt in it, and asks three things:
//   1. do they agree: every figure in the tables of workbook and page is the one of findings.json, and every sentence
//      of an alternative text that of the table beside it;
//   2. does a withheld figure stand anywhere after all: a number beside its name in a text, alternative text, tooltip,
//      comment, property, hidden sheet, other file or file name; a key of findings.json that should be null;
//   3. what can be worked out of it (disclose/attack.h), and is that wider than the rules ask for.
// With releases that were published before, 3. is asked of all of them together (earlier.h), and whether somebody is
// quoted under two names (quotes.h).
// The study is not read: a reader does not have it. manifest.json, if present, says which levels lie in which.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "disclose/attack.h"

namespace kith::audit {

enum class Fault {
  Leak,          // a withheld figure is there
  Disagreement,  // two places say different things
  Forbidden,     // shown although the rules forbid it
  Hidden,        // numbers out of sight
};

struct Fact {
  Fault fault = Fault::Leak;
  std::string where;  // "tables.xlsx, sheet Bases"
  std::string what;   // a sentence without a full stop
};

struct Audit {
  std::size_t figures = 0, withheld = 0;
  std::vector<std::string> files;  // that were read
  std::vector<Fact> facts;
  disclose::Attacked attacked;

  std::size_t exposed() const;
  bool sound() const { return facts.empty() && exposed() == 0; }
};

// Error when there is no findings.json, or a file cannot be read.
Audit audit(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& earlier = {});

}  // namespace kith::audit
