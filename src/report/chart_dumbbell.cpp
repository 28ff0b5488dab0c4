#include <algorithm>

#include <fmt/format.h>

#include "report/charts.h"

namespace kith::report {

namespace {

constexpr double gutter = 64;  // beside the axis, for the figure of a mark at its very end
constexpr double dot = 9;
constexpr double diamond = 8;

// The benchmark among people like the participants.
void draw_diamond(Drawing& drawing, double x, double y) {
  drawing.shape(
      fmt::format("M {} {} L {} {} L {} {} L {} {} Z", coordinate(x), coordinate(y - diamond), coordinate(x + diamond),
                  coordinate(y), coordinate(x), coordinate(y + diamond), coordinate(x - diamond), coordinate(y)),
      palette::grey);
}

void draw_grid(Drawing& drawing, const Axis& axis, double top, double bottom, bool shares, double size) {
  for (const Tick& tick : ticks(axis, shares, axis.right - axis.left > 250 ? 4 : 2)) {
    drawing.line(axis.x(tick.value), top, axis.x(tick.value), bottom, {.color = palette::faint});
    drawing.text(axis.x(tick.value), top - 9, tick.label, {.size = size, .fill = palette::grey, .side = Side::Middle});
  }
}

// The two marks of a row with the band of the interval, each figure on the outer side of its mark, so that they never
// meet however close the marks are.
void draw_marks(Drawing& drawing, const Axis& axis, double y, const Shown& shown, double size) {
  const auto value = shown.value();
  if (!value) {
    const std::string text = absence_text(shown);
    drawing.frame(axis.left, y - 14, std::max(axis.right - axis.left, text_width(text, size) + 20), 28, 14,
                  palette::wash, {.color = palette::bar, .dashed = true});
    drawing.text(axis.left + 10, y + size * 0.36, text, {.size = size, .fill = palette::grey});
    return;
  }
  const double x = axis.x(*value);
  double left = x - dot, right = x + dot;
  const auto interval = shown.interval();
  const auto against = shown.comparison();
  const double other = against ? axis.x(against->value) : x;
  if (against) {
    drawing.line(other, y, x, y, {.color = palette::bar, .width = 5});
  }
  if (interval) {
    const double low = axis.x(interval->low), high = axis.x(interval->high);
    drawing.rect(low, y - 6, high - low, 12, 6, palette::teal_soft);
    left = std::min(left, low);
    right = std::max(right, high);
  }
  if (against) {
    drawing.ring(other, y, dot - 2, {.color = palette::grey, .width = 3});
  }
  if (against && against->adjusted) {
    draw_diamond(drawing, axis.x(against->adjusted->value), y);
    left = std::min(left, axis.x(against->adjusted->value) - diamond);
    right = std::max(right, axis.x(against->adjusted->value) + diamond);
  }
  drawing.disc(x, y, dot, palette::teal);
  const Lettering ours{.size = size + 1, .weight = Weight::Bold, .fill = palette::teal};
  const Lettering theirs{.size = size + 1, .weight = Weight::Bold, .fill = palette::grey};
  const double baseline = y + size * 0.37;
  const bool ours_right = !against || x >= other;
  const double most_left = std::min(left, other - dot) - 7, most_right = std::max(right, other + dot) + 7;
  const auto put = [&](bool right_side, const std::string& text, Lettering lettering) {
    lettering.side = right_side ? Side::Start : Side::End;
    drawing.text(right_side ? most_right : most_left, baseline, text, lettering);
  };
  put(ours_right, shown.figure(), ours);
  if (against) {
    put(!ours_right, shown.benchmark(), theirs);
  }
}

std::string_view verdict_color(const Shown& shown) {
  const auto against = shown.comparison();
  return against && (against->verdict == "higher" || against->verdict == "lower") ? palette::ink : palette::grey;
}

void draw_wide(Drawing& drawing, const std::vector<Labelled>& rows, Axis axis, bool shares) {
  constexpr double label_width = 268;
  constexpr double size = 16;
  axis.left = label_width + gutter;
  axis.right = drawing.width() - gutter;
  double y = 40;
  struct Placed {
    double top, height;
    std::vector<std::string> label, verdict;
  };
  std::vector<Placed> placed;
  for (const Labelled& row : rows) {
    Placed one{.top = y, .height = 0, .label = wrap(row.label, label_width, size + 1), .verdict = {}};
    if (const std::string verdict = row.shown.verdict(); !verdict.empty()) {
      one.verdict = wrap(capitalised(verdict), label_width, size);
    }
    one.height = static_cast<double>(one.label.size()) * 21 + static_cast<double>(one.verdict.size()) * 20;
    y += std::max(one.height, 30.0) + 18;
    placed.push_back(one);
  }
  drawing.set_height(y);
  draw_grid(drawing, axis, 30, y - 6, shares, size);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Placed& one = placed[i];
    const double height = std::max(one.height, 30.0);
    double baseline = one.top + (height - one.height) / 2 + 16;
    baseline = drawing.lines(0, baseline, one.label, {.size = size + 1}, 21.0 / (size + 1));
    drawing.lines(0, baseline, one.verdict, {.size = size, .fill = verdict_color(rows[i].shown)}, 20 / size);
    draw_marks(drawing, axis, one.top + height / 2, rows[i].shown, size);
  }
}

void draw_narrow(Drawing& drawing, const std::vector<Labelled>& rows, Axis axis, bool shares) {
  constexpr double size = 15;
  axis.left = 54;
  axis.right = drawing.width() - 54;
  double y = 6;
  struct Mark {
    double top, middle, bottom;
  };
  Drawing words(drawing.width());
  std::vector<Mark> marks;
  for (const Labelled& row : rows) {
    const double top = y;
    double baseline = words.lines(0, top + 14, wrap(row.label, drawing.width(), size + 1, Weight::Bold),
                                  {.size = size + 1, .weight = Weight::Bold});
    if (const std::string verdict = row.shown.verdict(); !verdict.empty()) {
      baseline = words.lines(0, baseline, wrap(capitalised(verdict), drawing.width(), size),
                             {.size = size, .fill = verdict_color(row.shown)});
    }
    marks.push_back({top, baseline + 8, baseline + 28});
    y = baseline + 44;
  }
  drawing.set_height(y + 12);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool last = i + 1 == rows.size();
    for (const Tick& tick : ticks(axis, shares, 2)) {
      const double x = axis.x(tick.value);
      drawing.line(x, marks[i].middle - 15, x, marks[i].bottom - 5, {.color = palette::faint});
      if (last) {
        drawing.text(x, marks[i].bottom + 12, tick.label, {.size = size, .fill = palette::grey, .side = Side::Middle});
      }
    }
    draw_marks(drawing, axis, marks[i].middle, rows[i].shown, size);
  }
  drawing.append(words);
}

}  // namespace

