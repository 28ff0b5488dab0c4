#include "design/replicate_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "base/text.h"

namespace kith::design {

namespace {

struct Pattern {
  std::string_view before;
  std::string_view after;
  std::string_view first;  // of a range, as written
  std::string_view last;
  enum class Sign { None, Any, Range } sign = Sign::None;
};

bool digits(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         std::ranges::all_of(text, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
}

std::size_t number(std::string_view text) {
  return static_cast<std::size_t>(text::to_integer(text).value_or(0));
}

[[noreturn]] void refuse(std::string_view item, std::string_view reason) {
  throw Error({"bad-pattern",
               fmt::format("`{}` is not a pattern of replicate weights: {}", item, reason),
               {},
               "for example repwt* (any number) or repwt[1-80]"});
}

Pattern pattern_of(std::string_view item) {
  const std::size_t star = item.find('*');
  const std::size_t open = item.find('[');
  if (star == std::string_view::npos && open == std::string_view::npos) {
    return {item, {}, {}, {}, Pattern::Sign::None};
  }
  if (star != std::string_view::npos) {
    if (open != std::string_view::npos || item.find('*', star + 1) != std::string_view::npos) {
      refuse(item, "it has more than one sign");
    }
    return {item.substr(0, star), item.substr(star + 1), {}, {}, Pattern::Sign::Any};
  }
  const std::size_t close = item.find(']', open);
  const std::size_t dash = item.find('-', open);
  if (close == std::string_view::npos || dash == std::string_view::npos || dash > close) {
    refuse(item, "a range is written [1-80]");
  }
  if (item.find('[', open + 1) != std::string_view::npos) {
    refuse(item, "it has more than one sign");
  }
  const Pattern pattern{item.substr(0, open), item.substr(close + 1), item.substr(open + 1, dash - open - 1),
                        item.substr(dash + 1, close - dash - 1), Pattern::Sign::Range};
  if (!digits(pattern.first) || !digits(pattern.last) || number(pattern.first) > number(pattern.last)) {
    refuse(item, "a range goes from one whole number to a larger one");
  }
  if (number(pattern.last) - number(pattern.first) > 100'000) {
    refuse(item, "the range is too long");
  }
  return pattern;
}

// The number that `name` has where the pattern has its sign.
std::optional<std::size_t> number_in(std::string_view name, const Pattern& pattern) {
  if (name.size() <= pattern.before.size() + pattern.after.size() || !name.starts_with(pattern.before) ||
      !name.ends_with(pattern.after)) {
    return std::nullopt;
  }
  const std::string_view middle =
      name.substr(pattern.before.size(), name.size() - pattern.before.size() - pattern.after.size());
  return digits(middle) ? std::optional(number(middle)) : std::nullopt;
}

std::vector<std::string> any_number(std::string_view item, const Pattern& pattern, std::span<const std::string> names) {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& name : names) {
    if (const auto at = number_in(name, pattern)) {
      found.emplace_back(*at, name);
    }
  }
  std::ranges::sort(found);
  std::vector<std::string> result;
  std::ranges::transform(found, std::back_inserter(result), &std::pair<std::size_t, std::string>::second);
  if (result.empty()) {
    throw Error({"no-replicates",
                 fmt::format("no column matches `{}`", item),
                 {},
                 "`*` stands for a whole number and nothing else: repwt* is repwt1, repwt2 and so on"});
  }
  return result;
}

std::vector<std::string> range(const Pattern& pattern, std::span<const std::string> names) {
  std::vector<std::string> result;
  std::vector<std::string> missing;
  for (std::size_t i = number(pattern.first); i <= number(pattern.last); ++i) {
    std::string written = std::to_string(i);
    if (pattern.first.size() > 1 && pattern.first.front() == '0' && written.size() < pattern.first.size()) {
      written.insert(0, pattern.first.size() - written.size(), '0');
    }
    std::string name = fmt::format("{}{}{}", pattern.before, written, pattern.after);
    (std::ranges::find(names, name) == names.end() ? missing : result).push_back(std::move(name));
  }
  if (!missing.empty()) {
    const std::size_t shown = std::min<std::size_t>(missing.size(), 5);
    throw Error({"missing-replicates",
                 fmt::format("{} of the replicate weights are not there: {}{}", missing.size(),
                             text::join(std::span(missing).first(shown), ", "), shown < missing.size() ? ", ..." : ""),
                 {},
                 "name the columns that the file has"});
  }
  return result;
}

std::size_t trailing_number_at(std::string_view name) {
  std::size_t at = name.size();
  while (at > 0 && std::isdigit(static_cast<unsigned char>(name[at - 1])) != 0) {
    --at;
  }
  return at;
}

// Numbers between those of the first and the last column that none has.
std::vector<std::string> gaps(std::span<const std::string> columns) {
  std::vector<std::string> result;
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const std::string_view before = columns[i - 1];
    const std::string_view now = columns[i];
    const std::size_t a = trailing_number_at(before);
    const std::size_t b = trailing_number_at(now);
    if (before.substr(0, a) != now.substr(0, b) || !digits(before.substr(a)) || !digits(now.substr(b))) {
      return {};
    }
    for (std::size_t n = number(before.substr(a)) + 1; n < number(now.substr(b)) && result.size() < 6; ++n) {
      result.push_back(std::to_string(n));
    }
  }
  return result;
}

}  // namespace

std::vector<std::string> replicate_columns(std::string_view list, std::span<const std::string> names) {
  std::vector<std::string> result;
  for (const std::string_view part : text::split(list, ',')) {
    const std::string_view item = text::trim(part);
    if (item.empty()) {
      continue;
    }
    const Pattern pattern = pattern_of(item);
    std::vector<std::string> found;
    switch (pattern.sign) {
      case Pattern::Sign::None:
        if (std::ranges::find(names, item) == names.end()) {
          throw Error(
              {"unknown-column", fmt::format("there is no column `{}`", item), {}, text::suggestion(item, names)});
        }
        found.emplace_back(item);
        break;
      case Pattern::Sign::Any:
        found = any_number(item, pattern, names);
        break;
      case Pattern::Sign::Range:
        found = range(pattern, names);
        break;
    }
    for (std::string& name : found) {
      if (std::ranges::find(result, name) == result.end()) {
        result.push_back(std::move(name));
      }
    }
  }
  if (result.empty()) {
    refuse(list, "it names nothing");
  }
  return result;
}

std::string describe_columns(std::span<const std::string> columns) {
  if (columns.size() == 1) {
    return columns.front();
  }
  const std::vector<std::string> without = gaps(columns);
  std::string text = fmt::format("{} to {} ({} columns", columns.front(), columns.back(), columns.size());
  if (!without.empty()) {
    const auto shown = std::span(without).first(std::min<std::size_t>(without.size(), 5));
    text += fmt::format(", without {}{}", text::join(shown, ", "), shown.size() < without.size() ? ", ..." : "");
  }
  return text + ")";
}

}  // namespace kith::design
