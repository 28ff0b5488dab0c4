#include "report/theory_layout.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace kith::report {

namespace {

constexpr double gap = 20;          // between boxes of a layer
constexpr double passage = 18;      // width of a free place for a link that passes
constexpr double heading = 28;      // above a layer's boxes
constexpr double between = 34;      // below a layer's boxes, for the curves
constexpr double largest_box = 224;

}  // namespace

TheoryGrid::TheoryGrid(const std::vector<study::Node>& nodes, const std::vector<study::Link>& links, double width)
    : width_(width) {
  using study::NodeKind;
  for (const NodeKind kind : {NodeKind::Input, NodeKind::Activity, NodeKind::Short, NodeKind::Intermediate,
                              NodeKind::Long, NodeKind::Context}) {
    if (std::ranges::find(nodes, kind, &study::Node::kind) != nodes.end()) {
      kinds_.push_back(kind);
    }
  }
  layers_.resize(kinds_.size());
  std::map<std::string, std::size_t> seat_of;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto layer = static_cast<std::size_t>(std::ranges::find(kinds_, nodes[i].kind) - kinds_.begin());
    seat_of[nodes[i].code] = seats_.size();
    layers_[layer].push_back(seats_.size());
    seats_.push_back({.is_node = true, .index = i, .layer = layer});
  }
  for (std::size_t i = 0; i < links.size(); ++i) {
    const auto from = seat_of.find(links[i].from), to = seat_of.find(links[i].to);
    Run run;
    if (from != seat_of.end() && to != seat_of.end()) {
      run.seats.push_back(from->second);
      const std::size_t start = seats_[from->second].layer, end = seats_[to->second].layer;
      for (std::size_t layer = start; layer != end;) {
        layer = layer < end ? layer + 1 : layer - 1;
        if (layer != end) {
          layers_[layer].push_back(seats_.size());
          run.seats.push_back(seats_.size());
          seats_.push_back({.is_node = false, .index = i, .layer = layer});
        }
      }
      run.seats.push_back(to->second);
    }
    runs_.push_back(std::move(run));
  }
  for (const auto& layer : layers_) {
    const auto boxes = static_cast<double>(
        std::ranges::count_if(layer, [&](std::size_t seat) { return seats_[seat].is_node; }));
    const double free = width_ - gap * static_cast<double>(layer.size() - 1) -
                        passage * (static_cast<double>(layer.size()) - boxes);
    layer_box_width_.push_back(std::min(largest_box, free / std::max(boxes, 1.0)));
  }
  spread_seats();
  order_seats();
}

double TheoryGrid::box_width(std::size_t node) const {
  return layer_box_width_[seats_[node].layer];
}

// Centres of the seats: each layer is as wide as the sheet allows, evenly filled and centred.
void TheoryGrid::spread_seats() {
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    double total = gap * static_cast<double>(layers_[l].size() - 1);
    for (const std::size_t seat : layers_[l]) {
      total += seats_[seat].is_node ? layer_box_width_[l] : passage;
    }
    // What is left over goes between the boxes up to a box's width each, so that short layers do not cling together.
    const double spare = layers_[l].size() > 1
                             ? std::min((width_ - total) / static_cast<double>(layers_[l].size() - 1), 40.0)
                             : 0;
    total += spare * static_cast<double>(layers_[l].size() - 1);
    double x = (width_ - total) / 2;
    for (const std::size_t seat : layers_[l]) {
      const double own = seats_[seat].is_node ? layer_box_width_[l] : passage;
      seats_[seat].x = x + own / 2;
      x += own + gap + spare;
    }
  }
}

