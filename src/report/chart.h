// A chart: one set of findings told four times, as a picture for wide pages, a picture for narrow ones, words for those
// who listen, and a table for those who want the numbers. All four are computed from the same released findings.
//
// The wide picture has its labels beside the marks, the narrow one above them; report.css shows one of the two and sets
// the other to display: none, so that it is neither seen nor read twice. Lettering is at least 16 units in the wide
// drawing and 15 in the narrow one, which the widths at which they are shown keep above 14 pixels.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/axis.h"
#include "report/html.h"
#include "report/release.h"
#include "report/svg.h"

namespace kith::report {

constexpr double wide = 760;
constexpr double narrow = 288;

enum class Form { Wide, Narrow };

struct Chart {
  std::string id;           // unique on the page; links and the drawings' ids are made from it
  std::string caption;      // the line above
  std::string key;          // HTML: what the marks mean; may be empty
  std::string title;        // alternative text: what kind of picture of what
  std::string description;  // and what it shows, figure by figure
  Drawing wide{report::wide};
  Drawing narrow{report::narrow};
  Cells table;
  std::vector<std::string> sources;  // sentences below: base, marks, source, comparability
  std::vector<std::string> notes;    // a paragraph each: who was left out
};

// The chart as a <figure>.
std::string figure(const Chart& chart);

// One mark of a key: a filled dot for participants, an open one for everyone else.
enum class Mark { Participants, Everyone, Alike, Interval, Dashed };
std::string key(const std::vector<std::pair<Mark, std::string>>& entries);

// "[u] Too few answered" for the place of a figure that is not shown.
std::string absence_text(const Shown& shown);

// One finding in words: "Stop and talk to neighbours: 75% (71% to 79%), compared with 57% of people ...: 18 points
// higher".
std::string sentence(std::string_view label, const Shown& shown);

// What a group of findings rests on: "Base: 398 to 409 participants."
std::string base_line(const std::vector<Shown>& shown, const study::Population* population);
// "* Base under 100. [ ] Base under 50: read with care. [u] ..." for the marks that occur; empty when none does.
std::string marks_line(const std::vector<Shown>& shown, const disclose::Rules& rules);

}  // namespace kith::report
