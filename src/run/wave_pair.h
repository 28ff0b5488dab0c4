// The two waves of a planned change, ready to be held against each other: what the change among everyone, among those
// who answered both times and with the later wave's composition have in common (docs/waves.md).
//
// Each begins with the same two figures, of everyone in the earlier wave and in the later, and with the same table, in
// which both waves stand under one design: it is the design that knows which clusters, and which people, are in both.
// Each ends in figures that are named alike: those of a wave with one more level, whose dimension is the change's own
// ("matched_w1_w2") and whose label says whose figure it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"
#include "finding/finding.h"
#include "run/indicators.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// A figure among those that were estimated together.
struct Place {
  const Estimated* estimated = nullptr;
  std::size_t index = 0;

  const finding::Finding& finding() const { return estimated->findings[index]; }
};

std::optional<Place> place_of(const std::vector<Estimated>& estimated, std::string_view id);

class WavePair {
 public:
  // All but `respondents` must outlive this. Throws Error for what is no measure of the responses.
  WavePair(const study::Study& study, const study::PlannedChange& planned, const study::Indicator& indicator,
           const Respondents& respondents, Place earlier, Place later);

  const study::Study& study() const { return study_; }
  const study::PlannedChange& planned() const { return planned_; }
  const Place& earlier() const { return earlier_; }
  const Place& later() const { return later_; }
  const data::Table& table() const { return table_; }
  void add(data::Column column) { table_.add(std::move(column)); }
  const design::Spec& design() const { return design_; }
  const std::string& id_column() const { return id_column_; }  // of respondents; empty: nothing tells them apart
  const std::string& measure() const { return measure_; }
  double smallest_difference() const { return smallest_difference_; }   // of interest
  const std::vector<std::string>& bridges() const { return bridges_; }  // reasons, where the question changed
  std::string earlier_name() const;                                     // of the wave
  std::string where_wave(const std::string& wave) const;                // who is counted there

  // `model` as a figure of its own: with the level `code` of the dimension KIND_FROM_TO, and what bridges say. Without
  // a comparison.
  finding::Finding with_level(const finding::Finding& model, std::string_view kind, const char* code,
                              std::string label) const;

 private:
  const study::Study& study_;
  const study::PlannedChange& planned_;
  data::Table table_;  // a copy: it gains columns
  design::Spec design_;
  std::string id_column_, measure_;
  double smallest_difference_;
  Place earlier_, later_;
  std::vector<std::string> bridges_;
};

}  // namespace kith::run
