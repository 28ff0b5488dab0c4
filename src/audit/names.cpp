#include "audit/names.h"

#include <algorithm>

#include <fmt/format.h>

namespace kith::audit {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool in_word(char c) {
  return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

std::map<std::string, Name> names_of(const Book& book) {
  std::map<std::string, Name> names;
  for (const BookSheet& sheet : book.sheets) {
    if (sheet.rows.empty()) {
      continue;
    }
    const auto& header = sheet.rows.front();
    const auto column = [&](std::string_view title) {
      return static_cast<std::size_t>(std::ranges::find(header, title) - header.begin());
    };
    const std::size_t id = column("Id"), indicator = column("Indicator"), group = column("Group"),
                      answer = column("Answer");
    for (const auto& row : sheet.rows) {
      const auto cell = [&](std::size_t at) { return at < row.size() ? row[at] : std::string(); };
      if (id < row.size() && &row != &header && indicator < header.size() && group < header.size()) {
        names.emplace(row[id], Name{cell(indicator), cell(group), cell(answer)});
      }
    }
  }
  return names;
}

std::string digits(std::string_view text) {
  std::string found;
  std::ranges::copy_if(text, std::back_inserter(found), [](char c) { return digit(c) || c == '.'; });
  while (found.ends_with('.')) {
    found.pop_back();
  }
  return found;
}

std::optional<std::string> number_after(std::string_view text, std::size_t from) {
  constexpr std::size_t near = 24;  // bytes: ": ", " = ", " is about "
  std::size_t start = from;
  while (start < text.size() && start - from <= near && !digit(text[start])) {
    if (text[start] == '.' && (start + 1 == text.size() || text[start + 1] == ' ')) {
      return std::nullopt;  // the sentence ended
    }
    ++start;
  }
  if (start >= text.size() || start - from > near) {
    return std::nullopt;
  }
  std::size_t end = start;
  while (end < text.size() && (digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end + 1 < text.size() &&
                                                    digit(text[end + 1])))) {
    ++end;
  }
  return std::string(text.substr(start, end - start));
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  if (word.empty()) {
    return std::string_view::npos;
  }
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]))) {
      return at;
    }
  }
  return std::string_view::npos;
}

std::optional<std::string> told(std::string_view text, const std::vector<Withheld>& withheld) {
  for (const Withheld& figure : withheld) {
    if (const std::size_t at = find_word(text, figure.id); at != std::string_view::npos) {
      if (const auto number = number_after(text, at + figure.id.size())) {
        return fmt::format("`{}` is withheld, and {} stands beside it", figure.id, *number);
      }
    }
    if (find_word(text, figure.name.indicator) == std::string_view::npos ||
        (!figure.name.answer.empty() && find_word(text, figure.name.answer) == std::string_view::npos)) {
      continue;
    }
    const std::string& last = figure.name.answer.empty() ? figure.name.group : figure.name.answer;
    if (find_word(text, figure.name.group) == std::string_view::npos) {
      continue;
    }
    if (const std::size_t at = find_word(text, last); at != std::string_view::npos) {
      const auto number = number_after(text, at + last.size());
      if (number && text.substr(at).find('%') != std::string_view::npos) {
        return fmt::format("`{}` is withheld, and {} stands beside its name", figure.id, *number);
      }
    }
  }
  return std::nullopt;
}

}  // namespace kith::audit
