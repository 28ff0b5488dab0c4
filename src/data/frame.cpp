#include "data/frame.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "data/decimal.h"

namespace kith::data {

namespace {

constexpr std::size_t most_titles = 12;
constexpr std::size_t quoted_characters = 60;

std::size_t filled(const TextRow& row) {
  return static_cast<std::size_t>(
      std::ranges::count_if(row, [](const std::string& cell) { return !text::trim(cell).empty(); }));
}

bool is_number(std::string_view cell) {
  double ignored = 0;
  const std::string plain = text::replace_all(std::string(cell), ",", "");
  return read_decimal(plain.data(), plain.data() + plain.size(), ignored);
}

bool names_a_total(std::string_view cell) {
  static constexpr std::array<std::string_view, 6> names{"total",         "totals", "grand total",
                                                         "overall total", "sum",    "sum total"};
  std::string folded = text::fold(text::trim(cell));
  if (folded.ends_with(':')) {
    folded.pop_back();
  }
  return std::ranges::find(names, folded) != names.end();
}

bool holds_words(std::string_view cell) {
  return cell.find(' ') != std::string_view::npos &&
         std::ranges::any_of(cell, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

}  // namespace

std::size_t rows_above(std::span<const TextRow> first_rows) {
  std::size_t width = 0;
  for (const TextRow& row : first_rows) {
    width = std::max(width, filled(row));
  }
  if (width < 2) {
    return 0;
  }
  const std::size_t most = width >= 5 ? 2 : 1;
  const auto heading = std::ranges::find_if(first_rows, [&](const TextRow& row) { return filled(row) > most; });
  const auto above = static_cast<std::size_t>(heading - first_rows.begin());
  if (heading == first_rows.end() || above > most_titles) {
    return 0;
  }
  // Of two columns one heading may be blank: only a row that ends after its first cell is a title there.
  const bool certain = width > 2 || std::ranges::all_of(first_rows.first(above), [](const TextRow& row) {
                         return row.size() == 1 && holds_words(text::trim(row.front()));
                       });
  return certain ? above : 0;
}

bool is_below_table(const TextRow& last, std::size_t columns, bool apart) {
  const auto first = std::ranges::find_if(last, [](const std::string& cell) { return !text::trim(cell).empty(); });
  if (first == last.end() || columns < 2) {
    return false;
  }
  if (names_a_total(*first)) {
    return std::all_of(first + 1, last.end(), [](const std::string& cell) {
      const std::string_view value = text::trim(cell);
      return value.empty() || is_number(value);
    });
  }
  return columns > 2 && first == last.begin() && filled(last) == 1 && holds_words(text::trim(*first)) &&
         (apart || last.size() == 1);
}

std::string quoted(std::span<const TextRow> rows) {
  std::string sentence;
  for (const TextRow& row : rows) {
    std::string words;
    for (const std::string& cell : row) {
      const std::string_view value = text::trim(cell);
      words += value.empty() ? "" : (words.empty() ? "" : ", ") + std::string(value);
    }
    if (text::code_points(words) > quoted_characters) {
      const std::size_t blank = words.rfind(' ', quoted_characters);
      words = words.substr(0, blank == std::string::npos ? 0 : blank) + "...";
    }
    if (words.empty()) {
      continue;
    }
    sentence += (sentence.empty() ? "`" : ", `") + text::replace_all(words, "\n", " ") + '`';
  }
  return sentence;
}

}  // namespace kith::data
