#include "simulate/wording.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace kith::simulate {

namespace {

// How people write; chances.
constexpr double with_opening = 0.35;
constexpr double second_sentence = 0.4;
constexpr double without_capital = 0.12;
constexpr double without_full_stop = 0.18;
constexpr double with_slip = 0.05;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Two neighbouring letters inside a word change places.
void slip(std::string& text, std::size_t choice) {
  std::vector<std::size_t> places;
  for (std::size_t i = 2; i + 2 < text.size(); ++i) {
    const bool inside = is_letter(text[i - 2]) && is_letter(text[i - 1]) && is_letter(text[i]) &&
                        is_letter(text[i + 1]) && is_letter(text[i + 2]);
    if (inside && text[i] != text[i + 1]) {
      places.push_back(i);
    }
  }
  if (!places.empty()) {
    const std::size_t place = places[choice % places.size()];
    std::swap(text[place], text[place + 1]);
  }
}

// "i met people": only where the first word is not a name, which it is not known to be when it is longer than one
// letter.
void drop_capital(std::string& text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
}

}  // namespace

std::string expand(std::string_view sentence, const Draws& draws, std::uint64_t who, std::uint32_t& which) {
  std::string text;
  while (!sentence.empty()) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = sentence.find('}', open);
    text += sentence.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      return text;
    }
    std::string_view alternatives = sentence.substr(open + 1, close - open - 1);
    const auto count = static_cast<std::size_t>(std::ranges::count(alternatives, '|')) + 1;
    for (std::size_t skip = draws.below(count, who, which++); skip > 0; --skip) {
      alternatives.remove_prefix(alternatives.find('|') + 1);
    }
    text += alternatives.substr(0, alternatives.find('|'));
    sentence.remove_prefix(close + 1);
  }
  return text;
}

Wordings::Wordings(const Recipe& recipe, const std::string& population, const std::string& wave,
                   const std::string& question)
    : recipe_(recipe),
      population_(population),
      question_(question),
      scope_(fmt::format("{}/{}/words/{}", population, wave, question)),
      style_(recipe.seed, fmt::format("{}/{}/style/{}", population, wave, question)) {}

Wordings::Choice Wordings::choices(const std::string& programme, const std::string& theme) const {
  Choice choice;
  for (const Wording& wording : recipe_.wordings) {
    const auto& themes = wording.themes;
    const auto& programmes = wording.programmes;
    const bool fits = wording.population == population_ && wording.question == question_ &&
                      (theme.empty() ? themes.empty() : std::ranges::find(themes, theme) != themes.end()) &&
                      (programmes.empty() || std::ranges::find(programmes, programme) != programmes.end());
    if (fits) {
      choice.openings.insert(choice.openings.end(), wording.openings.begin(), wording.openings.end());
      choice.sentences.insert(choice.sentences.end(), wording.sentences.begin(), wording.sentences.end());
    }
  }
  if (choice.sentences.empty()) {
    choice.sentences.push_back(theme.empty() ? "A synthetic answer."
                                             : fmt::format("A synthetic answer about {}.", theme));
  }
  return choice;
}

std::string Wordings::compose(const Person& person, const std::vector<std::string>& themes) const {
  const std::uint64_t who = person.key;
  std::vector<std::string> about = themes;
  if (about.empty()) {
    about.emplace_back();
  }
  std::string text;
  const auto add = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
  for (const std::string& theme : about) {
    const Choice choice = choices(person.programme, theme);
    const Draws draws(recipe_.seed, scope_ + "/" + theme);
    std::uint32_t which = 0;
    if (text.empty() && !choice.openings.empty() && style_.uniform(who, 0) < with_opening) {
      add(expand(choice.openings[draws.below(choice.openings.size(), who, which++)], draws, who, which));
    }
    which = 1;  // so that the sentence does not depend on the opening
    const std::size_t first = draws.below(choice.sentences.size(), who, which++);
    add(expand(choice.sentences[first], draws, who, which));
    if (themes.empty() && choice.sentences.size() > 1 && style_.uniform(who, 1) < second_sentence) {
      const std::size_t step = 1 + draws.below(choice.sentences.size() - 1, who, which++);
      add(expand(choice.sentences[(first + step) % choice.sentences.size()], draws, who, which));
    }
  }
  if (style_.uniform(who, 2) < with_slip) {
    slip(text, style_.below(1000, who, 3));
  }
  if (style_.uniform(who, 4) < without_capital) {
    drop_capital(text);
  }
  if (style_.uniform(who, 5) < without_full_stop && text.ends_with('.')) {
    text.pop_back();
  }
  return text;
}

}  // namespace kith::simulate
