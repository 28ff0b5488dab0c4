#include "report/theory_layout.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace kith::report {

namespace {

constexpr double gap = 28;      // between boxes of a layer
constexpr double passage = 18;  // width of a free place for a link that passes
constexpr double heading = 28;  // above a layer's boxes
constexpr double between = 40;  // below a layer's boxes, for the curves
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
    const auto boxes =
        static_cast<double>(std::ranges::count_if(layer, [&](std::size_t seat) { return seats_[seat].is_node; }));
    const double free =
        width_ - gap * static_cast<double>(layer.size() - 1) - passage * (static_cast<double>(layer.size()) - boxes);
    layer_box_width_.push_back(std::min(largest_box, free / std::max(boxes, 1.0)));
  }
  for (std::size_t l = 0; l < layers_.size(); ++l) {
    std::vector<double> evenly;
    evenly.reserve(layers_[l].size());
    for (std::size_t i = 0; i < layers_[l].size(); ++i) {
      evenly.push_back(width_ * (static_cast<double>(i) + 0.5) / static_cast<double>(layers_[l].size()));
    }
    settle(l, evenly);
  }
  if (!layers_.empty()) {
    order_seats();
  }
}

double TheoryGrid::box_width(std::size_t node) const {
  return layer_box_width_[seats_[node].layer];
}

// Centres of a layer's seats as near as may be to where they would like to stand, in the layer's order and without
// overlap: the mean of the two tightest placements, one pushed from the left and one from the right.
void TheoryGrid::settle(std::size_t l, const std::vector<double>& wishes) {
  const std::vector<std::size_t>& layer = layers_[l];
  const std::size_t n = layer.size();
  const auto half = [&](std::size_t i) { return (seats_[layer[i]].is_node ? layer_box_width_[l] : passage) / 2; };
  std::vector<double> from_left(n), from_right(n), room_left(n), room_right(n);
  for (std::size_t i = 0; i < n; ++i) {
    room_left[i] = i == 0 ? half(0) : room_left[i - 1] + half(i - 1) + gap + half(i);
  }
  for (std::size_t i = n; i-- > 0;) {
    room_right[i] = i + 1 == n ? width_ - half(i) : room_right[i + 1] - half(i + 1) - gap - half(i);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double wish = std::clamp(wishes[i], room_left[i], std::max(room_left[i], room_right[i]));
    from_left[i] = i == 0 ? wish : std::max(wish, from_left[i - 1] + half(i - 1) + gap + half(i));
    from_left[i] = std::min(from_left[i], std::max(room_left[i], room_right[i]));
  }
  for (std::size_t i = n; i-- > 0;) {
    const double wish = std::clamp(wishes[i], room_left[i], std::max(room_left[i], room_right[i]));
    from_right[i] = i + 1 == n ? wish : std::min(wish, from_right[i + 1] - half(i + 1) - gap - half(i));
    from_right[i] = std::max(from_right[i], room_left[i]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    seats_[layer[i]].x = (from_left[i] + from_right[i]) / 2;
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
  // Where a seat would like to stand: at the mean of its neighbours in the layers already placed.
  const auto wish_of = [&](std::size_t seat, const auto& counts) {
    double sum = 0;
    int count = 0;
    for (const std::size_t neighbour : neighbours[seat]) {
      if (counts(seats_[neighbour].layer)) {
        sum += seats_[neighbour].x;
        ++count;
      }
    }
    return count > 0 ? sum / count : seats_[seat].x;
  };
  enum class Order { Sort, Keep };
  const auto visit = [&](std::size_t l, Order order, const auto& counts) {
    std::map<std::size_t, double> wish;
    for (const std::size_t seat : layers_[l]) {
      wish[seat] = wish_of(seat, counts);
    }
    if (order == Order::Sort) {
      std::ranges::stable_sort(layers_[l], {}, [&](std::size_t seat) { return wish[seat]; });
    }
    std::vector<double> wishes;
    for (const std::size_t seat : layers_[l]) {
      wishes.push_back(wish[seat]);
    }
    settle(l, wishes);
  };
  for (int sweep = 0; sweep < 4; ++sweep) {
    for (std::size_t l = 1; l < layers_.size(); ++l) {
      visit(l, Order::Sort, [&](std::size_t other) { return other + 1 == l; });
    }
    for (std::size_t l = layers_.size() - 1; l-- > 0;) {
      visit(l, Order::Sort, [&](std::size_t other) { return other == l + 1; });
    }
  }
  for (int sweep = 0; sweep < 4; ++sweep) {
    for (std::size_t l = 0; l < layers_.size(); ++l) {
      visit(l, Order::Keep, [](std::size_t) { return true; });
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
