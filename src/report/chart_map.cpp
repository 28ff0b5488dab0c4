// A map, drawn from the released levels of its areas and marks.
//
// Areas of one level are one shape, so that a colour says the same wherever it is, thousands of areas take no more room
// than their outlines, and nothing can be pointed at to ask for more. Detail below half a unit of the drawing is left
// out, at each border once for both its neighbours.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "num/borders.h"
#include "report/charts.h"
#include "report/map_frame.h"

namespace kith::report {

namespace {

using finding::Map;

constexpr std::size_t most_fine = 3000;     // areas that are drawn to a tenth of a unit; more, to half a unit
constexpr std::size_t most_outlined = 600;  // areas whose own borders are still told apart
constexpr std::size_t most_listed = 100;    // areas that are named one by one, in words and table
constexpr std::string_view not_shown = "not shown";

struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  bool meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

// Of a mark, which needs more of a colour than an area does: the ramp without its palest step.
std::string mark_color(std::size_t level, const Map& map) {
  return palette::level(level + 1, map.levels.size() + 1);
}

// The larger, the more people: size tells the levels apart where colour does not.
double radius_of(std::optional<std::size_t> level, Form form) {
  const double smallest = form == Form::Wide ? 6 : 4.5;
  return smallest + (level ? static_cast<double>(std::min<std::size_t>(*level, 4)) * 1.5 : 0);
}

class MapDrawer {
 public:
  MapDrawer(const Map& map, Drawing& drawing, Form form)
      : map_(map), drawing_(drawing), form_(form), frame_(fitted(map, drawing.width(), form)) {}

  void draw(num::Borders& borders, const std::string& id) {
    drawing_.set_height(frame_.height());
    const double smallest = map_.areas.size() > most_fine ? 1 : 0.5;
    borders.simplify(smallest / (frame_.scale() * frame_.scale()));
    draw_areas(borders, id + (form_ == Form::Wide ? "-wide" : "-narrow") + "-hatching");
    draw_marks();
    if (map_.shows == Map::Shows::Projects) {
      draw_names();
    }
  }

 private:
  static MapFrame fitted(const Map& map, double width, Form form) {
    num::Extent extent;
    for (const Map::Area& area : map.areas) {
      const num::Extent own = num::extent_of(area.polygons);
      if (!own.empty()) {
        extent.add(own.low);
        extent.add(own.high);
      }
    }
    return {extent, width, form == Form::Wide ? 640.0 : 440.0, 4, map.areas.size() > most_fine ? 5 : 1};
  }

  void draw_areas(const num::Borders& borders, const std::string& hatching) {
    const auto shape = [&](std::optional<std::size_t> level) {
      return frame_.path(borders.outline([&](std::size_t i) { return map_.areas[i].level == level; }));
    };
    if (map_.shows == Map::Shows::Projects) {
      drawing_.area(shape(std::nullopt), palette::land, {.color = palette::bar, .width = 1});
    } else {
      if (const std::string missing = shape(std::nullopt); !missing.empty()) {
        drawing_.hatching(hatching, palette::bar);
        drawing_.area(missing, "url(#" + hatching + ")", {.color = palette::bar, .width = 1});
      }
      for (std::size_t level = 0; level < map_.levels.size(); ++level) {
        const std::string color = palette::level(level, map_.levels.size());
        if (const std::string shown = shape(level); !shown.empty()) {
          drawing_.area(shown, color, {.color = color, .width = 0.6});
        }
      }
    }
    const bool few = map_.areas.size() <= most_outlined;
    const auto lines = borders.between([&](std::size_t, std::size_t) { return few; });
    if (const std::string path = frame_.open_path(lines); !path.empty()) {
      const bool plain = map_.shows == Map::Shows::Projects;
      drawing_.path(path, {.color = plain ? palette::bar : palette::white, .width = plain ? 1.0 : 0.8});
    }
  }

