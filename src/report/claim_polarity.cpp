// How a claim is said: negations that reach it, sayings that deny it or leave it unproven, questions that leave it
// open.
#include <algorithm>
#include <array>

#include "report/claim_sentence.h"

namespace kith::report {

namespace {

bool one_of(const Token& token, std::span<const std::string_view> words) {
  return token.kind != TokenKind::Figure && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

constexpr auto negators =
    std::to_array<std::string_view>({"not", "no", "never", "hardly", "scarcely", "without", "nothing", "unable",
                                     "nowhere", "barely", "cannot", "seldom"});
constexpr auto final_negators = std::to_array<std::string_view>({"neither", "nor", "rather", "instead"});
constexpr auto failing = std::to_array<std::string_view>({"fail", "fails", "failed", "far", "ceased"});
constexpr auto grounds =
    std::to_array<std::string_view>({"evidence", "sign", "signs", "indication", "suggestion", "proof", "reason"});
constexpr auto auxiliaries =
    std::to_array<std::string_view>({"did", "do", "does", "had", "have", "were", "are", "would", "could", "can"});
constexpr std::size_t reach_of_negation = 7;

// "It is not true that ..." denies; "it cannot be said that ...", "nothing shows that ..." leave it unproven. `end` is
// one past the "that".
struct Framing {
  std::size_t end = 0;
  bool denies = false, unproven = false;
};
Framing framing_of(const Tokens& tokens, std::size_t before) {
  static constexpr auto denying = std::to_array<std::string_view>({"untrue", "false", "wrong"});
  static constexpr auto truth = std::to_array<std::string_view>({"true", "case"});
  static constexpr auto saying = std::to_array<std::string_view>(
      {"said", "say", "claimed", "claim", "shown", "show", "shows", "concluded", "conclude", "mean", "means", "prove",
       "proof", "proves", "follow", "infer", "imply"});
  static constexpr auto refusing =
      std::to_array<std::string_view>({"not", "nothing", "wrong", "never", "impossible", "nobody"});
  constexpr std::size_t reach = 10;
  for (std::size_t i = 1; i < before; ++i) {
    if (!tokens[i].is("that")) {
      continue;
    }
    if (one_of(tokens[i - 1], denying)) {
      return {i + 1, true, false};
    }
    const bool of_truth = one_of(tokens[i - 1], truth);
    for (std::size_t j = i > reach ? i - reach : 0; j < i; ++j) {
      if ((of_truth && tokens[j].is("not")) || (one_of(tokens[i - 1], saying) && one_of(tokens[j], refusing))) {
        return {i + 1, of_truth, !of_truth};
      }
    }
  }
  return {};
}

// "Those who do not volunteer were more likely": the negation is of somebody else's verb.
bool of_relative_clause(const Tokens& tokens, std::size_t negator) {
  static constexpr auto relatives = std::to_array<std::string_view>({"who", "which", "that", "whom"});
  return negator >= 2 && one_of(tokens[negator - 1], auxiliaries) && one_of(tokens[negator - 2], relatives);
}

}  // namespace

Polarity polarity_of(const Sentence& sentence, Span span) {
  const Span clause = sentence.clause_at(span.begin);
  const Framing framing = framing_of(sentence.tokens, span.begin);
  if (framing.unproven) {
    return Polarity::Unproven;
  }
  bool denied = framing.denies;
  std::size_t steps = 0;
  const std::size_t first = std::max(clause.begin, framing.end);
  std::size_t i = span.begin;
  while (i > first && steps < reach_of_negation) {
    const Token& token = sentence.tokens[--i];
    if (token.kind == TokenKind::Figure || token.is(")") || token.is(";")) {
      break;
    }
    if (token.is("not") && of_relative_clause(sentence.tokens, i)) {
      break;
    }
    if (token.kind == TokenKind::Mark || sentence.reading.declared[i]) {
      continue;
    }
    ++steps;
    const bool nobody = token.is("none") || token.is("nobody") || (token.is("no") && sentence.tokens[i + 1].is("one"));
    if (nobody) {
      denied = !denied;
      continue;
    }
    if (sentence.understood[i]) {
      continue;  // "not only", "no doubt": part of an idiom or of another claim
    }
    if (one_of(token, final_negators)) {
      denied = !denied;
      break;
    }
    if (one_of(token, negators) || (one_of(token, failing) && i + 1 < sentence.tokens.size() &&
                                    (sentence.tokens[i + 1].is("to") || sentence.tokens[i + 1].is("from")))) {
      denied = !denied;
    }
  }
  // "Nothing in this report is proof that ...": a subject reaches further than a "not".
  if (steps == reach_of_negation && i > first && sentence.tokens[first].is("nothing")) {
    denied = !denied;
  }
  for (i = 1; i < span.begin; ++i) {
    const Token& before = sentence.tokens[i - 1];
    const bool none =
        before.is("no") || before.is("little") || (before.is("clear") && i > 1 && sentence.tokens[i - 2].is("no"));
    if (none && one_of(sentence.tokens[i], grounds)) {
      return Polarity::Unproven;
    }
  }
  return denied ? Polarity::Denied : Polarity::Affirmed;
}

bool left_open(const Sentence& sentence, Span span) {
  for (std::size_t i = span.begin; i > 0; --i) {
    const Token& token = sentence.tokens[i - 1];
    if (token.kind == TokenKind::Figure || token.kind == TokenKind::Mark) {
      return false;
    }
    if (token.is("whether") || token.is("if")) {
      return true;
    }
  }
  return false;
}

bool predicate_denied(const Sentence& sentence, Span span) {
  const Span clause = sentence.clause_at(span.begin);
  for (std::size_t i = span.end; i < clause.end; ++i) {
    const Token& token = sentence.tokens[i];
    if (sentence.reading.declared[i] || sentence.understood[i]) {
      continue;
    }
    if (token.is("disagreed") || token.is("disagree")) {
      return true;
    }
    if ((token.is("not") || token.is("never")) && i > 0 && one_of(sentence.tokens[i - 1], auxiliaries)) {
      return true;
    }
  }
  return false;
}

}  // namespace kith::report
