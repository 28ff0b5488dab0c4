#include "data/stem.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kith::data {

namespace {

constexpr std::array<std::string_view, 5> separators{" - ", " [", ": ", " | ", " \u2013 "};

// Bytes of the heading up to and with each separator, the longest beginning first.
std::vector<std::size_t> beginnings(std::string_view heading) {
  std::vector<std::size_t> ends;
  for (const std::string_view separator : separators) {
    for (std::size_t at = heading.find(separator); at != std::string_view::npos; at = heading.find(separator, at + 1)) {
      if (at > 0 && at + separator.size() < heading.size()) {
        ends.push_back(at + separator.size());
      }
    }
  }
  std::ranges::sort(ends, std::greater{});
  return ends;
}

bool begins_with(std::string_view heading, std::string_view beginning) {
  return heading.size() > beginning.size() && heading.starts_with(beginning);
}

std::string without_separator(std::string_view beginning) {
  for (const std::string_view separator : separators) {
    if (beginning.ends_with(separator)) {
      beginning.remove_suffix(separator.size());
      break;
    }
  }
  return std::string(text::trim(beginning));
}

std::string item_of(std::string_view heading, std::string_view beginning) {
  std::string_view item = text::trim(heading.substr(beginning.size()));
  if (beginning.ends_with('[') && item.ends_with(']')) {
    item.remove_suffix(1);
  }
  return std::string(text::trim(item));
}

}  // namespace

Stem shared_stem(std::span<const std::string> headings) {
  Stem stem;
  if (headings.size() < 2) {
    return stem;
  }
  for (const std::size_t end : beginnings(headings[0])) {
    const std::string_view beginning = std::string_view(headings[0]).substr(0, end);
    if (!begins_with(headings[1], beginning)) {
      continue;
    }
    const auto other =
        std::ranges::find_if_not(headings, [&](const std::string& heading) { return begins_with(heading, beginning); });
    stem.columns = static_cast<std::size_t>(other - headings.begin());
    stem.question = without_separator(beginning);
    for (const std::string& heading : headings.first(stem.columns)) {
      stem.items.push_back(item_of(heading, beginning));
    }
    return stem;
  }
  return stem;
}

std::string with_item(const std::string& question, const std::string& item) {
  if (question.ends_with(':')) {
    return question + ' ' + item;
  }
  const bool marked = question.ends_with('?') || question.ends_with('.') || question.ends_with('!');
  return question + (marked ? " - " : ": ") + item;
}

}  // namespace kith::data