void TheoryGrid::order_seats() {
  std::vector<std::vector<std::size_t>> neighbours(seats_.size());
  for (const Run& run : runs_) {
    for (std::size_t i = 1; i < run.seats.size(); ++i) {
      neighbours[run.seats[i - 1]].push_back(run.seats[i]);
      neighbours[run.seats[i]].push_back(run.seats[i - 1]);
    }
  }
  const auto sort_layer = [&](std::size_t l, std::ptrdiff_t towards) {
    const auto other = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(l) + towards);
    std::map<std::size_t, double> wish;
    for (const std::size_t seat : layers_[l]) {
      double sum = 0;
      int count = 0;
      for (const std::size_t neighbour : neighbours[seat]) {
        if (seats_[neighbour].layer == other) {
          sum += seats_[neighbour].x;
          ++count;
        }
      }
      wish[seat] = count > 0 ? sum / count : seats_[seat].x;
    }
    std::ranges::stable_sort(layers_[l], {}, [&](std::size_t seat) { return wish[seat]; });
    spread_seats();
  };
  for (int sweep = 0; sweep < 4; ++sweep) {
    for (std::size_t l = 1; l < layers_.size(); ++l) {
      sort_layer(l, -1);
    }
    for (std::size_t l = layers_.size() - 1; l-- > 0;) {
      sort_layer(l, 1);
    }
  }
}

TheoryLayout TheoryGrid::place(const std::vector<double>& heights) const {
  TheoryLayout layout;
  layout.boxes.resize(heights.size());
  std::vector<double> tops(layers_.size()), bottoms(layers_.size());
  double y = 0;
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    layout.layers.push_back({kinds_[l], y});
    tops[l] = y + heading;
    double tallest = 0;
    for (const std::size_t seat : layers_[l]) {
      tallest = std::max(tallest, seats_[seat].is_node ? heights[seats_[seat].index] : 0);
    }
    bottoms[l] = tops[l] + tallest;
    for (const std::size_t seat : layers_[l]) {
      if (seats_[seat].is_node) {
        const double own = layer_box_width_[l];
        layout.boxes[seats_[seat].index] = {seats_[seat].x - own / 2, tops[l], own, tallest};
      }
    }
    y = bottoms[l] + between;
  }
  layout.height = layers_.empty() ? 0 : bottoms.back() + 4;

  // Links that share a side of a box leave it side by side, ordered by where they go.
  struct End {
    std::size_t run;
    bool start;
    double towards;
  };
  std::map<std::pair<std::size_t, bool>, std::vector<End>> sides;  // (node seat, its bottom side) -> ends
  const auto goes_down = [&](const Run& run) {
    return seats_[run.seats.front()].layer <= seats_[run.seats.back()].layer;
  };
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.seats.empty()) {
      continue;
    }
    const bool level = seats_[run.seats.front()].layer == seats_[run.seats.back()].layer;
    const bool down = goes_down(run);
    sides[{run.seats.front(), down}].push_back({i, true, seats_[run.seats[1]].x});
    sides[{run.seats.back(), level || !down}].push_back({i, false, seats_[run.seats[run.seats.size() - 2]].x});
  }
  layout.routes.resize(runs_.size());
  std::vector<Point> starts(runs_.size()), ends(runs_.size());
  for (auto& [side, at] : sides) {
    std::ranges::stable_sort(at, {}, &End::towards);
    const Seat& seat = seats_[side.first];
    const Box& box = layout.boxes[seat.index];
    const double step = std::min(box.width * 0.7 / static_cast<double>(at.size()), 34.0);
    for (std::size_t k = 0; k < at.size(); ++k) {
      const double x = seat.x + step * (static_cast<double>(k) - static_cast<double>(at.size() - 1) / 2);
      (at[k].start ? starts : ends)[at[k].run] = {x, side.second ? box.y + box.height : box.y};
    }
  }
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.seats.empty()) {
      continue;
    }
    std::vector<Point>& route = layout.routes[i];
    route.push_back(starts[i]);
    for (std::size_t k = 1; k + 1 < run.seats.size(); ++k) {
      const Seat& seat = seats_[run.seats[k]];
      const double upper = tops[seat.layer], lower = bottoms[seat.layer];
      route.push_back({seat.x, goes_down(run) ? upper : lower});
      route.push_back({seat.x, goes_down(run) ? lower : upper});
    }
    route.push_back(ends[i]);
  }
  return layout;
}

}  // namespace kith::report
