#include <algorithm>

#include <fmt/format.h>

#include "report/charts.h"

namespace kith::report {

namespace {

constexpr double plot_height = 150;

// One indicator over the waves. A figure stands above its interval, so it never meets its own line or band.
double draw_panel(Drawing& drawing, double left, double top, double width, const Group& group, std::size_t heading,
                  Form form) {
  const double size = form == Form::Wide ? 16 : 15;
  const double y = top + 34 + static_cast<double>(heading) * (size + 1) * 1.25;
  if (heading > 0) {
    drawing.lines(left, top + 22, wrap(group.label, width, size + 1, Weight::Bold),
                  {.size = size + 1, .weight = Weight::Bold});
  }
  const std::vector<Shown> all = shown_of(group.rows);
  const Axis axis = axis_of(all);
  const std::vector<Tick> marks = ticks(axis, all_shares(all), 2);
  double tick_width = 0;
  for (const Tick& tick : marks) {
    tick_width = std::max(tick_width, text_width(tick.label, size));
  }
  const double plot_left = left + tick_width + 8;
  const auto level = [&](double value) { return y + plot_height * (axis.high - value) / (axis.high - axis.low); };
  for (const Tick& tick : marks) {
    drawing.line(plot_left, level(tick.value), left + width, level(tick.value), {.color = palette::faint});
    drawing.text(plot_left - 8, level(tick.value) + size * 0.36, tick.label,
                 {.size = size, .fill = palette::grey, .side = Side::End});
  }
  const double step = (left + width - plot_left) / static_cast<double>(std::max<std::size_t>(group.rows.size(), 1));
  const auto at = [&](std::size_t i) { return plot_left + step * (static_cast<double>(i) + 0.5); };
  std::optional<std::pair<std::size_t, double>> before;
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const auto value = group.rows[i].shown.value();
    if (!group.rows[i].joined) {
      before.reset();
    }
    if (!value) {
      continue;
    }
    if (before) {
      drawing.line(at(before->first), level(before->second), at(i), level(*value),
                   {.color = palette::teal, .width = 2, .dashed = before->first + 1 != i});
    }
    before = {i, *value};
  }
  double bottom = y + plot_height;
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    const Shown& shown = group.rows[i].shown;
    const auto value = shown.value();
    if (const auto against = shown.comparison()) {
      drawing.line(at(i) - step * 0.3, level(against->value), at(i) + step * 0.3, level(against->value),
                   {.color = palette::grey, .width = 2, .dashed = true});
    }
    double above = plot_height + y - 8;
    if (value) {
      above = level(*value) - 8;
      if (const auto interval = shown.interval()) {
        drawing.rect(at(i) - 6, level(interval->high), 12, level(interval->low) - level(interval->high), 6,
                     palette::teal_soft);
        above = std::min(above, level(interval->high));
      }
      drawing.disc(at(i), level(*value), 7, palette::teal);
    }
    drawing.text(
        at(i), above - 7, shown.figure(),
        {.size = size, .weight = Weight::Bold, .fill = value ? palette::teal : palette::grey, .side = Side::Middle});
    bottom = std::max(bottom, drawing.lines(at(i), y + plot_height + 24, wrap(group.rows[i].label, step - 6, size),
                                            {.size = size, .side = Side::Middle}));
  }
  return bottom;
}

void draw(Drawing& drawing, const std::vector<Group>& groups, Form form) {
  const std::size_t columns = form == Form::Wide && groups.size() > 1 ? 2 : 1;
  const double gap = 44;
  const double width = columns == 2 ? (drawing.width() - gap) / 2 : std::min(drawing.width(), 520.0);
  double top = 0;
  for (std::size_t i = 0; i < groups.size(); i += columns) {
    double bottom = top;
    const auto row = std::span(groups).subspan(i, std::min(columns, groups.size() - i));
    const std::size_t heading = heading_lines(row, width, form);
    for (std::size_t c = 0; c < row.size(); ++c) {
      bottom = std::max(bottom,
                        draw_panel(drawing, static_cast<double>(c) * (width + gap), top, width, row[c], heading, form));
    }
    top = bottom + 12;
  }
  drawing.set_height(top - 16);
}

}  // namespace

Chart trend(const Setting& setting, const std::vector<Group>& groups) {
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  draw(chart.wide, groups, Form::Wide);
  draw(chart.narrow, groups, Form::Narrow);
  chart.title = title_of(setting);
  chart.table.caption = setting.caption;
  chart.table.header = {"Wave", setting.measure.starts_with("Share") ? "Share" : "Figure", "95% interval", "Base"};
  std::vector<Shown> shown;
  std::string benchmark;
  for (const Group& group : groups) {
    if (!group.label.empty()) {
      chart.table.rows.push_back({group.label});
    }
    for (const Labelled& row : group.rows) {
      shown.push_back(row.shown);
      const std::string name = group.label.empty() ? row.label : group.label + ", " + row.label;
      chart.description += (chart.description.empty() ? "" : " ") + sentence(name, row.shown);
      chart.table.rows.push_back({row.label, row.shown.figure(), row.shown.limits(), row.shown.base()});
      if (const auto against = row.shown.comparison()) {
        benchmark = against->label;
      }
    }
  }
  std::vector<std::pair<Mark, std::string>> entries{{Mark::Participants, setting.measure},
                                                    {Mark::Interval, "95% interval"}};
  if (!benchmark.empty()) {
    entries.emplace_back(Mark::Dashed, capitalised(benchmark));
  }
  chart.key = key(entries);
  chart.sources.push_back(base_line(shown, setting.population));
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
