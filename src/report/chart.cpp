#include "report/charts.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace kith::report {

std::string figure(const Chart& chart) {
  std::string out = fmt::format(
      "<figure class=\"chart\" id=\"{0}\" aria-labelledby=\"{0}-caption\">\n"
      "<div class=\"picture\">\n<p class=\"caption\" id=\"{0}-caption\">{1}</p>\n{2}",
      chart.id, escape(chart.caption), chart.key);
  out += chart.wide.svg(chart.id + "-wide", "wide", chart.title, chart.description);
  out += chart.narrow.svg(chart.id + "-narrow", "narrow", chart.title, chart.description);
  out += "</div>\n";
  std::string sources;
  for (const std::string& source : chart.sources) {
    sources += (sources.empty() || source.empty() ? "" : " ") + source;
  }
  out += sources.empty() ? "" : fmt::format("<p class=\"source\">{}</p>\n", escape(sources));
  for (const std::string& note : chart.notes) {
    out += fmt::format("<p class=\"source\">{}</p>\n", escape(note));
  }
  if (!chart.table.rows.empty()) {
    out += folded("behind", "The table behind this chart", table(chart.table));
  }
  return out + "</figure>\n";
}

std::string key(const std::vector<std::pair<Mark, std::string>>& entries) {
  std::string out = "<p class=\"key\">";
  for (const auto& [mark, text] : entries) {
    std::string_view picture;
    switch (mark) {
      case Mark::Participants:
        picture = "<circle cx=\"9\" cy=\"9\" r=\"7\" fill=\"#0b6e6e\"/>";
        break;
      case Mark::Everyone:
        picture = "<circle cx=\"9\" cy=\"9\" r=\"6\" fill=\"#fff\" stroke=\"#5b6470\" stroke-width=\"3\"/>";
        break;
      case Mark::Alike:
        picture = "<path d=\"M9 1L17 9L9 17L1 9Z\" fill=\"#5b6470\"/>";
        break;
      case Mark::Interval:
        picture = "<rect x=\"0\" y=\"5\" width=\"18\" height=\"8\" rx=\"4\" fill=\"#a9cfcb\"/>";
        break;
      case Mark::Dashed:
        picture = "<path d=\"M0 9H18\" stroke=\"#5b6470\" stroke-width=\"2\" stroke-dasharray=\"5 4\"/>";
        break;
    }
    out += fmt::format(
        "<span><svg class=\"mark\" width=\"18\" height=\"18\" viewBox=\"0 0 18 18\" aria-hidden=\"true\">{}"
        "</svg>{}</span> ",
        picture, escape(text));
  }
  return out + "</p>\n";
}

std::vector<Shown> shown_of(std::span<const Labelled> rows) {
  std::vector<Shown> shown;
  shown.reserve(rows.size());
  for (const Labelled& row : rows) {
    shown.push_back(row.shown);
  }
  return shown;
}

std::size_t heading_lines(std::span<const Group> panels, double width, Form form) {
  const double size = form == Form::Wide ? 17 : 16;
  std::size_t most = 0;
  for (const Group& panel : panels) {
    most = panel.label.empty() ? most : std::max(most, wrap(panel.label, width, size, Weight::Bold).size());
  }
  return most;
}

std::string title_of(const Setting& setting) {
  return setting.caption + (setting.measure.empty() ? "." : ". " + setting.measure + ".");
}

std::string absence_text(const Shown& shown) {
  const std::string symbol = shown.symbol();
  return symbol == "[u]"   ? "[u] Too few answered to show"
         : symbol == "[c]" ? "[c] Not shown, to protect people"
                           : "[x] Not available";
}

std::string sentence(std::string_view label, const Shown& shown) {
  if (!shown.has_value()) {
    return fmt::format("{}: not shown. {}", label, shown.notes());
  }
  const bool share = shown.finding().kind == finding::Kind::Share;
  std::string text = fmt::format("{}: {}", label, shown.plain_figure());
  if (const std::string limits = shown.limits(); !limits.empty()) {
    text += fmt::format(" ({})", limits);
  }
  if (const auto against = shown.comparison()) {
    text += fmt::format(", against {} {} {}", shown.benchmark(), share ? "of" : "among", against->label);
    if (const std::string verdict = shown.verdict(); !verdict.empty()) {
      text += ": " + verdict;
    }
    if (against->adjusted) {
      text += fmt::format("; against {} of people like them there: {}", shown.adjusted_benchmark(),
                          shown.adjusted_verdict());
    }
  }
  if (shown.reliability() == Reliability::Bracketed || shown.reliability() == Reliability::Flagged) {
    text += ", small base";
  }
  return text + ".";
}

std::string base_line(const std::vector<Shown>& shown, const study::Population* population) {
  const finding::Finding* smallest = nullptr;
  const finding::Finding* largest = nullptr;
  std::string low, high;
  for (const Shown& one : shown) {
    if (!one.has_value()) {
      continue;
    }
    const std::int64_t base = one.finding().bases.unweighted;
    if (smallest == nullptr || base < smallest->bases.unweighted) {
      smallest = &one.finding();
      low = one.base();
    }
    if (largest == nullptr || base > largest->bases.unweighted) {
      largest = &one.finding();
      high = one.base();
    }
  }
  if (smallest == nullptr) {
    return {};
  }
  const std::string who = population != nullptr ? population->plural : "answers";
  // Two bands, or a band and a number, do not join by "to".
  const bool banded = low.find(' ') != std::string::npos || high.find(' ') != std::string::npos;
  return low == high ? fmt::format("Base: {} {}.", low, who)
         : banded    ? fmt::format("Base: {} {} at the least, {} at the most.", low, who, high)
                     : fmt::format("Base: {} to {} {}.", low, high, who);
}

std::string marks_line(const std::vector<Shown>& shown, const disclose::Rules& rules) {
  std::set<Reliability> seen;
  std::set<std::string> symbols;
  for (const Shown& one : shown) {
    seen.insert(one.reliability());
    symbols.insert(one.symbol());
  }
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " ") + part; };
  if (seen.contains(Reliability::Flagged)) {
    add(fmt::format("* Fewer than {} people answered.", rules.flag_below));
  }
  if (seen.contains(Reliability::Bracketed)) {
    add(fmt::format("[ ] Fewer than {} people answered: read with care.", rules.bracket_below));
  }
  if (symbols.contains("[u]")) {
    add(fmt::format("[u] Fewer than {} people answered, too few to show.", rules.withhold_below));
  }
  if (symbols.contains("[c]")) {
    add("[c] Not shown, because it could say something about individual people.");
  }
  return text;
}

}  // namespace kith::report
