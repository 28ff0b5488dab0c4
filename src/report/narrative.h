// The narrative: report.md with figures by reference, every numeral and every claim word checked (K2, K3, A6).
//
// The author writes Markdown. A reference in double braces stands for a figure; numerals are not typed:
//   {{share neighbours}}            "75%"; an indicator's id means its `_all` finding; `neighbours_lc` is a finding
//   {{base neighbours_lc}}          the base as it may be shown
//   {{benchmark neighbours benchmark=deprived}}   "57%"
//   {{compare neighbours benchmark=deprived}}     "compared to 57% of"
//   {{difference neighbours benchmark=deprived}}  "18 percentage points"
//   {{count respondents_participant_w1}}          a count
//   {{over 70% confidence_lc confidence_ac}}      "over 70%", true of every finding named
//   {{quote made_friends}}  {{chart connectedness}}  {{panel neighbours}}  {{theory}}   on a line of their own:
//   placements
// docs/narrative.md is the reference; every problem is reported with its line in report.md.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/quote.h"
#include "report/evidence.h"
#include "study/study.h"

namespace kith::report {

// Something drawn that the author put at this place.
struct Placement {
  std::string kind;                    // "quote", "chart", "panel", "theory"
  std::vector<std::string> arguments;  // ids
  Where where;
};

// A run of prose as HTML (paragraphs, lists, emphasis), or a placement.
using Block = std::variant<std::string, Placement>;

struct Chapter {
  std::string title;   // plain text of the level-2 heading; empty: what stands before the first
  std::string anchor;  // for links: "community-power"
  std::vector<Block> blocks;
};

struct Story {
  std::string headline;  // the level-1 heading as plain text; empty: the study's title
  std::vector<Chapter> chapters;
};

// Renders the narrative or throws one Error with all its problems. An empty narrative gives an empty story.
Story tell(const study::Study& study, const std::vector<disclose::Safe<finding::Finding>>& findings,
           const std::vector<disclose::Safe<finding::Quote>>& quotes, const Evidence& evidence);

}  // namespace kith::report
