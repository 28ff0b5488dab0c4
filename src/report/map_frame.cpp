#include "report/map_frame.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kith::report {

namespace {

// Tenths as the shortest number: -3 is "-.3", 20 is "2".
std::string tenths(long value) {
  const long size = std::labs(value);
  std::string text = value < 0 ? "-" : "";
  if (size >= 10 || size % 10 == 0) {
    text += std::to_string(size / 10);
  }
  if (size % 10 != 0) {
    text += '.';
    text += static_cast<char>('0' + size % 10);
  }
  return text;
}

// Numbers one after another. A sign or, behind a number that has one, a second point parts them without a blank.
class Numbers {
 public:
  explicit Numbers(std::string& out) : out_(out) {}

  void command(char letter) {
    out_ += letter;
    after_number_ = after_point_ = false;
  }

  void add(long value) {
    const std::string text = tenths(value);
    const bool parted = text[0] == '-' || (text[0] == '.' && after_point_);
    out_ += after_number_ && !parted ? " " : "";
    out_ += text;
    after_number_ = true;
    after_point_ = text.find('.') != std::string::npos;
  }

 private:
  std::string& out_;
  bool after_number_ = false, after_point_ = false;
};

}  // namespace

MapFrame::MapFrame(const num::Extent& extent, double width, double height, double margin, long grain) : grain_(grain) {
  const double across = std::max(extent.width(), 1e-9), up = std::max(extent.height(), 1e-9);
  scale_ = std::min((width - 2 * margin) / across, (height - 2 * margin) / up);
  height_ = std::ceil(up * scale_ + 2 * margin);
  left_ = (width - across * scale_) / 2;
  top_ = margin;
  corner_ = {extent.low.x, extent.high.y};
}

Point MapFrame::operator()(Point plane) const {
  return {left_ + (plane.x - corner_.x) * scale_, top_ + (corner_.y - plane.y) * scale_};
}

Point MapFrame::back(Point drawn) const {
  return {corner_.x + (drawn.x - left_) / scale_, corner_.y - (drawn.y - top_) / scale_};
}

std::string MapFrame::write(std::span<const std::vector<Point>> lines, bool closed) const {
  std::string out;
  Numbers numbers(out);
  std::vector<std::pair<long, long>> steps;
  for (const std::vector<Point>& line : lines) {
    steps.clear();
    for (const Point& point : line) {
      const Point drawn = (*this)(point);
      const double grains = 10 / static_cast<double>(grain_);
      const std::pair<long, long> step{std::lround(drawn.x * grains) * grain_, std::lround(drawn.y * grains) * grain_};
      if (steps.empty() || steps.back() != step) {
        steps.push_back(step);
      }
    }
    while (closed && steps.size() > 1 && steps.front() == steps.back()) {
      steps.pop_back();
    }
    if (steps.size() < (closed ? 3U : 2U)) {
      continue;
    }
    numbers.command('M');
    numbers.add(steps[0].first);
    numbers.add(steps[0].second);
    numbers.command('l');
    for (std::size_t i = 1; i < steps.size(); ++i) {
      numbers.add(steps[i].first - steps[i - 1].first);
      numbers.add(steps[i].second - steps[i - 1].second);
    }
    if (closed) {
      numbers.command('z');
    }
  }
  return out;
}

std::string MapFrame::path(std::span<const Ring> rings) const {
  return write(rings, true);
}

std::string MapFrame::open_path(std::span<const Line> lines) const {
  return write(lines, false);
}

}  // namespace kith::report
