// A map as a plain value; `disclose::Gate` decides what its colours and marks may tell.
//
// Areas lie in a plane, in metres, x to the east and y to the north. What an area or a mark tells is a level: an index
// into `levels`. Levels that come from answers are the gate's to fill in, from the figures that it let through and from
// nothing else, so that a map shows nothing that the tables beside it do not. A map of bands shows what is published
// about places, whoever lives there; its levels are given.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/plane.h"

namespace kith::finding {

struct Map {
  enum class Shows { Projects, Bands, Figures };

  struct Area {
    std::string code, name;
    std::vector<Polygon> polygons;
    std::string finding;               // id of the figure that it shows; empty: none
    std::optional<std::size_t> level;  // none: not shown, whether nothing is known or it may not be told
  };

  // A project, in the middle of its area.
  struct Mark {
    std::string code, label;
    std::size_t area = 0;  // index
    std::string finding;
    std::optional<std::size_t> level;
  };

  std::string id, title;
  std::string section;  // code
  Shows shows = Shows::Projects;
  std::string measure;  // what the levels are: "Participants who answered", "Deprivation decile"
  std::vector<Area> areas;
  std::vector<Mark> marks;
  std::vector<std::string> levels;  // as people read them, from the palest to the darkest
  std::size_t elsewhere = 0;        // projects without an area on this map
  std::string note, source, licence;
};

}  // namespace kith::finding
