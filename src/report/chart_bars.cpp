#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "report/charts.h"

namespace kith::report {

namespace {

constexpr double thickness = 16;
constexpr double widest_label = 0.44;  // of a panel

// A track as long as the axis, the bar on it, its interval (light on the bar, dark beyond it) and the benchmark's open
// mark.
void draw_bar(Drawing& drawing, const Axis& axis, double y, const Shown& shown, double size) {
  const auto value = shown.value();
  if (!value) {
    const std::string text = absence_text(shown);
    const bool fits = text_width(text, size) < axis.right - axis.left - 12;
    drawing.frame(axis.left, y - 12, axis.right - axis.left, 24, 4, palette::wash,
                  {.color = palette::bar, .dashed = true});
    drawing.text(axis.left + 8, y + size * 0.36, fits ? text : shown.symbol() + " Not shown",
                 {.size = size, .fill = palette::grey});
    return;
  }
  drawing.rect(axis.left, y - thickness / 2, axis.right - axis.left, thickness, 2, palette::wash);
  const double end = axis.x(std::clamp(*value, axis.low, axis.high));
  const double start = axis.x(std::max(axis.low, 0.0));
  drawing.rect(std::min(start, end), y - thickness / 2, std::abs(end - start), thickness, 2, palette::teal);
  if (const auto interval = shown.interval()) {
    const double low = axis.x(interval->low), high = axis.x(interval->high);
    drawing.line(low, y, end, y, {.color = palette::white, .width = 2});
    drawing.line(end, y, high, y, {.color = palette::teal, .width = 2});
    drawing.line(high, y - 3.5, high, y + 3.5, {.color = palette::teal, .width = 2});
  }
  if (const auto against = shown.comparison()) {
    drawing.ring(axis.x(against->value), y, 6, {.color = palette::grey, .width = 2.5});
  }
}

double draw_panel(Drawing& drawing, double left, double top, double width, const Group& group, std::size_t heading,
                  Form form) {
  const double size = form == Form::Wide ? 16 : 15;
  double y = top + 16;
  if (heading > 0) {
    const std::vector<std::string> label = wrap(group.label, width, size + 1, Weight::Bold);
    y = drawing.lines(left, y + 6, label, {.size = size + 1, .weight = Weight::Bold}) + 6 +
        static_cast<double>(heading - std::min(heading, label.size())) * (size + 1) * 1.25;
  }
  double figure_width = 0, label_width = 0;
  for (const Labelled& row : group.rows) {
    figure_width = std::max(figure_width, text_width(row.shown.figure(), size, Weight::Bold));
    label_width = std::max(label_width, text_width(row.label, size));
  }
  label_width = form == Form::Narrow ? 0 : std::min(label_width + 0.5, width * widest_label) + 12;
  const std::vector<Shown> shown = shown_of(group.rows);
  Axis axis = axis_of(shown);
  axis.left = left + label_width;
  axis.right = left + width - figure_width - 10;
  for (const Labelled& row : group.rows) {
    double middle = 0;
    if (form == Form::Narrow) {
      middle = drawing.lines(left, y, wrap(row.label, width, size), {.size = size}) - 3;
      y = middle + 38;
    } else {
      const auto label = wrap(row.label, label_width - 12, size);
      const double height = static_cast<double>(label.size()) * 20;
      middle = y - 16 + std::max(height, 26.0) / 2 + 2;
      drawing.lines(left, middle - height / 2 + 15, label, {.size = size});
      y += std::max(height, 26.0) + 6;
    }
    draw_bar(drawing, axis, middle, row.shown, size);
    if (row.shown.has_value()) {
      drawing.text(left + width, middle + size * 0.36, row.shown.figure(),
                   {.size = size, .weight = Weight::Bold, .fill = palette::teal, .side = Side::End});
    }
  }
  return y;
}

// Whether labels have room beside their bars in a panel of this width: three lines, and no word broken.
bool labels_fit(const std::vector<Group>& groups, double width) {
  const double room = width * widest_label;
  return std::ranges::all_of(groups, [&](const Group& group) {
    return std::ranges::all_of(group.rows, [&](const Labelled& row) {
      const auto words = text::split(row.label, ' ');
      return wrap(row.label, room, 16).size() <= 3 &&
             std::ranges::all_of(words, [&](std::string_view word) { return text_width(word, 16) <= room; });
    });
  });
}

void draw(Drawing& drawing, const std::vector<Group>& groups, Form form) {
  const double gap = 44;
  const double half = (drawing.width() - gap) / 2;
  const std::size_t columns = form == Form::Wide && groups.size() > 1 && labels_fit(groups, half) ? 2 : 1;
  const double width = columns == 2 ? half : std::min(drawing.width(), 620.0);
  double top = 0;
  for (std::size_t i = 0; i < groups.size(); i += columns) {
    double bottom = top;
    const auto row = std::span(groups).subspan(i, std::min(columns, groups.size() - i));
    const std::size_t heading = heading_lines(row, width, form);
    for (std::size_t c = 0; c < row.size(); ++c) {
      bottom = std::max(bottom,
                        draw_panel(drawing, static_cast<double>(c) * (width + gap), top, width, row[c], heading, form));
    }
    top = bottom + 18;
  }
  drawing.set_height(top - 24);
}

}  // namespace

Chart bars(const Setting& setting, const std::vector<Group>& groups) {
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  draw(chart.wide, groups, Form::Wide);
  draw(chart.narrow, groups, Form::Narrow);

  chart.title = title_of(setting);
  chart.table.caption = setting.caption;
  chart.table.header = {"Group", setting.measure.starts_with("Share") ? "Share" : "Figure", "95% interval", "Base"};
  std::vector<Shown> shown;
  std::string benchmark;
  for (const Group& group : groups) {
    for (const Labelled& row : group.rows) {
      shown.push_back(row.shown);
      if (const auto against = row.shown.comparison(); against && benchmark.empty()) {
        benchmark = against->label;
      }
    }
  }
  if (!benchmark.empty()) {
    chart.table.header.insert(chart.table.header.end(),
                              {"Benchmark", difference_header(shown.front().finding().kind), "Result"});
  }
  for (const Group& group : groups) {
    if (!group.label.empty()) {
      chart.table.rows.push_back({group.label});
    }
    for (const Labelled& row : group.rows) {
      const std::string name = group.label.empty() ? row.label : group.label + ", " + row.label;
      chart.description += (chart.description.empty() ? "" : " ") + sentence(name, row.shown);
      std::vector<std::string> cells{row.label, row.shown.figure(), row.shown.limits(), row.shown.base()};
      if (!benchmark.empty()) {
        const auto against = row.shown.comparison();
        cells.insert(cells.end(), {row.shown.benchmark(), row.shown.difference(), against ? against->verdict : ""});
      }
      chart.table.rows.push_back(std::move(cells));
    }
  }
  std::vector<std::pair<Mark, std::string>> entries{{Mark::Participants, setting.measure + ", with 95% interval"}};
  if (!benchmark.empty()) {
    entries.emplace_back(Mark::Everyone, capitalised(benchmark));
  }
  chart.key = key(entries);
  chart.sources.push_back(base_line(shown, setting.population));
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
