// The figures of findings.json, as anybody reads them: what was asked, of whom, and what is shown; and what the file
// says of figures that it withholds and should not.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/attack.h"
#include "disclose/rules.h"

namespace kith::audit {

struct Figure {
  disclose::Seen seen;
  std::string value;               // the number as printed in the file; empty: none
  std::optional<int> percent;      // of shares
  std::vector<std::string> leaks;  // keys that hold something although the figure is withheld
};

struct Figures {
  std::vector<Figure> figures;
  disclose::Rules rules;        // those that the release says it was made with
  disclose::Geometry geometry;  // from manifest.json, if it lies beside
  bool after_others = false;    // the same says that it was held against earlier releases
};

// Error with the file's name when it is not what docs/formats.md describes.
Figures read_figures(std::string_view findings_json, const std::string& source);
void read_manifest(std::string_view manifest_json, const std::string& source, Figures& figures);

}  // namespace kith::audit
