#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/findings_text.h"

namespace kith::cli {

namespace {

using finding::Finding;

constexpr std::size_t columns = 7;
using Row = std::array<std::string, columns>;

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

Row row_of(const Finding& finding) {
  const std::string& category = finding.category_label.empty() ? finding.category : finding.category_label;
  return {finding.measure + (category.empty() ? "" : " " + category),
          domain(finding),
          finding.value ? shown(finding, *finding.value) : "-",
          finding.se ? shown(finding, *finding.se) : "-",
          finding.interval
              ? fmt::format("{} to {}", shown(finding, finding.interval->low), shown(finding, finding.interval->high))
              : "-",
          text::grouped(finding.bases.unweighted),
          flags(finding)};
}

bool is_number(std::size_t column) {
  return column >= 2 && column <= 5;
}

std::string padded(const std::string& cell, std::size_t width, bool right) {
  const std::string blanks(width - std::min(width, text::code_points(cell)), ' ');
  return right ? blanks + cell : cell + blanks;
}

}  // namespace

std::string findings_csv(const Findings& findings) {
  const auto quoted = [](std::string cell) {
    if (!cell.empty() && std::string_view("=+@\t").find(cell.front()) != std::string_view::npos) {
      cell.insert(cell.begin(), '\'');  // a label that a spreadsheet would run as a formula
    }
    return cell.find_first_of(",\"\r\n") == std::string::npos
               ? cell
               : '"' + text::replace_all(std::move(cell), "\"", "\"\"") + '"';
  };
  const auto number = [](const std::optional<double>& value) { return value ? text::exact(*value) : std::string(); };
  std::string text =
      "id,measure,by,category,value,se,df,low,high,level,method,unweighted,weighted,effective,design_effect,notes\n";
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
      text += (i == 0 ? "" : ",") + quoted(cells[i]);
    }
    text += '\n';
  }
  return text;
}

std::string findings_table(const Findings& findings, Colour colour) {
  double level = 0.95;
  std::vector<Row> rows;
  for (const Finding& finding : findings.value) {
    level = finding.interval ? finding.interval->level : level;
    rows.push_back(row_of(finding));
  }
  Row header{"measure", "of", "value", "se", fmt::format("{}% interval", text::exact(level * 100)), "base", "notes"};
  std::array<std::size_t, columns> width{};
  for (std::size_t c = 0; c < columns; ++c) {
    width[c] = text::code_points(header[c]);
    bool used = c == 0;
    for (const Row& row : rows) {
      used = used || !row[c].empty();
      width[c] = std::max(width[c], text::code_points(row[c]));
    }
    width[c] = used ? width[c] : 0;  // a column that nobody fills is not drawn
  }
  std::string text;
  const auto line = [&](const Row& row, bool accent) {
    std::string cells;
    for (std::size_t c = 0; c < columns; ++c) {
      if (width[c] > 0) {
        cells += (c == 0 ? "" : "  ") + padded(row[c], width[c], is_number(c));
      }
    }
    cells.erase(cells.find_last_not_of(' ') + 1);
    text += accent && colour == Colour::Yes ? "\033[36m" + cells + "\033[0m\n" : cells + '\n';
  };
  line(header, true);
  for (const Row& row : rows) {
    line(row, false);
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
