// Small things that are done to text everywhere. All text is UTF-8; lengths shown to people count code points.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::text {

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string replace_all(std::string text, std::string_view from, std::string_view to);
bool starts_with_fold(std::string_view text, std::string_view prefix);  // ASCII case ignored

// Lower case by Unicode's simple case folding, for comparing what people typed.
std::string fold(std::string_view text);

// The candidate nearest to `word` by Damerau-Levenshtein distance on folded text, if it is near enough to be meant
// (at most a third of the longer length, and at most 4 edits). Ties go to the earlier candidate.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

// "did you mean `neighbours`?", or "one of: a, b, c" when nothing is near (the first twelve), for Problem::hint.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

std::size_t code_points(std::string_view text);

// Exact decimal text, as std::from_chars reads it, the whole of `text` and nothing else; no locale.
std::optional<double> to_number(std::string_view text);
std::optional<long long> to_integer(std::string_view text);

// The shortest decimal text that reads back as the same double ("0.1", "656.585", "1e+20").
std::string exact(double value);
// Fixed decimals, rounded half up on the decimal value (F6), never "-0".
std::string fixed(double value, int decimals);
// 1234567 -> "1,234,567".
std::string grouped(long long value);

}  // namespace kith::text
