#include "num/borders.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <queue>
#include <unordered_map>

#include "num/polygon.h"

namespace kith::num {

namespace {

using Node = int;                 // a point by its number
using Nodes = std::vector<Node>;  // a ring of them

struct PointHash {
  std::size_t operator()(const Point& point) const {
    const auto x = std::bit_cast<std::uint64_t>(point.x), y = std::bit_cast<std::uint64_t>(point.y);
    std::uint64_t h = (x ^ (y * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 31;
    return static_cast<std::size_t>(h * 0x94D049BB133111EBULL);
  }
};

// Numbers for points, equal ones for equal points.
class Numbering {
 public:
  Nodes number(const Ring& ring) {
    Nodes nodes;
    nodes.reserve(ring.size());
    for (Point point : ring) {
      point = {point.x + 0.0, point.y + 0.0};  // -0 is 0
      const auto [at, is_new] = numbers_.emplace(point, static_cast<Node>(points_.size()));
      if (is_new) {
        points_.push_back(point);
      }
      if (nodes.empty() || nodes.back() != at->second) {
        nodes.push_back(at->second);
      }
    }
    while (nodes.size() > 1 && nodes.front() == nodes.back()) {
      nodes.pop_back();
    }
    return nodes;
  }
  const std::vector<Point>& points() const { return points_; }

 private:
  std::unordered_map<Point, Node, PointHash> numbers_;
  std::vector<Point> points_;
};

// Which points are junctions: 1. note the two neighbours of each point on the first ring through it; 2. another ring
// with other neighbours makes a junction.
std::vector<bool> junctions_of(const std::vector<std::vector<Nodes>>& areas, std::size_t points) {
  std::vector<std::pair<Node, Node>> neighbours(points, {-1, -1});
  std::vector<bool> junction(points);
  for (const std::vector<Nodes>& rings : areas) {
    for (const Nodes& ring : rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        const std::pair<Node, Node> found =
            std::minmax(Node(ring[(i + ring.size() - 1) % ring.size()]), Node(ring[(i + 1) % ring.size()]));
        auto& known = neighbours[static_cast<std::size_t>(ring[i])];
        if (known.first < 0) {
          known = found;
        }
        if (known != found || found.first == found.second) {
          junction[static_cast<std::size_t>(ring[i])] = true;
        }
      }
    }
  }
  return junction;
}

// Keeps what stands an odd number of times.
std::vector<int> odd_ones(std::vector<int> all) {
  std::ranges::sort(all);
  std::vector<int> odd;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end] == all[i]) {
      ++end;
    }
    if ((end - i) % 2 != 0) {
      odd.push_back(all[i]);
    }
    i = end;
  }
  return odd;
}

double triangle(Point a, Point b, Point c) {
  return std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

// Visvalingam and Whyatt: 1. the effective area of each inner point is that of its triangle; 2. the point of the
// smallest goes; 3. its neighbours' are computed anew, and are never smaller than the one that has just gone; repeat.
std::vector<Point> without_small_triangles(const std::vector<Point>& line, double smallest, std::size_t at_least) {
  const std::size_t n = line.size();
  std::vector<std::size_t> before(n), after(n);
  std::vector<double> size(n, -1);
  std::vector<bool> gone(n);
  using Entry = std::pair<double, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (std::size_t i = 1; i + 1 < n; ++i) {
    before[i] = i - 1;
    after[i] = i + 1;
    size[i] = triangle(line[i - 1], line[i], line[i + 1]);
    queue.emplace(size[i], i);
  }
  std::size_t left = n;
  while (!queue.empty() && left > at_least) {
    const auto [area, i] = queue.top();
    queue.pop();
    if (gone[i] || area != size[i]) {
      continue;
    }
    if (area >= smallest) {
      break;
    }
    gone[i] = true;
    --left;
    if (before[i] > 0) {
      after[before[i]] = after[i];
    }
    if (after[i] + 1 < n) {
      before[after[i]] = before[i];
    }
    for (const std::size_t next : {before[i], after[i]}) {
      if (next > 0 && next + 1 < n) {
        size[next] = std::max(area, triangle(line[before[next]], line[next], line[after[next]]));
        queue.emplace(size[next], next);
      }
    }
  }
  std::vector<Point> kept;
  kept.reserve(left);
  for (std::size_t i = 0; i < n; ++i) {
    if (!gone[i]) {
      kept.push_back(line[i]);
    }
  }
  return kept;
}

}  // namespace

