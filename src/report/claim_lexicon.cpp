#include "report/claim_lexicon.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "report/claim_number.h"

namespace kith::report {

Lexicon::Lexicon(std::vector<std::string> people) : people_(std::move(people)) {
  const auto fill = [this](Table& table, std::span<const Phrase> phrases) {
    for (const Phrase& phrase : phrases) {
      table.add(compile(phrase));
    }
  };
  for (const auto family : {idioms, portions, multiples, samenesses, comparisons, changes}) {
    fill(claims_, family());
  }
  fill(causes_, causes());
  fill(thresholds_, thresholds());
  fill(markers_, markers());
}

Lexicon::Compiled Lexicon::compile(const Phrase& phrase) const {
  Compiled compiled;
  compiled.meaning = phrase.meaning;
  std::optional<std::size_t> end;
  for (std::string_view part : text::split(phrase.pattern, ' ')) {
    if (part == "&") {
      end = compiled.slots.size();
      continue;
    }
    Slot slot;
    if (part.size() > 1 && part.ends_with('?')) {
      slot.optional = true;
      part.remove_suffix(1);
    }
    for (const std::string_view word : text::split(part, '|')) {
      if (word == "_") {
        slot.wild = Slot::Wild::Word;
      } else if (word == "#figure") {
        slot.wild = Slot::Wild::Figure;
      } else if (word == "#number") {
        slot.wild = Slot::Wild::Number;
      } else if (word == "#outcome") {
        slot.outcome = true;
      } else if (word == "#group") {
        slot.group = true;
      } else if (const auto members = word_class(word)) {
        slot.words.insert(slot.words.end(), members->begin(), members->end());
        if (word == "#people") {
          slot.people = true;
          slot.words.insert(slot.words.end(), people_.begin(), people_.end());
        }
      } else {
        slot.words.emplace_back(word);
      }
    }
    compiled.slots.push_back(std::move(slot));
  }
  compiled.phrase = end.value_or(compiled.slots.size());
  return compiled;
}

void Lexicon::Table::add(Compiled phrase) {
  const Slot& first = phrase.slots.front();
  const std::size_t place = phrases.size();
  if (first.optional || first.wild != Slot::Wild::No || first.outcome || first.group || first.people) {
    others.push_back(place);
  } else {
    for (const std::string& word : first.words) {
      auto& places = by_first_word[word];
      if (places.empty() || places.back() != place) {
        places.push_back(place);
      }
    }
  }
  phrases.push_back(std::move(phrase));
}

bool Lexicon::fits(const Slot& slot, const Token& token) {
  if (token.code) {
    return false;
  }
  if (token.kind == TokenKind::Figure) {
    return slot.wild == Slot::Wild::Figure;
  }
  if ((slot.wild == Slot::Wild::Word && token.kind == TokenKind::Word) ||
      (slot.wild == Slot::Wild::Number && is_cardinal(token.text)) || (slot.group && token.group > 0) ||
      (slot.outcome && token.kind == TokenKind::Word && names_outcome(token.text))) {
    return true;
  }
  return std::ranges::find(slot.words, token.text) != slot.words.end();
}

// Length of the phrase (without its lookahead) when the slots from `slot` on fit the tokens from `at` on. People may be
// those of a group: "all Local Conversations participants".
std::optional<std::size_t> Lexicon::fit(const Compiled& phrase, std::size_t slot, const Tokens& tokens, std::size_t at,
                                        const Closed& closed) {
  if (slot == phrase.slots.size()) {
    return 0;
  }
  const bool own = slot < phrase.phrase;
  std::optional<std::size_t> best;
  const bool shut = own && at < closed.size() && closed[at];
  if (at < tokens.size() && !shut && fits(phrase.slots[slot], tokens[at])) {
    if (const auto rest = fit(phrase, slot + 1, tokens, at + 1, closed)) {
      best = *rest + (own ? 1 : 0);
    }
  }
  if (!best && at < tokens.size() && phrase.slots[slot].people && tokens[at].group > 0) {
    const std::size_t name = tokens[at].group;
    if (const auto rest = fit(phrase, slot, tokens, at + name, closed)) {
      best = *rest + (own ? name : 0);
    }
  }
  if (!best && phrase.slots[slot].optional) {
    best = fit(phrase, slot + 1, tokens, at, closed);
  }
  return best;
}

std::optional<Match> Lexicon::longest(const Table& table, const Tokens& tokens, std::size_t at, const Closed& closed) {
  static const std::vector<std::size_t> none;
  const auto found = table.by_first_word.find(tokens[at].text);
  const auto& own = found == table.by_first_word.end() ? none : found->second;
  std::vector<std::size_t> places;
  std::ranges::merge(own, table.others, std::back_inserter(places));
  std::optional<Match> best;
  for (const std::size_t place : places) {
    const Compiled& phrase = table.phrases[place];
    const auto length = fit(phrase, 0, tokens, at, closed);
    if (length && *length > 0 && (!best || *length > best->length)) {
      best = Match{*length, phrase.meaning};
    }
  }
  return best;
}

std::optional<Match> Lexicon::claim(const Tokens& tokens, std::size_t at, const Closed& closed) const {
  return longest(claims_, tokens, at, closed);
}

std::optional<Match> Lexicon::cause(const Tokens& tokens, std::size_t at, const Closed& closed) const {
  return longest(causes_, tokens, at, closed);
}

std::optional<Match> Lexicon::threshold(const Tokens& tokens, std::size_t at, const Closed& closed) const {
  return longest(thresholds_, tokens, at, closed);
}

std::size_t Lexicon::marker(const Tokens& tokens, std::size_t at) const {
  const auto found = longest(markers_, tokens, at, {});
  return found ? found->length : 0;
}

}  // namespace kith::report
