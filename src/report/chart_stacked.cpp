#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/charts.h"

namespace kith::report {

namespace {

struct Tone {
  std::string_view fill, letters;
};

// From one end of the scale to the other: dark teal to pale, then greys. Neighbours are parted by a white gap and stand
// in the order of the key, so that the tones are not needed to read the bar.
constexpr std::array<Tone, 6> tones{{{"#0b6e6e", "#ffffff"},
                                     {"#74b0ab", "#1b1f24"},
                                     {"#d3e4e0", "#1b1f24"},
                                     {"#e0dccf", "#1b1f24"},
                                     {"#b9b2a1", "#1b1f24"},
                                     {"#6d675b", "#ffffff"}}};

// An ordered scale of n answers takes the tones at both ends and drops from the middle.
const Tone& tone(std::size_t option, std::size_t count) {
  if (count <= 1) {
    return tones[0];
  }
  const std::size_t spread = option * (tones.size() - 1) / (count - 1);
  return tones[std::min(spread, tones.size() - 1)];
}

bool complete(const Group& question) {
  return std::ranges::all_of(question.rows, [](const Labelled& row) { return row.shown.has_value(); });
}

void draw(Drawing& drawing, const std::vector<Group>& questions, Form form) {
  const double size = form == Form::Wide ? 16 : 15;
  double y = 0;
  for (const Group& question : questions) {
    y = drawing.lines(0, y + 18, wrap(question.label, drawing.width(), size + 1), {.size = size + 1}) - 10;
    if (!complete(question)) {
      drawing.frame(0.5, y, drawing.width() - 1, 30, 4, palette::wash, {.color = palette::bar, .dashed = true});
      drawing.text(10, y + 15 + size * 0.36, "Not shown: too few people gave some of the answers",
                   {.size = size - (form == Form::Narrow ? 1 : 0), .fill = palette::grey});
      y += 46;
      continue;
    }
    double total = 0;
    for (const Labelled& row : question.rows) {
      total += *row.shown.value();  // rounded shares may add to 99 or 101
    }
    double x = 0;
    for (std::size_t i = 0; i < question.rows.size(); ++i) {
      const double width = total > 0 ? drawing.width() * *question.rows[i].shown.value() / total : 0;
      if (width < 1) {
        continue;
      }
      const Tone& paint = tone(i, question.rows.size());
      drawing.rect(x, y, std::max(width - 2, 1.0), 30, 2, paint.fill);
      const std::string text = question.rows[i].shown.plain_figure();
      if (text_width(text, size, Weight::Bold) + 10 < width) {
        drawing.text(x + (width - 2) / 2, y + 15 + size * 0.36, text,
                     {.size = size, .weight = Weight::Bold, .fill = paint.letters, .side = Side::Middle});
      }
      x += width;
    }
    y += 46;
  }
  drawing.set_height(y - 12);
}

}  // namespace

Chart stacked(const Setting& setting, const std::vector<Group>& questions) {
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  draw(chart.wide, questions, Form::Wide);
  draw(chart.narrow, questions, Form::Narrow);

  chart.title = title_of(setting) + " From one end of the scale to the other.";
  chart.table.caption = setting.caption;
  chart.table.header = {"Answer", "Share", "95% interval", "Base"};
  std::vector<Shown> shown;
  chart.key = "<p class=\"key\">";
  for (std::size_t i = 0; !questions.empty() && i < questions.front().rows.size(); ++i) {
    chart.key += fmt::format(
        "<span><svg class=\"mark\" width=\"18\" height=\"18\" viewBox=\"0 0 18 18\" aria-hidden=\"true\"><rect "
        "width=\"18\" height=\"18\" rx=\"3\" fill=\"{}\"/></svg>{}</span> ",
        tone(i, questions.front().rows.size()).fill, escape(questions.front().rows[i].label));
  }
  chart.key += "</p>\n";
  for (const Group& question : questions) {
    chart.table.rows.push_back({question.label});
    chart.description += (chart.description.empty() ? "" : " ") + question.label + ": ";
    if (!complete(question)) {
      chart.description += "not shown, too few people gave some of the answers.";
    }
    for (std::size_t i = 0; i < question.rows.size(); ++i) {
      const Labelled& row = question.rows[i];
      shown.push_back(row.shown);
      chart.table.rows.push_back({row.label, row.shown.figure(), row.shown.limits(), row.shown.base()});
      if (complete(question)) {
        chart.description +=
            fmt::format("{} {}{}", row.label, row.shown.plain_figure(), i + 1 == question.rows.size() ? "." : ", ");
      }
    }
  }
  chart.sources.push_back(base_line(shown, setting.population) + " Shares may not add to 100% because of rounding.");
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