  // The projects of an area stand in rows around its middle, in their order.
  void draw_marks() {
    clusters_.resize(map_.areas.size());
    for (std::size_t i = 0; i < map_.areas.size(); ++i) {
      std::vector<const Map::Mark*> own;
      double widest = 0;
      for (const Map::Mark& mark : map_.marks) {
        if (mark.area == i) {
          own.push_back(&mark);
          widest = std::max(widest, radius_of(mark.level, form_));
        }
      }
      const Point middle = frame_(num::centre_of(map_.areas[i].polygons));
      clusters_[i] = {middle.x, middle.y, middle.x, middle.y};
      if (own.empty()) {
        continue;
      }
      const auto columns = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(own.size()))));
      const std::size_t rows = (own.size() + columns - 1) / columns;
      const double step = 2 * widest + 3;
      for (std::size_t k = 0; k < own.size(); ++k) {
        const std::size_t row = k / columns, in_row = std::min(columns, own.size() - row * columns);
        const double x = middle.x + (static_cast<double>(k % columns) - static_cast<double>(in_row - 1) / 2) * step;
        const double y = middle.y + (static_cast<double>(row) - static_cast<double>(rows - 1) / 2) * step;
        draw_mark(x, y, *own[k]);
      }
      const double across = static_cast<double>(columns) * step / 2, down = static_cast<double>(rows) * step / 2;
      clusters_[i] = {middle.x - across, middle.y - down, middle.x + across, middle.y + down};
      taken_.push_back(clusters_[i]);
    }
  }

  void draw_mark(double x, double y, const Map::Mark& mark) {
    const double radius = radius_of(mark.level, form_);
    if (mark.level) {
      drawing_.disc(x, y, radius + 1, palette::white);
      drawing_.disc(x, y, radius, palette::level(1, 2));
      drawing_.disc(x, y, radius - 1.2, mark_color(*mark.level, map_));
    } else {
      drawing_.ring(x, y, radius - 0.5, {.color = palette::grey, .width = 1.5});
    }
  }

  // A name below its projects, or above them, where it fits into its area and meets nothing; the largest areas first.
  void draw_names() {
    std::vector<std::size_t> order(map_.areas.size());
    std::vector<double> size(map_.areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      order[i] = i;
      size[i] = num::area_of(std::span(map_.areas[i].polygons));
    }
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return size[i]; });
    for (const std::size_t i : std::span(order).first(std::min<std::size_t>(order.size(), 60))) {
      for (const double width : {1000.0, 150.0, 90.0}) {
        if (place_name(i, width)) {
          break;
        }
      }
    }
  }

  bool place_name(std::size_t i, double width) {
    const double size = form_ == Form::Wide ? 16 : 15, leading = size * 1.15;
    const std::vector<std::string> lines = wrap(map_.areas[i].name, width, size);
    const double across = widest(lines, size) / 2, down = leading * static_cast<double>(lines.size());
    const Box& cluster = clusters_[i];
    const double middle = (cluster.left + cluster.right) / 2;
    const bool alone = cluster.top == cluster.bottom;
    for (const double away : {2.0, 9.0, 16.0}) {
      for (const double aside : {0.0, -14.0, 14.0, -28.0, 28.0}) {
        const double below = alone ? cluster.top - down / 2 + away - 2 : cluster.bottom + away;
        for (const double top : {below, cluster.top - down - away}) {
          const Box box{middle + aside - across, top, middle + aside + across, top + down};
          if (fits(i, box, size)) {
            taken_.push_back(box);
            drawing_.lines(middle + aside, top + size * 0.92, lines, {.size = size, .side = Side::Middle}, 1.15);
            return true;
          }
        }
      }
    }
    return false;
  }

  // A line's box holds room above and below its letters, which may reach over a border.
  bool fits(std::size_t i, const Box& box, double size) const {
    if (std::ranges::any_of(taken_, [&](const Box& other) { return box.meets(other); })) {
      return false;
    }
    const double middle = (box.left + box.right) / 2;
    for (const double x : {box.left, middle, box.right}) {
      for (const double y : {box.top + 0.2 * size, box.bottom - 0.2 * size}) {
        const Point point = frame_.back({x, y});
        if (std::ranges::none_of(map_.areas[i].polygons,
                                 [&](const Polygon& polygon) { return num::inside(polygon, point); })) {
          return false;
        }
      }
    }
    return true;
  }

  const Map& map_;
  Drawing& drawing_;
  Form form_;
  MapFrame frame_;
  std::vector<Box> clusters_;  // of each area: around its projects
  std::vector<Box> taken_;     // where nothing else may be written
};

std::string level_text(const Map& map, std::optional<std::size_t> level) {
  return level ? map.levels[*level] : std::string(not_shown);
}

bool any_missing(const Map& map) {
  const auto missing = [](const auto& one) { return !one.level; };
  return map.shows == Map::Shows::Projects ? std::ranges::any_of(map.marks, missing)
                                           : std::ranges::any_of(map.areas, missing);
}

std::string map_key(const Map& map) {
  std::string html = map.measure.empty() ? "" : fmt::format("<p class=\"key\">{}:</p>\n", escape(map.measure));
  html += "<p class=\"key\">";
  const auto add = [&](const std::string& picture, std::string_view text) {
    html += fmt::format(
        "<span><svg class=\"mark\" width=\"22\" height=\"22\" viewBox=\"0 0 22 22\" aria-hidden=\"true\">{}"
        "</svg>{}</span> ",
        picture, escape(text));
  };
  const bool marks = map.shows == Map::Shows::Projects;
  for (std::size_t i = 0; i < map.levels.size(); ++i) {
    const std::string color = marks ? mark_color(i, map) : palette::level(i, map.levels.size());
    add(marks ? fmt::format("<circle cx=\"11\" cy=\"11\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.2\"/>",
                            coordinate(std::min(radius_of(i, Form::Wide), 11.0) - 0.6), color, palette::level(1, 2))
              : fmt::format("<rect x=\"1\" y=\"2\" width=\"20\" height=\"18\" rx=\"2\" fill=\"{}\"/>", color),
        map.levels[i]);
  }
  if (any_missing(map)) {
    add(marks
            ? fmt::format("<circle cx=\"11\" cy=\"11\" r=\"5.5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>",
                          palette::white, palette::grey)
            : fmt::format("<rect x=\"1.5\" y=\"2.5\" width=\"19\" height=\"17\" rx=\"2\" fill=\"{0}\" stroke=\"{1}\"/>"
                          "<path d=\"M2 14L13 3M4 19L20 3M12 19L20 11\" stroke=\"{1}\" stroke-width=\"1.6\"/>",
                          palette::white, palette::bar),
        "not shown, or not known");
  }
  return html + "</p>\n";
}

