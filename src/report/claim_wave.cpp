// When a figure is from: a wave or a year that stands beside a figure, or by itself in its clause, is that of its
// fieldwork. "Since wave 1", "than in wave 1" are the other side of a comparison and say nothing of it.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "report/claim_check.h"

namespace kith::report {

namespace {

using finding::Finding;

constexpr auto ordinals =
    std::to_array<std::string_view>({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"});
constexpr auto cardinals =
    std::to_array<std::string_view>({"one", "two", "three", "four", "five", "six", "seven", "eight"});
constexpr auto dating = std::to_array<std::string_view>(
    {"in", "at", "during", "by", "for", "of", "the", "on", "spring", "summer", "autumn", "winter", "early", "late"});

bool among(const Token& token, std::span<const std::string_view> words) {
  return token.kind == TokenKind::Word && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

std::optional<int> place_in(std::span<const std::string_view> words, const Token& token) {
  const auto found = std::ranges::find(words, std::string_view(token.text));
  return found == words.end() ? std::nullopt : std::optional(static_cast<int>(found - words.begin()));
}

// Waves that some words name: a wave by its place, or those whose fieldwork fell into a year.
struct Dated {
  std::vector<int> waves;
  Span words;
};

class WaveCheck {
 public:
  WaveCheck(const Court& court, const Sentence& sentence)
      : court_(court), sentence_(sentence), tokens_(sentence.tokens) {}

  void check() {
    for (const Span clause : sentence_.clauses) {
      check_clause(clause);
    }
  }

 private:
  const Finding* value_at(std::size_t i) const {
    const Token& token = tokens_[i];
    if (token.kind != TokenKind::Figure || !court_.figures[token.figure].is_value()) {
      return nullptr;
    }
    return court_.figures[token.figure].findings.front();
  }

  void check_clause(Span clause) {
    std::vector<std::size_t> values;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (value_at(i) != nullptr) {
        values.push_back(i);
      }
    }
    std::vector<Dated> loose;
    for (std::size_t i = clause.begin; i < clause.end;) {
      const auto dated = dated_at(i, clause);
      if (!dated) {
        ++i;
        continue;
      }
      i = dated->words.end;
      const std::size_t begin = dated->words.begin;
      if (const auto beside = figure_before(begin, clause)) {
        compare(*beside, *dated);
      } else if (dates(begin, clause)) {
        loose.push_back(*dated);
      }
    }
    for (const Dated& dated : loose) {
      const bool of_none = std::ranges::none_of(values, [&](std::size_t i) { return agrees(*value_at(i), dated); });
      const bool others = std::ranges::any_of(loose, [&](const Dated& other) {
        return std::ranges::any_of(values, [&](std::size_t i) { return agrees(*value_at(i), other); });
      });
      if (of_none && !others && !values.empty()) {
        compare(values.front(), dated);
      }
    }
  }

  // "Wave 2", "the second wave", "wave two", a year.
  std::optional<Dated> dated_at(std::size_t i, Span clause) const {
    const auto& waves = court_.study.waves;
    for (const Mention& mention : sentence_.reading.mentions) {
      if (mention.kind == Mention::Kind::Level && mention.dimension == "wave" && mention.begin == i) {
        const auto found = std::ranges::find(waves, mention.code, &study::Wave::code);
        return Dated{{static_cast<int>(found - waves.begin())}, {mention.begin, mention.end}};
      }
    }
    if (i + 1 < clause.end && tokens_[i + 1].is("wave")) {
      if (const auto place = place_in(ordinals, tokens_[i])) {
        return Dated{{*place}, {i, i + 2}};
      }
    }
    if (i + 1 < clause.end && tokens_[i].is("wave")) {
      if (const auto place = place_in(cardinals, tokens_[i + 1])) {
        return Dated{{*place}, {i, i + 2}};
      }
    }
    if (tokens_[i].kind == TokenKind::Numeral && tokens_[i].text.size() == 4 && !sentence_.reading.declared[i]) {
      Dated dated{{}, {i, i + 1}};
      for (std::size_t w = 0; w < waves.size(); ++w) {
        if (text::starts_with_fold(waves[w].start, tokens_[i].text) ||
            text::starts_with_fold(waves[w].end, tokens_[i].text)) {
          dated.waves.push_back(static_cast<int>(w));
        }
      }
      return dated.waves.empty() ? std::nullopt : std::optional(dated);
    }
    return std::nullopt;
  }

  // "{{share a}} in wave 1": the figure right before.
  std::optional<std::size_t> figure_before(std::size_t begin, Span clause) const {
    std::size_t i = begin;
    while (i > clause.begin && (among(tokens_[i - 1], dating) || tokens_[i - 1].is("("))) {
      --i;
    }
    return i > clause.begin && i < begin && value_at(i - 1) != nullptr ? std::optional(i - 1) : std::nullopt;
  }

  // "In wave 2, ..." dates the clause; "since wave 1", "than in wave 1", "that wave 2 will repeat" do not.
  bool dates(std::size_t begin, Span clause) const {
    std::size_t i = begin;
    bool preposition = false;
    while (i > clause.begin && among(tokens_[i - 1], dating)) {
      --i;
      preposition = preposition || !tokens_[i].is("the");
    }
    static constexpr auto elsewhere =
        std::to_array<std::string_view>({"than", "with", "to", "from", "on", "against", "since", "as", "repeated",
                                         "asked", "again", "planned", "until"});
    const bool of_other = i > clause.begin && among(tokens_[i - 1], elsewhere);
    return preposition && !of_other;
  }

  bool agrees(const Finding& finding, const Dated& dated) const {
    return std::ranges::find(dated.waves, court_.shelf.wave_place(finding)) != dated.waves.end();
  }

  void compare(std::size_t place, const Dated& dated) {
    const Finding& finding = *value_at(place);
    const int own = court_.shelf.wave_place(finding);
    if (own < 0 || agrees(finding, dated)) {
      return;
    }
    court_.problems.add("wrong-wave",
                        fmt::format("`{}` is not from \u201C{}\u201D", finding.id, sentence_.words(dated.words)),
                        court_.where(sentence_, place),
                        fmt::format("it is from {}", court_.study.waves[static_cast<std::size_t>(own)].name));
  }

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
};

}  // namespace

void check_waves(const Court& court, const Sentence& sentence) {
  WaveCheck(court, sentence).check();
}

}  // namespace kith::report
