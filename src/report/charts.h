// The pictures of a report. Each is one file, chart_NAME.cpp; what they take is a list of labelled findings.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/chart.h"

namespace kith::report {

struct Labelled {
  std::string label;
  Shown shown;
  bool joined = true;  // of a trend: with the wave before, by a line
};

// The findings alone, in their order.
std::vector<Shown> shown_of(std::span<const Labelled> rows);

// A group of findings under one heading: the levels of one indicator.
struct Group {
  std::string label;
  std::vector<Labelled> rows;
};

// Lines that the longest heading of panels side by side takes, so that what is below begins at one height; 0 when none
// has one.
std::size_t heading_lines(std::span<const Group> panels, double width, Form form);

// What all charts of a chapter have in common.
struct Setting {
  std::string id;
  std::string caption;  // what the chart is about: "Neighbours, by programme"
  std::string measure;  // what its numbers are: "Share of participants"; empty for counts
  const study::Population* population = nullptr;
  disclose::Rules rules;
};

// "Neighbours, by programme. Share of participants."
std::string title_of(const Setting& setting);

// Participants against a benchmark: filled against open marks, intervals as bands, the difference in words. Rows
// without a benchmark have one mark. (Cleveland 1984, dot plots.)
Chart dumbbell(const Setting& setting, const std::vector<Labelled>& rows);

// Small multiples of zero-based bars, a group each, with intervals and the benchmark's open mark.
Chart bars(const Setting& setting, const std::vector<Group>& groups);

// Ordered answers as one bar a question, from one end of the scale to the other, at most `most_ordered_answers` of
// them. Answers that are withheld share one open stretch at the end of the bar.
constexpr std::size_t most_ordered_answers = 7;
Chart stacked(const Setting& setting, const std::vector<Group>& questions);

// One panel an indicator: a point a wave with its interval, joined by a line, but not across a change of the question.
Chart trend(const Setting& setting, const std::vector<Group>& groups);

// Counts as bars: the flow from issued to base, response by project.
Chart counts(const Setting& setting, const std::vector<Group>& groups);

// Ten people, as many of them filled as the share has tenths. `about` is the share's label for the alternative text.
Drawing ten_people(double share);

// The theory of change, layer by layer; a node carries the figures of its indicators, a link that nothing in the report
// speaks to is dashed.
Chart theory(const Setting& setting, const Release& release);

// How far the share of each group lies from that of all, and how far chance alone puts groups of its size
// (Spiegelhalter 2005). A base that is shown as a band is a bar from one of its ends to the other.
Chart funnel(const Setting& setting, const disclose::Safe<finding::Pooling>& released, const Release& release);

// Areas, in colours or hatched, and projects in the middle of theirs. Figures in its words and its table are those of
// the release.
Chart map_chart(const Setting& setting, const disclose::Safe<finding::Map>& released, const Release& release);

}  // namespace kith::report
