// The unit of a figure: it brings its own ("75%", "18 percentage points", of a mean none), so that a percent sign or
// points behind it would stand twice, or make a mean a share.
#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "report/claim_check.h"

namespace kith::report {

namespace {

bool has_percent(const Figure& figure) {
  return figure.text.find('%') != std::string::npos;
}

bool has_points(const Figure& figure) {
  return figure.text.find("point") != std::string::npos;
}

// How many tokens from `at` are a unit of shares: "%", "per cent", "percentage points".
std::size_t unit_at(const Tokens& tokens, std::size_t at) {
  const auto is = [&](std::size_t i, std::string_view word) { return i < tokens.size() && tokens[i].is(word); };
  if (is(at, "%") || is(at, "percent")) {
    return 1;
  }
  if ((is(at, "per") && is(at + 1, "cent")) ||
      (is(at, "percentage") && (is(at + 1, "points") || is(at + 1, "point")))) {
    return 2;
  }
  return is(at, "points") || is(at, "point") ? 1 : 0;
}

}  // namespace

void check_units(const Court& court, const Sentence& sentence) {
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    if (token.kind != TokenKind::Figure || court.figures[token.figure].findings.empty()) {
      continue;
    }
    const Figure& figure = court.figures[token.figure];
    const std::size_t length = unit_at(sentence.tokens, i + 1);
    const bool numeric = figure.is_value() || figure.is_benchmark() || figure.reference.verb == Verb::Difference;
    if (length == 0 || !numeric) {
      continue;
    }
    std::string words;
    for (std::size_t k = i + 1; k <= i + length; ++k) {
      words += (words.empty() ? "" : " ") + sentence.tokens[k].text;
    }
    const bool twice = has_percent(figure) || has_points(figure);
    court.problems.add(
        twice ? "doubled-unit" : "wrong-unit",
        twice ? fmt::format("\u201C{}\u201D behind \u201C{}\u201D: the figure has its unit", words, figure.text)
              : fmt::format("\u201C{}\u201D behind \u201C{}\u201D, which is no share", words, figure.text),
        court.where(sentence, i + 1), "take the words out");
  }
}

}  // namespace kith::report
