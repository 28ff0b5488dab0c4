// The release as the narrative asks for it: by id, by indicator and levels, by what stands beside a figure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/rules.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/quote.h"
#include "study/study.h"

namespace kith::report {

// Points into what it is given, which outlives it.
class Shelf {
 public:
  Shelf(const study::Study& study, const std::vector<disclose::Safe<finding::Finding>>& findings,
        const std::vector<disclose::Safe<finding::Quote>>& quotes);

  const study::Study& study() const { return *study_; }
  const disclose::Rules& rules() const { return rules_; }
  const finding::Finding* find(std::string_view id) const;
  // The finding of an indicator with exactly these levels (wave apart) in this wave; empty `wave`: the report's own.
  const finding::Finding* find(std::string_view indicator, std::vector<std::string> levels,
                               std::string_view wave) const;
  // The same figure for another level: `neighbours_ac` of `neighbours_lc` and (programme, ac).
  const finding::Finding* sibling(const finding::Finding& finding, std::string_view dimension,
                                  std::string_view code) const;
  // All figures of the same indicator, population and dimensions, but for this one.
  std::vector<const finding::Finding*> siblings(const finding::Finding& finding) const;
  bool has_level(const finding::Finding& finding, std::string_view dimension, std::string_view code) const;
  // The same levels, the wave apart.
  bool same_levels(const finding::Finding& a, const finding::Finding& b) const;
  std::vector<finding::Level> levels() const;
  std::vector<std::string> ids() const;
  std::vector<std::string> quotes() const;
  std::string wave_of(const finding::Finding& finding) const;
  // Place in the study's order of waves; -1 when the finding has none.
  int wave_place(const finding::Finding& finding) const;

 private:
  const study::Study* study_;
  disclose::Rules rules_;
  std::vector<const finding::Finding*> findings_;
  std::map<std::string, const finding::Finding*, std::less<>> by_id_;
  std::vector<std::string> quotes_;
};

}  // namespace kith::report
