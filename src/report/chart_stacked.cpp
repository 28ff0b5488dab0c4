#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "report/charts.h"

namespace kith::report {

namespace {

constexpr double height = 30;

struct Tone {
  std::string_view fill, letters;
};

// From one end of the scale to the other: dark teal to pale, then greys. Neighbours are parted by a white gap and stand
// in the order of the key, so that the tones are not needed to read the bar.
constexpr std::array<Tone, most_ordered_answers> tones{{{"#0b6e6e", "#ffffff"},
                                                        {"#4f9c98", "#1b1f24"},
                                                        {"#93c4bf", "#1b1f24"},
                                                        {"#d3e4e0", "#1b1f24"},
                                                        {"#e6e2d6", "#1b1f24"},
                                                        {"#b9b2a1", "#1b1f24"},
                                                        {"#6d675b", "#ffffff"}}};

// A scale of fewer answers takes the tones at both ends and some between.
const Tone& tone(std::size_t option, std::size_t count) {
  return count <= 1 ? tones[0] : tones[std::min(option * (tones.size() - 1) / (count - 1), tones.size() - 1)];
}

std::ptrdiff_t hidden(const Group& question) {
  return std::ranges::count_if(question.rows, [](const Labelled& row) { return !row.shown.has_value(); });
}

// One hidden answer would be what the others leave of 100%; of two or more only the sum is known, as it is from the
// figures themselves.
bool can_be_drawn(const Group& question) {
  return hidden(question) != 1 && hidden(question) < std::ssize(question.rows);
}

void draw_bar(Drawing& drawing, double y, const Group& question, double size) {
  double total = 0;
  for (const Labelled& row : question.rows) {
    total += row.shown.value().value_or(0);
  }
  // Rounded shares may add to 99 or 101; with hidden answers they are parts of 100%.
  const double whole = hidden(question) > 0 ? std::max(total, 1.0) : total;
  const double scale = whole > 0 ? drawing.width() / whole : 0;
  double x = 0;
  for (std::size_t i = 0; i < question.rows.size(); ++i) {
    const double width = question.rows[i].shown.value().value_or(0) * scale;
    if (width < 1) {
      continue;
    }
    const Tone& paint = tone(i, question.rows.size());
    drawing.rect(x, y, std::max(width - 2, 1.0), height, 2, paint.fill);
    const std::string text = question.rows[i].shown.plain_figure();
    if (text_width(text, size, Weight::Bold) + 10 < width) {
      drawing.text(x + (width - 2) / 2, y + height / 2 + size * 0.36, text,
                   {.size = size, .weight = Weight::Bold, .fill = paint.letters, .side = Side::Middle});
    }
    x += width;
  }
  if (const double rest = drawing.width() - x; hidden(question) > 0 && rest > 3) {
    drawing.frame(x + 1, y + 0.5, rest - 2, height - 1, 2, palette::wash, {.color = palette::grey, .dashed = true});
    if (rest > 34) {
      drawing.text(x + rest / 2, y + height / 2 + size * 0.36, "[c]",
                   {.size = size, .fill = palette::grey, .side = Side::Middle});
    }
  }
}

void draw(Drawing& drawing, const std::vector<Group>& questions, Form form) {
  const double size = form == Form::Wide ? 16 : 15;
  double y = 0;
  for (const Group& question : questions) {
    y = drawing.lines(0, y + 18, wrap(question.label, drawing.width(), size + 1), {.size = size + 1}) - 10;
    if (can_be_drawn(question)) {
      draw_bar(drawing, y, question, size);
    } else {
      drawing.frame(0.5, y, drawing.width() - 1, height, 4, palette::wash, {.color = palette::bar, .dashed = true});
      drawing.text(10, y + height / 2 + size * 0.36, "[c] Not shown, to protect people",
                   {.size = size, .fill = palette::grey});
    }
    y += height + 16;
  }
  drawing.set_height(y - 12);
}

std::string words_of(const Group& question) {
  if (!can_be_drawn(question)) {
    return "not shown, too few people gave some of the answers.";
  }
  std::vector<std::string> answers;
  answers.reserve(question.rows.size());
  for (const Labelled& row : question.rows) {
    answers.push_back(row.label + ' ' + (row.shown.has_value() ? row.shown.plain_figure() : "not shown"));
  }
  return text::join(answers, ", ") + ".";
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
    chart.description += (chart.description.empty() ? "" : " ") + question.label + ": " + words_of(question);
    for (const Labelled& row : question.rows) {
      shown.push_back(row.shown);
      chart.table.rows.push_back({row.label, row.shown.figure(), row.shown.limits(), row.shown.base()});
    }
  }
  chart.sources.push_back(base_line(shown, setting.population) + " Shares may not add to 100% because of rounding.");
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
