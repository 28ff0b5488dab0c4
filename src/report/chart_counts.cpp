#include <algorithm>

#include <fmt/format.h>

#include "report/charts.h"

namespace kith::report {

namespace {

double largest_of(const std::vector<Group>& groups) {
  double largest = 1;
  for (const Group& group : groups) {
    for (const Labelled& row : group.rows) {
      if (const auto value = row.shown.value()) {
        largest = std::max(largest, *value);
      } else if (const auto band = row.shown.band()) {
        largest = std::max(largest, static_cast<double>(band->high));
      }
    }
  }
  return largest;
}

// A count of exactly known size is a full bar; one shown as a band is a pale bar between its ends; a withheld one none.
void draw_count(Drawing& drawing, const Axis& axis, double y, const Shown& shown) {
  if (const auto value = shown.value()) {
    drawing.rect(axis.left, y - 8, std::max(axis.x(*value) - axis.left, 1.5), 16, 2, palette::teal);
  } else if (const auto band = shown.band()) {
    const double low = axis.x(static_cast<double>(band->low)), high = axis.x(static_cast<double>(band->high));
    drawing.rect(axis.left, y - 8, high - axis.left, 16, 2, palette::teal_soft);
    drawing.rect(axis.left, y - 8, low - axis.left, 16, 2, palette::teal);
  } else {
    drawing.line(axis.left, y, axis.left + 24, y, {.color = palette::bar, .width = 2, .dashed = true});
  }
}

std::string count_text(const Shown& shown) {
  return shown.finding().withheld ? shown.symbol() + " not shown" : shown.figure();
}

double draw_panel(Drawing& drawing, double left, double top, double width, const Group& group, double largest,
                  Form form) {
  const double size = form == Form::Wide ? 16 : 15;
  double y = top;
  if (!group.label.empty()) {
    y = drawing.lines(left, top + 18, wrap(group.label, width, size + 1, Weight::Bold),
                      {.size = size + 1, .weight = Weight::Bold}) -
        10;
  }
  double label_width = 0, figure_width = 0;
  for (const Labelled& row : group.rows) {
    label_width = std::max(label_width, text_width(row.label, size));
    figure_width = std::max(figure_width, text_width(count_text(row.shown), size, Weight::Bold));
  }
  label_width = form == Form::Wide ? std::min(label_width + 0.5, width * 0.44) + 12 : 0;
  figure_width = std::min(figure_width, width * 0.45);
  const Axis axis{.left = left + label_width, .right = left + width - figure_width - 10, .low = 0, .high = largest};
  for (const Labelled& row : group.rows) {
    const auto label = wrap(row.label, form == Form::Wide ? label_width - 12 : width, size);
    const double height = static_cast<double>(label.size()) * 20;
    double middle = 0;
    if (form == Form::Wide) {
      middle = y + std::max(height, 24.0) / 2 + 2;
      drawing.lines(left, middle - height / 2 + 15, label, {.size = size}, 20 / size);
      y += std::max(height, 24.0) + 6;
    } else {
      middle = drawing.lines(left, y + 16, label, {.size = size}) - 2;
      y = middle + 16;
    }
    draw_count(drawing, axis, middle, row.shown);
    const bool whole = !row.shown.finding().withheld;
    double end = axis.left + 24;
    if (const auto value = row.shown.value()) {
      end = axis.x(*value);
    } else if (const auto band = row.shown.band()) {
      end = axis.x(static_cast<double>(band->high));
    }
    drawing.text(end + 8, middle + size * 0.36, count_text(row.shown),
                 {.size = size,
                  .weight = whole ? Weight::Bold : Weight::Regular,
                  .fill = whole ? palette::teal : palette::grey});
  }
  return y;
}

void draw(Drawing& drawing, const std::vector<Group>& groups, Form form) {
  const double largest = largest_of(groups);
  const std::size_t columns = form == Form::Wide && groups.size() > 1 ? 2 : 1;
  const double gap = 44;
  const double width = (drawing.width() - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double top = 0;
  for (std::size_t i = 0; i < groups.size(); i += columns) {
    double bottom = top;
    for (std::size_t c = 0; c < columns && i + c < groups.size(); ++c) {
      bottom = std::max(bottom, draw_panel(drawing, static_cast<double>(c) * (width + gap), top, width, groups[i + c],
                                           largest, form));
    }
    top = bottom + 18;
  }
  drawing.set_height(top - 14);
}

}  // namespace

Chart counts(const Setting& setting, const std::vector<Group>& groups) {
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  draw(chart.wide, groups, Form::Wide);
  draw(chart.narrow, groups, Form::Narrow);
  chart.title = title_of(setting);
  chart.table.caption = setting.caption;
  chart.table.header = {"Step or group", "Number"};
  bool banded = false;
  for (const Group& group : groups) {
    if (!group.label.empty()) {
      chart.table.rows.push_back({group.label});
    }
    for (const Labelled& row : group.rows) {
      const std::string name = group.label.empty() ? row.label : group.label + ", " + row.label;
      chart.description += fmt::format("{}{}: {}.", chart.description.empty() ? "" : " ", name,
                                       row.shown.finding().withheld ? "not shown" : row.shown.figure());
      chart.table.rows.push_back({row.label, count_text(row.shown)});
      banded = banded || (row.shown.band() && !row.shown.value());
    }
  }
  if (banded) {
    chart.sources.push_back(
        fmt::format("Numbers under {} are shown as a range, to protect people.", setting.rules.flag_below));
  }
  return chart;
}

}  // namespace kith::report
