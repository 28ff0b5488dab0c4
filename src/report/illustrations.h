// The pictures of a page: those that the author placed, and those of every planned indicator that the author did not.
//
// A placement draws what it names and marks it as drawn; at the end `remaining` draws what is left of a section, so
// that nothing planned can be left out by silence. What stands in one chart is of one population and either all
// self-attributed or not at all: a benchmark never stands beside what people put down to the project (G4).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/charts.h"
#include "report/narrative.h"
#include "report/release.h"
#include "study/scale.h"

namespace kith::report {

// How a caption names a dimension: "nation", "how people answered", a question's wording.
std::string dimension_name(const study::Study& study, const std::string& dimension);

class Illustrations {
 public:
  explicit Illustrations(const Release& release) : release_(&release) {}

  // The HTML of a placement: a chart, a panel, a quote, the theory of change. Unknown ids give nothing: the narrative
  // has refused them before.
  std::string place(const Placement& placement);
  // The section's maps, and the charts of its indicators, that no placement has drawn.
  std::string remaining(const study::Section& section);
  // "In short": panels of the largest tested differences, at most three; empty when nothing was tested.
  std::string headline_panels() const;
  std::string theory_of_change();
  std::string remaining_quotes();

 private:
  using Indicators = std::vector<const study::Indicator*>;

  std::string section_charts(const std::string& anchor, const std::string& title, const Indicators& indicators);
  std::string overall_chart(const std::string& title, const Indicators& group);
  std::string level_chart(const std::string& title, const Indicators& group,
                          const std::vector<std::string>& dimensions);
  std::string wave_chart(const std::string& title, const Indicators& group);
  std::string answers_chart(const std::string& title, const Indicators& group);
  std::string panel(const finding::Finding& finding) const;
  std::string quote(const finding::Quote& quote);
  std::string maps(const study::Section& section);
  bool has_comparison(const study::Indicator& indicator) const;
  std::optional<study::ScaleEnds> scale_of(const study::Indicator& indicator) const;
  Setting setting(const std::string& caption, const study::Indicator& indicator);
  std::vector<Indicators> split(const Indicators& indicators) const;
  void add_sources(Chart& chart, const Indicators& group) const;  // of the benchmarks
  void add_notes(Chart& chart, const Indicators& group) const;    // who was left out
  std::string interval_line(const Indicators& group);             // what intervals mean, once in a section

  const Release* release_;
  std::set<std::string> drawn_;      // indicators
  std::set<std::string> quoted_;     // quotes
  std::set<std::string> mapped_;     // maps
  std::set<std::string> said_here_;  // what intervals mean, in the section that is being drawn
  bool theory_drawn_ = false;
  int count_ = 0;  // of charts, for their ids
};

}  // namespace kith::report