Borders::Borders(const std::vector<std::vector<Ring>>& areas) {
  Numbering numbering;
  std::vector<std::vector<Nodes>> numbered;
  numbered.reserve(areas.size());
  for (const std::vector<Ring>& rings : areas) {
    std::vector<Nodes>& own = numbered.emplace_back();
    for (const Ring& ring : rings) {
      if (Nodes nodes = numbering.number(ring); nodes.size() >= 3) {
        own.push_back(std::move(nodes));
      }
    }
  }
  const std::vector<Point>& points = numbering.points();
  const std::vector<bool> junction = junctions_of(numbered, points.size());

  // A border is known by its first two points in the direction in which they come first: from a junction the second
  // point tells all the others, because none before the next junction has other neighbours.
  std::map<std::pair<Node, Node>, int> known;
  const auto border = [&](const Nodes& nodes) {
    const std::pair<Node, Node> ahead{nodes[0], nodes[1]}, back{nodes[nodes.size() - 1], nodes[nodes.size() - 2]};
    const auto [at, is_new] = known.emplace(std::min(ahead, back), static_cast<int>(borders_.size()));
    if (is_new) {
      Border& own = borders_.emplace_back(Border{{}, nodes.front(), nodes.back()});
      own.points.reserve(nodes.size());
      for (const Node node : nodes) {
        own.points.push_back(points[static_cast<std::size_t>(node)]);
      }
    }
    return at->second;
  };
  areas_.reserve(numbered.size());
  Nodes part;
  for (const std::vector<Nodes>& rings : numbered) {
    std::vector<int> own;
    for (Nodes ring : rings) {
      auto start = std::ranges::find_if(ring, [&](Node node) { return junction[static_cast<std::size_t>(node)]; });
      if (start == ring.end()) {
        start = std::ranges::min_element(ring);
      }
      std::ranges::rotate(ring, start);
      ring.push_back(ring.front());
      part.assign(1, ring.front());
      for (std::size_t i = 1; i < ring.size(); ++i) {
        part.push_back(ring[i]);
        if (i + 1 == ring.size() || junction[static_cast<std::size_t>(ring[i])]) {
          own.push_back(border(part));
          part.assign(1, ring[i]);
        }
      }
    }
    areas_.push_back(odd_ones(std::move(own)));
  }
}

void Borders::simplify(double smallest) {
  for (Border& border : borders_) {
    const bool closed = border.from == border.to;
    if (closed && area_of(border.points) < smallest) {
      border.points.clear();
    } else if (border.points.size() > 2) {
      border.points = without_small_triangles(border.points, smallest, closed ? 4 : 2);
    }
  }
}

std::vector<Ring> Borders::outline(const std::function<bool(std::size_t)>& member) const {
  std::vector<int> all;
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    if (member(i)) {
      all.insert(all.end(), areas_[i].begin(), areas_[i].end());
    }
  }
  all = odd_ones(std::move(all));
  // At every junction an even number of borders end: walking on by any of them that is left closes a ring.
  std::unordered_map<Node, std::vector<int>> ends;
  for (const int i : all) {
    const Border& border = borders_[static_cast<std::size_t>(i)];
    ends[border.from].push_back(i);
    ends[border.to].push_back(i);
  }
  std::vector<bool> used(borders_.size());
  std::vector<Ring> rings;
  for (const int first : all) {
    if (used[static_cast<std::size_t>(first)]) {
      continue;
    }
    Ring ring;
    const Node start = borders_[static_cast<std::size_t>(first)].from;
    Node at = start;
    for (int i = first; i >= 0;) {
      const Border& border = borders_[static_cast<std::size_t>(i)];
      used[static_cast<std::size_t>(i)] = true;
      if (!border.points.empty()) {
        if (border.from == at) {
          ring.insert(ring.end(), border.points.begin(), border.points.end() - 1);
        } else {
          ring.insert(ring.end(), border.points.rbegin(), border.points.rend() - 1);
        }
      }
      at = border.from == at ? border.to : border.from;
      i = -1;
      std::vector<int>& from_here = ends[at];
      while (i < 0 && at != start && !from_here.empty()) {
        i = used[static_cast<std::size_t>(from_here.back())] ? -1 : from_here.back();
        from_here.pop_back();
      }
    }
    if (ring.size() >= 3) {
      rings.push_back(std::move(ring));
    }
  }
  return rings;
}

std::vector<Line> Borders::between(const std::function<bool(std::size_t, std::size_t)>& differ) const {
  std::vector<std::vector<std::size_t>> owners(borders_.size());
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    for (const int border : areas_[i]) {
      owners[static_cast<std::size_t>(border)].push_back(i);
    }
  }
  std::vector<Line> lines;
  for (std::size_t i = 0; i < borders_.size(); ++i) {
    if (owners[i].size() > 1 && !borders_[i].points.empty() && differ(owners[i][0], owners[i][1])) {
      lines.push_back(borders_[i].points);
    }
  }
  return lines;
}

std::size_t Borders::points() const {
  std::size_t sum = 0;
  for (const Border& border : borders_) {
    sum += border.points.size();
  }
  return sum;
}

}  // namespace kith::num
