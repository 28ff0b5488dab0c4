// An indicator group by group, each share beside the one that one would expect of the group (F9), as a report shows it.
//
// Everything here follows from what the gate let through and from nothing else (run/poolings.h), so that it tells
// nothing that the figures beside it do not. Groups stand in the study's order or by name; there is no ranking.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::finding {

struct Pooling {
  std::string indicator;
  std::string dimension;          // "project"
  std::optional<double> all;      // the share that the funnel is about
  std::optional<double> mean;     // of the groups' own shares; none: too few groups are shown
  std::optional<double> between;  // share of the variance of one answer that lies between groups; 0: none can be told
  std::size_t not_shown = 0;
  std::string reason;  // why nothing is pooled, for the reader

  struct Group {
    std::string finding;  // id
    Level level;
    // The base as it is shown: its band, or twice the same number. None where the figure is withheld, as all below.
    std::optional<double> low, high;
    std::optional<double> raw;  // as shown
    std::optional<double> steadied;
    std::optional<Interval> interval;  // none where no difference between groups can be told
    std::string place;                 // "inside", "outside 95%", "outside 99.8%"
  };
  std::vector<Group> groups;

  // What chance alone gives a group of so many people.
  struct Limits {
    double people = 0;
    double low95 = 0, high95 = 0, low998 = 0, high998 = 0;
  };
  std::vector<Limits> funnel;  // by people
};

}  // namespace kith::finding
