#include "data/cells_out.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::data {

namespace {

std::string date_of(std::int64_t days) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

// "09:30:00", with what there is of a fraction.
std::string time_of(double seconds) {
  const double whole = std::floor(seconds);
  const auto second = static_cast<std::int64_t>(whole);
  std::string text = fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (seconds != whole) {
    std::string fraction = fmt::format("{:.6f}", seconds - whole).substr(1);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += fraction.size() > 1 ? fraction : "";
  }
  return text;
}

}  // namespace

std::string moment_text(double value, Meaning meaning) {
  constexpr double day = 86400;
  switch (meaning) {
    case Meaning::Date:
      return std::abs(value) < 1e7 ? date_of(static_cast<std::int64_t>(std::floor(value))) : text::exact(value);
    case Meaning::Time:
      return value >= 0 && value < 1e9 ? time_of(value) : text::exact(value);
    case Meaning::DateTime: {
      const double days = std::floor(value / day);
      return std::abs(days) < 1e7 ? date_of(static_cast<std::int64_t>(days)) + ' ' + time_of(value - days * day)
                                  : text::exact(value);
    }
    case Meaning::Plain:
      break;
  }
  return text::exact(value);
}

bool numeric_cells(const Column& column) {
  if (column.kind() == Kind::Number) {
    return column.meaning == Meaning::Plain;
  }
  return column.kind() == Kind::Categorical && std::ranges::all_of(column.options(), [](const Option& option) {
           return option.value && text::to_number(option.code) == option.value;
         });
}

std::string cell_text(const Column& column, std::size_t row) {
  switch (column.kind()) {
    case Kind::Categorical: {
      const std::uint8_t code = column.codes()[row];
      return code >= missing_base ? std::string() : column.options()[code].code;
    }
    case Kind::Number:
      return column.reasons().empty() || column.reasons()[row] == 0 ? moment_text(column.numbers()[row], column.meaning)
                                                                    : std::string();
    case Kind::Text:
      return column.missing_at(row) == Missing::None ? std::string(column.text_at(row)) : std::string();
  }
  return {};
}

std::vector<Loss> losses_of_cells(const Table& table, Codebook codebook) {
  std::vector<Loss> losses;
  for (const Column& column : table.columns()) {
    const auto& options = column.kind() == Kind::Categorical ? column.options() : column.value_labels;
    if (codebook == Codebook::Without) {
      if (!column.label.empty() && column.label != column.name) {
        losses.push_back({"column-label", column.name, "the words of its question"});
      }
      if (std::ranges::any_of(options, [](const Option& option) { return option.label != option.code; })) {
        losses.push_back({"value-labels", column.name, "the labels of its options"});
      }
    }
    if (!column.missing_ranges.empty() ||
        (codebook == Codebook::Without &&
         std::ranges::any_of(options, [](const Option& option) { return option.missing != Missing::None; }))) {
      losses.push_back({"missing-values", column.name, "which of its answers count as missing"});
    }
    std::set<Missing> reasons;
    for (std::size_t row = 0; row < column.size(); ++row) {
      if (cell_text(column, row).empty()) {
        reasons.insert(column.missing_at(row));
      }
    }
    reasons.erase(Missing::Blank);
    reasons.erase(Missing::None);
    if (!reasons.empty()) {
      losses.push_back({"missing-reasons", column.name, "why answers are missing: they become blank"});
    }
  }
  for (const ResponseSet& set : table.sets) {
    losses.push_back({"response-set", set.name, "which columns belong to one multiple-choice question"});
  }
  return losses;
}

}  // namespace kith::data
