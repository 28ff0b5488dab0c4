#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/findings_text.h"
#include "cli/text_table.h"
#include "data/csv_write.h"

namespace kith::cli {

namespace {

using finding::Finding;

// Four significant digits for anything but a share, which is a percentage with one decimal.
std::string shown(const Finding& finding, double value) {
  if (finding.kind == finding::Kind::Share) {
    return text::fixed(value * 100, 1) + "%";
  }
  const int decimals = value == 0 ? 0 : std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 6);
  return text::fixed(value, decimals);
}

std::string domain(const Finding& finding) {
  std::string text;
  for (const finding::Level& level : finding.by) {
    text += (text.empty() ? "" : ", ") + (level.label.empty() ? level.code : level.label);
  }
  return text;
}

std::string flags(const Finding& finding) {
  std::string text;
  for (const finding::Note& note : finding.notes) {
    text += (text.empty() ? "" : " ") + note.code;
  }
  return text;
}

std::vector<std::string> row_of(const Finding& finding) {
  const std::string& category = finding.category_label.empty() ? finding.category : finding.category_label;
  return {finding.measure + (category.empty() ? "" : " " + category),
          domain(finding),
          finding.value ? shown(finding, *finding.value) : "-",
          finding.se ? shown(finding, *finding.se) : "-",
          finding.interval
              ? fmt::format("{} to {}", shown(finding, finding.interval->low), shown(finding, finding.interval->high))
              : "-",
          text::grouped(finding.bases.unweighted),
          finding.imputation && finding.value ? text::fixed(finding.imputation->missing_information, 3) : "",
          flags(finding)};
}

// A column that nobody fills is not drawn.
std::string aligned(std::vector<TextColumn> titles, std::vector<std::vector<std::string>> rows) {
  for (std::size_t column = titles.size(); column-- > 1;) {
    if (std::ranges::all_of(rows, [&](const auto& row) { return row[column].empty(); })) {
      const auto at = static_cast<std::ptrdiff_t>(column);
      titles.erase(titles.begin() + at);
      for (auto& row : rows) {
        row.erase(row.begin() + at);
      }
    }
  }
  return text_table(titles, rows);
}

}  // namespace

std::string findings_csv(const Findings& findings) {
  const auto number = [](const std::optional<double>& value) { return value ? text::exact(*value) : std::string(); };
  std::string text =
      "id,measure,by,category,value,se,df,low,high,level,method,unweighted,weighted,effective,design_effect,notes";
  const bool imputed =
      std::ranges::any_of(findings.value, [](const Finding& one) { return one.imputation.has_value(); });
  text += imputed ? ",imputations,fmi\n" : "\n";
  for (const Finding& finding : findings.value) {
    const auto& interval = finding.interval;
    const std::array<std::string, 16> cells{finding.id,
                                            finding.measure,
                                            domain(finding),
                                            finding.category_label.empty() ? finding.category : finding.category_label,
                                            number(finding.value),
                                            number(finding.se),
                                            number(finding.df),
                                            interval ? text::exact(interval->low) : "",
                                            interval ? text::exact(interval->high) : "",
                                            interval ? text::exact(interval->level) : "",
                                            interval ? interval->method : "",
                                            std::to_string(finding.bases.unweighted),
                                            text::exact(finding.bases.weighted),
                                            text::exact(finding.bases.effective),
                                            number(finding.design_effect),
                                            flags(finding)};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += (i == 0 ? "" : ",") + data::csv_cell(data::without_formula(cells[i]));
    }
    if (finding.imputation) {
      text += fmt::format(",{},{}", finding.imputation->count, text::exact(finding.imputation->missing_information));
    }
    text += '\n';
  }
  return text;
}

std::string findings_table(const Findings& findings, Colour colour) {
  double level = 0.95;
  std::vector<std::vector<std::string>> rows;
  for (const Finding& finding : findings.value) {
    level = finding.interval ? finding.interval->level : level;
    rows.push_back(row_of(finding));
  }
  std::string text = aligned({{"measure"},
                              {"of"},
                              {"value", Align::Right},
                              {"se", Align::Right},
                              {fmt::format("{}% interval", text::exact(level * 100)), Align::Right},
                              {"base", Align::Right},
                              {"fmi", Align::Right},
                              {"notes"}},
                             std::move(rows));
  if (colour == Colour::Yes) {
    text.insert(text.find('\n'), "\033[0m");
    text.insert(0, "\033[36m");
  }
  for (const Finding& finding : findings.value) {
    for (const finding::Note& note : finding.notes) {
      const std::string explained = note.code + ": " + note.text + '\n';
      if (text.find('\n' + explained) == std::string::npos) {
        text += explained;
      }
    }
  }
  return text + "Unreleased: not checked for release.\n";
}

}  // namespace kith::cli