Chart dumbbell(const Setting& setting, const std::vector<Labelled>& rows) {
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  const std::vector<Shown> shown = shown_of(rows);
  const Axis axis = axis_of(shown);
  const bool shares = all_shares(shown);
  draw_wide(chart.wide, rows, axis, shares);
  draw_narrow(chart.narrow, rows, axis, shares);

  std::vector<std::string> labels;  // of the benchmarks, each once
  bool intervals = false;
  bool adjusted = false;
  for (const Labelled& row : rows) {
    chart.description += (chart.description.empty() ? "" : " ") + sentence(row.label, row.shown);
    intervals = intervals || row.shown.interval().has_value();
    adjusted = adjusted || !row.shown.adjusted_benchmark().empty();
    if (const auto against = row.shown.comparison();
        against && std::ranges::find(labels, against->label) == labels.end()) {
      labels.push_back(against->label);
    }
  }
  const std::string who = setting.population != nullptr ? setting.population->plural : "those who answered";
  std::vector<std::pair<Mark, std::string>> entries{{Mark::Participants, setting.measure}};
  if (intervals) {
    entries.emplace_back(Mark::Interval, "95% interval");
  }
  for (const std::string& label : labels) {
    entries.emplace_back(Mark::Everyone, capitalised(label));
  }
  if (adjusted) {
    entries.emplace_back(Mark::Alike, "People like them there");
  }
  chart.key = key(entries);
  chart.title = title_of(setting);
  chart.table.caption = setting.caption;
  chart.table.header = {"Question", capitalised(who), "95% interval", "Base"};
  if (!labels.empty()) {
    chart.table.header.insert(chart.table.header.end(),
                              {"Benchmark", shares ? "Difference in points" : "Difference", "Result", "Comparability"});
  }
  if (adjusted) {
    chart.table.header.insert(chart.table.header.end(), {"Benchmark, people like them", "Difference", "Result"});
  }
  for (const Labelled& row : rows) {
    std::vector<std::string> cells{row.label, row.shown.figure(), row.shown.limits(), row.shown.base()};
    if (!labels.empty()) {
      const auto against = row.shown.comparison();
      const std::string limits = row.shown.difference_limits();
      cells.push_back(row.shown.benchmark());
      cells.push_back(row.shown.difference() + (limits.empty() ? "" : " (" + limits + ")"));
      cells.push_back(against ? against->verdict : "");
      cells.push_back(against ? std::string(1, against->grade) : "");
      if (adjusted) {
        cells.push_back(row.shown.adjusted_benchmark());
        cells.push_back(row.shown.adjusted_difference());
        cells.push_back(against && against->adjusted ? against->adjusted->verdict : "");
      }
    }
    chart.table.rows.push_back(std::move(cells));
  }
  chart.sources.push_back(base_line(shown, setting.population));
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