// ---- the map in words and as a table ----

void tell_projects(const Map& map, Chart& chart) {
  chart.table.header = {"Project", map.measure};
  std::size_t missing = 0, held = 0;
  std::string words;
  for (std::size_t i = 0; i < map.areas.size(); ++i) {
    std::string own;
    for (const Map::Mark& mark : map.marks) {
      if (mark.area == i) {
        if (own.empty()) {
          chart.table.rows.push_back({map.areas[i].name});
          ++held;
        }
        own += fmt::format("{}{} ({})", own.empty() ? "" : ", ", mark.label, level_text(map, mark.level));
        chart.table.rows.push_back({mark.label, level_text(map, mark.level)});
        missing += mark.level ? 0U : 1U;
      }
    }
    words += own.empty() ? "" : fmt::format(" {}: {}.", map.areas[i].name, own);
  }
  chart.description = fmt::format("{} projects in {} of {} areas; in brackets: {}.{}", map.marks.size(), held,
                                  map.areas.size(), text::fold(map.measure), words);
  if (missing > 0) {
    chart.sources.push_back(
        fmt::format("The number is not shown for {} projects: to protect people, or because it is not known.",
                    missing == map.marks.size() ? "all" : std::to_string(missing)));
  }
  if (map.elsewhere > 0) {
    chart.sources.push_back(
        fmt::format("{} of {} projects do not lie in the areas of this map, or their area is not stated.",
                    map.elsewhere, map.elsewhere + map.marks.size()));
  }
}

// How many areas each level has, where there are too many to name them.
void tell_numbers(const Map& map, Chart& chart) {
  chart.table.header = {map.measure, "Areas"};
  std::vector<std::size_t> counts(map.levels.size() + 1);
  for (const Map::Area& area : map.areas) {
    ++counts[area.level.value_or(map.levels.size())];
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::string name = i < map.levels.size() ? map.levels[i] : std::string(not_shown);
    if (i < map.levels.size() || counts[i] > 0) {
      chart.table.rows.push_back({name, text::grouped(static_cast<long long>(counts[i]))});
      chart.description += fmt::format("{}{}: {} areas.", chart.description.empty() ? "" : " ", name, counts[i]);
    }
  }
}

void tell_areas(const Map& map, const Release& release, Chart& chart) {
  const bool figures = map.shows == Map::Shows::Figures;
  chart.table.header = figures ? std::vector<std::string>{"Area", map.measure, "95% interval", "Base"}
                               : std::vector<std::string>{"Area", map.measure};
  std::vector<Shown> all;
  for (const Map::Area& area : map.areas) {
    const finding::Finding* finding = figures && area.level ? release.find(area.finding) : nullptr;
    std::vector<std::string> row{area.name};
    if (finding != nullptr) {
      const Shown shown = release.shown(*finding);
      all.push_back(shown);
      row.insert(row.end(), {shown.figure(), shown.limits(), shown.base()});
    } else {
      row.push_back(level_text(map, area.level));
      row.resize(chart.table.header.size());
    }
    chart.description += fmt::format("{}{}: {}.", chart.description.empty() ? "" : " ", area.name, row[1]);
    chart.table.rows.push_back(std::move(row));
  }
  chart.sources.push_back(marks_line(all, release.rules()));
}

std::string ended(const std::string& text) {
  return text.empty() || text.ends_with('.') ? text : text + ".";
}

}  // namespace

Chart map_chart(const Setting& setting, const disclose::Safe<finding::Map>& released, const Release& release) {
  const Map& map = *released;
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  chart.key = map_key(map);
  chart.title = "Map. " + title_of(setting);
  chart.table.caption = setting.caption;
  if (map.shows == Map::Shows::Projects) {
    tell_projects(map, chart);
  } else if (map.areas.size() > most_listed) {
    tell_numbers(map, chart);
  } else {
    tell_areas(map, release, chart);
  }
  chart.sources.push_back(map.source.empty() ? "" : ended("Boundaries: " + map.source));
  chart.sources.push_back(ended(map.licence));
  if (!map.note.empty()) {
    chart.notes.push_back("Note: " + ended(map.note));
  }

  std::vector<std::vector<Ring>> rings(map.areas.size());
  for (std::size_t i = 0; i < map.areas.size(); ++i) {
    for (const Polygon& polygon : map.areas[i].polygons) {
      rings[i].insert(rings[i].end(), polygon.begin(), polygon.end());
    }
  }
  num::Borders borders(rings);
  MapDrawer(map, chart.wide, Form::Wide).draw(borders, chart.id);
  MapDrawer(map, chart.narrow, Form::Narrow).draw(borders, chart.id);
  return chart;
}

}  // namespace kith::report
