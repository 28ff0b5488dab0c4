// References: {{verb words... key=value...}} in the prose of the narrative, as written, before any name is looked up.
//
// The verbs are a table; adding one is adding a line. A threshold verb has several words ({{at least 70% a b}}), the
// same phrases that prose may use (claim_words_threshold.cpp).
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "report/claim_lexicon.h"
#include "report/narrative_document.h"

namespace kith::report {

enum class Verb {
  Share,       // of a share: "75%"
  Mean,        // of a mean: "3.4"
  Base,        // what the figure rests on: "412"
  Count,       // of a count: "1,204"
  Interval,    // "71% to 79%"
  Benchmark,   // the survey's figure it is held against: "57%"
  Compare,     // "compared to 57% of"
  Difference,  // "18 percentage points"
  Threshold,   // "over 70%", checked for every finding named
  Quote,       // placements, alone on a line
  Chart,
  Panel,
  Theory,
};

bool is_placement(Verb verb);

struct Reference {
  Verb verb = Verb::Share;
  std::string word;                            // as written: "share", "quote", "at least 70%"
  std::vector<std::string> names;              // ids, in order
  std::map<std::string, std::string> options;  // by, wave, benchmark
  Threshold threshold;                         // of Verb::Threshold
  double bound = 0;
  std::size_t offset = 0;
};

// Splits the text of a prose element at its references, which become inlines of kind Figure numbered from
// `references.size()`. Malformed ones are problems, and are not read further.
void find_references(Prose& prose, std::vector<Reference>& references, const Lexicon& lexicon, const Lines& lines,
                     const std::string& file, Problems& problems);

}  // namespace kith::report
