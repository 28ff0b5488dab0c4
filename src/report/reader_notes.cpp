#include "report/reader_notes.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kith::report {

namespace {

constexpr std::string_view cannot_be_said = "From too few projects or places to say how sure the figure is.";

// By code.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words{
    {{"no-degrees-of-freedom", cannot_be_said},
     {"no-variance", cannot_be_said},
     {"few-clusters", "From few projects or places, so how sure the figure is can only be said roughly."},
     {"no-small-sample-correction", "Its interval makes no allowance for how few projects or places there are."}}};

std::string_view words_of(std::string_view code) {
  const auto* const found = std::ranges::find(words, code, &std::pair<std::string_view, std::string_view>::first);
  return found == words.end() ? std::string_view{} : found->second;
}

}  // namespace

std::vector<finding::Note> reader_notes(const std::vector<finding::Note>& notes) {
  const bool unknown =
      std::ranges::any_of(notes, [](const finding::Note& note) { return words_of(note.code) == cannot_be_said; });
  bool said = false;
  std::vector<finding::Note> kept;
  for (const finding::Note& note : notes) {
    const std::string_view own = words_of(note.code);
    if (own.empty()) {
      kept.push_back(note);
    } else if (!unknown) {
      kept.push_back({note.code, std::string(own)});
    } else if (!said) {
      said = true;  // how rough an interval is tells nothing where there is none
      kept.push_back({"no-degrees-of-freedom", std::string(cannot_be_said)});
    }
  }
  return kept;
}

}  // namespace kith::report
