// Grade A says: the same words, the same scale (E2). Where the study's own question differs from what the benchmark
// says was asked, it is held as B, and the note says in what.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "study/comparable.h"
#include "study/loading.h"

namespace kith::study {

namespace {

// Letters and digits, in one case: punctuation and spaces are no other wording.
std::string words_of(const std::string& text) {
  std::string words;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) {
      words += c;
    }
  }
  return words;
}

// "5-point agreement" -> 5.
std::optional<int> points_of(const std::string& scale) {
  int points = 0;
  const auto [end, error] = std::from_chars(scale.data(), scale.data() + scale.size(), points);
  const std::string_view rest(end, static_cast<std::size_t>(scale.data() + scale.size() - end));
  return error == std::errc() && (rest.starts_with("-point") || rest.starts_with(" point")) ? std::optional(points)
                                                                                            : std::nullopt;
}

std::string difference_of(const Question& question, const Benchmark& benchmark) {
  return words_of(question.text) != words_of(benchmark.wording) ? "the wording is not the same"
                                                                : difference_of_scales(question, benchmark);
}

}  // namespace

std::string difference_of_scales(const Question& question, const Benchmark& benchmark) {
  const auto answers = std::ranges::count_if(question.options, [](const Option& one) { return one.missing.empty(); });
  const std::optional<int> points = points_of(benchmark.scale);
  return points && *points != answers ? fmt::format("their scale has {} points, ours {}", *points, answers) : "";
}

void hold_grades(Loading& loading) {
  for (Benchmark& benchmark : loading.study.benchmarks) {
    const Indicator* indicator = loading.study.indicator(benchmark.id);
    const Question* question = indicator == nullptr ? nullptr : loading.study.question_of(*indicator);
    if (benchmark.grade != 'A' || question == nullptr) {
      continue;
    }
    if (const std::string difference = difference_of(*question, benchmark); !difference.empty()) {
      benchmark.grade = 'B';
      benchmark.grade_note = fmt::format("Held as B: {}.", difference);
    }
  }
}

}  // namespace kith::study
