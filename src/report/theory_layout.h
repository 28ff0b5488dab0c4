// Where the nodes of a theory of change stand, and which way their links run.
//
// A layered drawing (Sugiyama, Tagawa and Toda 1981): a layer for each kind of node from inputs at the top to long-term
// outcomes, context below them all. A link that skips layers is led through a free place in each of them, so that no
// line runs behind a box; the order within a layer follows the mean place of its neighbours, swept down and up four
// times. Sizes are the caller's: a layout knows widths and heights, not what is written in the boxes.
#pragma once

#include <vector>

#include "study/study.h"

namespace kith::report {

struct Box {
  double x = 0, y = 0, width = 0, height = 0;  // x, y: upper left corner
};

struct Point {
  double x = 0, y = 0;
};

struct TheoryLayout {
  struct Layer {
    study::NodeKind kind;
    double top = 0;  // where its heading stands
  };
  std::vector<Layer> layers;
  std::vector<Box> boxes;                  // one a node, in the study's order
  std::vector<std::vector<Point>> routes;  // one a link: start, two points a layer passed, end
  double height = 0;
};

// Layers, order and widths for a sheet of this width; then, when the caller knows how high each box must be, places.
class TheoryGrid {
 public:
  TheoryGrid(const std::vector<study::Node>& nodes, const std::vector<study::Link>& links, double width);

  double box_width(std::size_t node) const;
  TheoryLayout place(const std::vector<double>& heights) const;

 private:
  struct Seat {
    bool is_node = false;
    std::size_t index = 0;  // of the node, or of the link that passes here
    std::size_t layer = 0;
    double x = 0;  // centre
  };
  struct Run {
    std::vector<std::size_t> seats;  // from, free places, to
  };

  void order_seats();
  void settle(std::size_t layer, const std::vector<double>& wishes);

  double width_;
  std::vector<study::NodeKind> kinds_;            // of the layers
  std::vector<Seat> seats_;                       // the nodes first
  std::vector<std::vector<std::size_t>> layers_;  // seats in order
  std::vector<double> layer_box_width_;
  std::vector<Run> runs_;
};

}  // namespace kith::report
