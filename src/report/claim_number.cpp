#include "report/claim_number.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "report/claim_words.h"

namespace kith::report {

namespace {

using Named = std::pair<std::string_view, double>;

constexpr auto cardinals = std::to_array<Named>(
    {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
     {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
     {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fourty", 40},
     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},  {"ninety", 90},  {"dozen", 12},
     {"dozens", 24},   {"score", 20}});

constexpr auto powers = std::to_array<Named>({{"hundred", 100},
                                              {"hundreds", 100},
                                              {"thousand", 1000},
                                              {"thousands", 1000},
                                              {"million", 1e6},
                                              {"millions", 1e6}});

constexpr auto denominators = std::to_array<Named>(
    {{"half", 2},        {"halves", 2},       {"third", 3},     {"thirds", 3},    {"quarter", 4},    {"quarters", 4},
     {"fourth", 4},      {"fourths", 4},      {"fifth", 5},     {"fifths", 5},    {"sixth", 6},      {"sixths", 6},
     {"seventh", 7},     {"sevenths", 7},     {"eighth", 8},    {"eighths", 8},   {"ninth", 9},      {"ninths", 9},
     {"tenth", 10},      {"tenths", 10},      {"twelfth", 12},  {"twelfths", 12}, {"twentieth", 20}, {"twentieths", 20},
     {"hundredth", 100}, {"hundredths", 100}, {"fiftieth", 50}, {"fiftieths", 50}});

template <std::size_t N>
std::optional<double> value_of(const std::array<Named, N>& table, std::string_view word) {
  const auto found = std::ranges::find(table, word, &Named::first);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

bool word_at(const Tokens& tokens, std::size_t at, std::string_view word) {
  return at < tokens.size() && tokens[at].kind != TokenKind::Figure && tokens[at].is(word);
}

// "A score of residents" and "three score"; the score that a question gives is no number.
bool is_twenty(const Tokens& tokens, std::size_t score) {
  if (score == 0) {
    return false;
  }
  const Token& before = tokens[score - 1];
  const bool of_people = before.is("a") && word_at(tokens, score + 1, "of") && score + 2 < tokens.size() &&
                         tokens[score + 2].kind == TokenKind::Word;
  return of_people || (before.kind == TokenKind::Word && value_of(cardinals, before.text));
}

struct Count {
  std::size_t length = 0;
  double value = 0;
};

// "seventy five", "two hundred and twelve", "a hundred".
std::optional<Count> cardinal_at(const Tokens& tokens, std::size_t at) {
  Count count;
  double group = 0;
  std::size_t i = at;
  bool any = false;
  for (; i < tokens.size() && tokens[i].kind == TokenKind::Word; ++i) {
    const std::string& word = tokens[i].text;
    if (word == "score" && !is_twenty(tokens, i)) {
      break;
    }
    if (const auto value = value_of(cardinals, word)) {
      if (any && *value >= 20 && group > 0 && group < 100) {
        break;  // "two, twenty" are two numbers
      }
      group += *value;
    } else if (const auto power = value_of(powers, word)) {
      group = std::max(group, 1.0) * *power;
      if (*power >= 1000) {
        count.value += group;
        group = 0;
      }
    } else if (i + 1 < tokens.size() &&
               ((word == "a" && (value_of(powers, tokens[i + 1].text) || tokens[i + 1].is("dozen"))) ||
                (any && word == "and" && group >= 100 && value_of(cardinals, tokens[i + 1].text)))) {
      continue;
    } else {
      break;
    }
    any = true;
  }
  if (!any) {
    return std::nullopt;
  }
  count.length = i - at;
  count.value += group;
  return count;
}

std::optional<Count> digits_at(const Tokens& tokens, std::size_t at) {
  if (at >= tokens.size() || tokens[at].kind != TokenKind::Numeral) {
    return std::nullopt;
  }
  const auto value = text::to_number(text::replace_all(tokens[at].text, ",", ""));
  return value ? std::optional(Count{1, *value}) : std::nullopt;
}

std::size_t percent_length(const Tokens& tokens, std::size_t at) {
  if (word_at(tokens, at, "%") || word_at(tokens, at, "percent") || word_at(tokens, at, "pc")) {
    return 1;
  }
  return word_at(tokens, at, "per") && word_at(tokens, at + 1, "cent") ? 2 : 0;
}

// "in", "out of", "of every", "in every" between the two numbers of a ratio.
std::size_t ratio_link(const Tokens& tokens, std::size_t at) {
  if (word_at(tokens, at, "out") && word_at(tokens, at + 1, "of") && word_at(tokens, at + 2, "every")) {
    return 3;
  }
  for (const auto& [first, second] :
       {std::pair{"out", "of"}, {"of", "every"}, {"in", "every"}, {"from", "every"}, {"of", "each"}}) {
    if (word_at(tokens, at, first) && word_at(tokens, at + 1, second)) {
      return 2;
    }
  }
  return word_at(tokens, at, "in") ? 1 : 0;
}

bool counts_people(const Token& token) {
  const auto people = word_class("#people");
  return people && std::ranges::find(*people, std::string_view(token.text)) != people->end();
}

std::optional<Number> share_at(const Tokens& tokens, std::size_t at) {
  const auto words = cardinal_at(tokens, at);
  const auto count = words ? words : digits_at(tokens, at);
  if (count) {
    const std::size_t next = at + count->length;
    if (const std::size_t sign = percent_length(tokens, next)) {
      return Number{Number::Kind::Share, count->length + sign, count->value / 100, true};
    }
    // "one participant in five"
    const bool noun = words && next + 2 < tokens.size() && tokens[next].kind == TokenKind::Word &&
                      ratio_link(tokens, next) == 0 && ratio_link(tokens, next + 1) > 0 && counts_people(tokens[next]);
    if (noun) {
      const std::size_t link = ratio_link(tokens, next + 1);
      const auto whole = cardinal_at(tokens, next + 1 + link);
      if (whole && whole->value > count->value) {
        return Number{Number::Kind::Share, count->length + 1 + link + whole->length, count->value / whole->value,
                      false};
      }
    }
    if (const std::size_t link = ratio_link(tokens, next)) {
      const auto whole = words ? cardinal_at(tokens, next + link) : digits_at(tokens, next + link);
      if (whole && whole->value > count->value) {
        return Number{Number::Kind::Share, count->length + link + whole->length, count->value / whole->value, !words};
      }
    }
  }
  std::size_t parts = 0;
  double numerator = 1;
  if (words && words->value > 0) {
    parts = words->length;
    numerator = words->value;
  } else if (word_at(tokens, at, "a")) {
    parts = 1;
  }
  if (at + parts < tokens.size() && tokens[at + parts].kind == TokenKind::Word) {
    const std::string& word = tokens[at + parts].text;
    const auto denominator = value_of(denominators, word);
    const bool bare = parts == 0 && word != "half";  // "third" alone counts places in a row
    if (denominator && !bare && numerator <= *denominator) {
      return Number{Number::Kind::Share, parts + 1, numerator / *denominator, false};
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_cardinal(std::string_view word) {
  return value_of(cardinals, word) || value_of(powers, word);
}

std::optional<Number> number_at(const Tokens& tokens, std::size_t at) {
  if (const auto share = share_at(tokens, at)) {
    return share;
  }
  if (const auto words = cardinal_at(tokens, at)) {
    return Number{Number::Kind::Cardinal, words->length, words->value, false};
  }
  if (const auto digits = digits_at(tokens, at)) {
    return Number{Number::Kind::Cardinal, digits->length, digits->value, true};
  }
  return std::nullopt;
}

}  // namespace kith::report
