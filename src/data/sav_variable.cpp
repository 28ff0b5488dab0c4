#include "data/sav_variable.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::data {

namespace {

constexpr std::size_t longest_name = 64, longest_label = 255, longest_value_label = 120, longest_text = 32767;
constexpr double spss_epoch = -12219379200;  // 1582-10-14, in seconds since 1970

// At most so many bytes, and no half character.
std::string cut(const std::string& text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

std::string cut_label(const Column& column, const std::string& label, std::size_t bytes, std::vector<Loss>& losses) {
  if (label.size() > bytes) {
    losses.push_back({"label-cut", column.name, fmt::format("`{}` is cut at {} bytes", label, bytes)});
  }
  return cut(label, bytes);
}

// Letters, digits, _ . $ # @, beginning with a letter, not ending with a full stop, once without regard to case.
std::string name_of(const std::string& name, std::vector<std::string>& taken) {
  static const std::set<std::string> reserved{"all", "and", "by",  "eq", "ge", "gt",  "le",
                                              "lt",  "ne",  "not", "or", "to", "with"};
  std::string allowed;
  for (const char c : cut(name, longest_name - 4)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    const bool inner = (c >= '0' && c <= '9') || std::string_view("_.$#@").find(c) != std::string_view::npos;
    allowed += letter || inner ? c : '_';
    if (allowed.size() == 1 && !letter) {
      allowed = std::string("v") + (inner ? allowed : "_");
    }
  }
  while (allowed.ends_with('.')) {
    allowed.pop_back();
  }
  if (allowed.empty() || reserved.contains(text::fold(allowed))) {
    allowed += "_v";
  }
  std::string unique = allowed;
  for (int number = 2; std::ranges::find(taken, text::fold(unique)) != taken.end(); ++number) {
    unique = fmt::format("{}_{}", allowed, number);
  }
  taken.push_back(text::fold(unique));
  return unique;
}

std::string reason_label(Missing reason) {
  return text::replace_all(std::string(to_string(reason)), "_", " ");
}

// Reasons for missing other than blank that occur in the column.
std::set<Missing> reasons_in(const Column& column) {
  std::set<Missing> reasons;
  if (column.kind() == Kind::Categorical) {
    for (const std::uint8_t code : column.codes()) {
      if (code > missing_base) {
        reasons.insert(static_cast<Missing>(code - missing_base));
      }
    }
  } else {
    for (const std::uint8_t reason : column.reasons()) {
      reasons.insert(static_cast<Missing>(reason));
    }
  }
  reasons.erase(Missing::None);
  reasons.erase(Missing::Blank);
  return reasons;
}

void number_options(const Column& column, SavVariable& variable, std::vector<Loss>& losses) {
  const auto& options = column.options();
  const bool values = std::ranges::all_of(options, [](const Option& option) { return option.value.has_value(); });
  for (std::size_t at = 0; at < options.size(); ++at) {
    const Option& option = options[at];
    const double value = values && option.value ? *option.value : static_cast<double>(at + 1);
    variable.value_of_option.push_back(value);
    if (!values || option.label != option.code) {
      variable.labels.emplace_back(value, cut_label(column, option.label, longest_value_label, losses));
    }
    if (option.missing != Missing::None) {
      variable.missing.push_back(value);
    }
  }
  if (!values && std::ranges::any_of(options, [](const Option& option) { return option.label != option.code; })) {
    losses.push_back({"option-codes", column.name, "the codes of its options: they become 1, 2, 3 ..."});
  }
}

// Words that are their own labels, and too long to be labels, stay text.
bool stays_text(const Column& column) {
  const auto& options = column.options();
  return column.kind() == Kind::Text ||
         (std::ranges::none_of(options,
                               [](const Option& option) {
                                 return option.value || option.label != option.code || option.missing != Missing::None;
                               }) &&
          std::ranges::any_of(options, [](const Option& option) { return option.label.size() > longest_value_label; }));
}

// Values below all others, for reasons that have none.
void number_reasons(const Column& column, SavVariable& variable) {
  double lowest = 0;
  for (const double value : variable.value_of_option) {
    lowest = std::min(lowest, value);
  }
  if (column.kind() == Kind::Number && !column.numbers().empty()) {
    lowest = std::min(lowest, *std::ranges::min_element(column.numbers()));
  }
  double next = std::floor(lowest) - 1;
  for (const Missing reason : reasons_in(column)) {
    variable.value_of_reason[static_cast<std::size_t>(reason)] = next;
    variable.labels.emplace_back(next, reason_label(reason));
    variable.missing.push_back(next);
    --next;
  }
}

// SPSS: three values, or a range and a value. More become a range, if no answer lies in it.
void declare_missing(const Column& column, SavVariable& variable, std::vector<Loss>& losses) {
  if (!column.missing_ranges.empty()) {
    std::erase_if(variable.missing, [&](double value) {
      return std::ranges::any_of(column.missing_ranges,
                                 [&](const MissingRange& range) { return range.low <= value && value <= range.high; });
    });
    for (const MissingRange& range : column.missing_ranges) {
      if (range.low == range.high) {
        variable.missing.push_back(range.low);
      } else {
        variable.missing_ranges.push_back(range);
      }
    }
  }
  std::ranges::sort(variable.missing);
  const auto valid_within = [&](double low, double high) {
    for (std::size_t at = 0; at < variable.value_of_option.size(); ++at) {
      const double value = variable.value_of_option[at];
      if (low <= value && value <= high && column.options()[at].missing == Missing::None) {
        return true;
      }
    }
    return column.kind() == Kind::Number &&
           std::ranges::any_of(column.numbers(), [&](double value) { return low <= value && value <= high; });
  };
  const std::size_t room = variable.missing_ranges.empty() ? 3 : 1;
  if (variable.missing.size() <= room && variable.missing_ranges.size() <= 1) {
    return;
  }
  if (variable.missing_ranges.empty()) {
    for (const std::size_t apart : {std::size_t{0}, variable.missing.size() - 1}) {  // the value beside the range
      std::vector<double> within = variable.missing;
      within.erase(within.begin() + static_cast<std::ptrdiff_t>(apart));
      if (!valid_within(within.front(), within.back())) {
        variable.missing_ranges = {{within.front(), within.back()}};
        variable.missing = {variable.missing[apart]};
        return;
      }
    }
  }
  losses.push_back({"missing-values", column.name, "SPSS cannot declare all of its missing values"});
  variable.missing.resize(std::min(variable.missing.size(), room));
}

}  // namespace

SavVariable sav_variable(const Column& column, std::vector<std::string>& taken, std::vector<Loss>& losses) {
  SavVariable variable;
  variable.column = &column;
  variable.name = name_of(column.name, taken);
  if (variable.name != column.name) {
    losses.push_back({"renamed", column.name, fmt::format("its name: it is called `{}`", variable.name)});
  }
  variable.label = cut_label(column, column.label, longest_label, losses);
  if (stays_text(column)) {
    for (std::size_t row = 0; row < column.size(); ++row) {
      variable.width = std::max(variable.width, column.label_at(row).size());
    }
    if (variable.width > longest_text) {
      losses.push_back({"text-cut", column.name, fmt::format("texts are cut at {} bytes", longest_text)});
    }
    if (!reasons_in(column).empty()) {
      losses.push_back({"missing-reasons", column.name, "why answers are missing: they become blank"});
    }
    variable.width = std::clamp(variable.width, std::size_t{1}, longest_text);
    variable.format = fmt::format("A{}", variable.width);
    return variable;
  }
  if (column.kind() == Kind::Categorical) {
    number_options(column, variable, losses);
  } else {
    for (const Option& option : column.value_labels) {
      if (option.value) {
        variable.labels.emplace_back(*option.value, cut_label(column, option.label, longest_value_label, losses));
      }
    }
  }
  number_reasons(column, variable);
  declare_missing(column, variable, losses);
  switch (column.meaning) {
    case Meaning::Date:
      variable.format = "SDATE10";
      break;
    case Meaning::DateTime:
      variable.format = "DATETIME20";
      break;
    case Meaning::Time:
      variable.format = "TIME8";
      break;
    case Meaning::Plain:
      variable.format = column.format.starts_with('F') ? column.format : "F8.2";
      break;
  }
  return variable;
}

std::optional<double> sav_value(const SavVariable& variable, std::size_t row) {
  const Column& column = *variable.column;
  if (column.kind() == Kind::Categorical) {
    const std::uint8_t code = column.codes()[row];
    return code < missing_base ? variable.value_of_option[code] : variable.value_of_reason[code - missing_base];
  }
  if (!column.reasons().empty() && column.reasons()[row] != 0) {
    return variable.value_of_reason[column.reasons()[row]];
  }
  const double value = column.numbers()[row];
  switch (column.meaning) {
    case Meaning::Date:
      return value * 86400 - spss_epoch;
    case Meaning::DateTime:
      return value - spss_epoch;
    case Meaning::Time:
    case Meaning::Plain:
      break;
  }
  return value;
}

}  // namespace kith::data
