#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/claim_check.h"
#include "report/claim_subject.h"

namespace kith::report {

namespace {

constexpr int level_for_effects = 3;

// What the programme is called where it is not named.
constexpr auto programme_words = std::to_array<std::string_view>(
    {"project",       "projects", "programme",    "programmes", "activity",   "activities",   "participation",
     "participating", "taking",   "involvement",  "involved",   "funding",    "intervention", "support",
     "sessions",      "funder",   "participants", "evaluation", "initiative", "joining"});

constexpr auto reporting = std::to_array<std::string_view>(
    {"said", "reported", "felt", "told", "responded", "remarked", "believed", "thought", "mentioned"});

constexpr auto open_questions = std::to_array<std::string_view>(
    {"unknown", "unclear", "unproven", "open", "hypothesis", "undetermined", "untested"});

bool says(const Sentence& sentence, Span span, std::span<const std::string_view> words) {
  for (std::size_t i = span.begin; i < span.end; ++i) {
    if (sentence.tokens[i].kind == TokenKind::Word &&
        std::ranges::find(words, std::string_view(sentence.tokens[i].text)) != words.end()) {
      return true;
    }
  }
  return false;
}

bool names_programme(const Sentence& sentence, Span span) {
  return says(sentence, span, programme_words) ||
         std::ranges::any_of(sentence.reading.mentions, [&](const Mention& mention) {
           return mention.kind == Mention::Kind::Level && span.holds(mention.begin) &&
                  (mention.dimension == "programme" || mention.dimension == "project");
         });
}

// "The social impacts of the COVID-19 pandemic": the cause is something named that is not the programme.
bool of_something_else(const Sentence& sentence) {
  const Span all{0, sentence.tokens.size()};
  if (names_programme(sentence, all) || holds_figure(sentence.tokens)) {
    return false;
  }
  static constexpr auto elsewhere =
      std::to_array<std::string_view>({"pandemic", "lockdown", "restrictions", "weather", "inflation", "covid"});
  if (says(sentence, all, elsewhere)) {
    return true;
  }
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    const bool mentioned = std::ranges::any_of(
        sentence.reading.mentions, [&](const Mention& mention) { return i >= mention.begin && i < mention.end; });
    if (sentence.reading.declared[i] && !mentioned && sentence.tokens[i].kind == TokenKind::Numeral) {
      return true;
    }
  }
  return false;
}

// "The effect of clustering", "the flood caused damage", "the pandemic had an impact on how projects could meet": the
// cause is named, and is not the programme.
bool of_another_cause(const Sentence& sentence, Span claim) {
  static constexpr auto elsewhere = std::to_array<std::string_view>(
      {"pandemic", "lockdown", "restrictions", "weather", "inflation", "covid", "fire", "flood", "prices", "costs"});
  const Span clause = sentence.clause_at(claim.begin);
  const Span before{clause.begin, claim.begin}, after{claim.end, clause.end};
  if (holds_figure(sentence.tokens) || names_programme(sentence, before)) {
    return false;
  }
  if (says(sentence, before, elsewhere)) {
    return true;
  }
  const bool of_people = std::any_of(sentence.tokens.begin(), sentence.tokens.end(), [&](const Token& token) {
    const auto i = static_cast<std::size_t>(&token - sentence.tokens.data());
    return sentence.reading.measured[i] || (i >= clause.begin && names_programme(sentence, {i, i + 1}));
  });
  const bool cause_follows = after.begin < after.end && sentence.tokens[after.begin].is("of");
  const Span named = cause_follows ? after : before;
  static constexpr auto ours =
      std::to_array<std::string_view>({"work", "grant", "scheme", "fund", "it", "this", "them"});
  return !of_people && !says(sentence, named, ours) && !matters_of(sentence, named).empty();
}

bool not_asserted(const Sentence& sentence, Span span) {
  if (sentence.question || polarity_of(sentence, span) != Polarity::Affirmed) {
    return true;
  }
  static constexpr auto whether = std::to_array<std::string_view>({"whether", "if"});
  return says(sentence, {0, span.begin}, whether) ||
         says(sentence, {span.end, sentence.tokens.size()}, open_questions) ||
         sentence.words({span.end, sentence.tokens.size()}).find("not known") != std::string::npos ||
         sentence.words({span.end, sentence.tokens.size()}).find("can not be") != std::string::npos;
}

// The words that follow a phrase up to the next mark: what something is owed to.
Span object_of(const Sentence& sentence, Span claim) {
  constexpr std::size_t reach = 8;
  Span object{claim.end, claim.end};
  while (object.end < std::min(claim.end + reach, sentence.tokens.size()) &&
         sentence.tokens[object.end].kind == TokenKind::Word) {
    ++object.end;
  }
  return object;
}

// "Projects can build trust", "the aim is to build trust".
bool may_be(const Sentence& sentence, Span claim) {
  static constexpr auto modals = std::to_array<std::string_view>(
      {"can", "could", "may", "might", "should", "would", "will", "to", "must", "help", "helps"});
  const Span before{claim.begin > 0 ? claim.begin - 1 : 0, claim.begin};
  return says(sentence, before, modals);
}

bool claims_effect(const Sentence& sentence, const CauseClaim& claim) {
  const Span all{0, sentence.tokens.size()};
  const bool reported = says(sentence, {0, claim.span.begin}, reporting) && holds_figure(sentence.tokens);
  switch (claim.strength) {
    case Cause::Strength::Strong:
      return !of_something_else(sentence) && !of_another_cause(sentence, claim.span);
    case Cause::Strength::Weak:
      return !reported && !of_something_else(sentence) &&
             (names_programme(sentence, all) || holds_figure(sentence.tokens));
    case Cause::Strength::Owed:
      return !reported && !of_something_else(sentence) &&
             (holds_figure(sentence.tokens) || names_programme(sentence, object_of(sentence, claim.span)));
    case Cause::Strength::Agent:
      return !reported && !may_be(sentence, claim.span) &&
             names_programme(sentence, {sentence.clause_at(claim.span.begin).begin, claim.span.begin});
  }
  return true;
}

}  // namespace

void check_causes(const Court& court, const Sentence& sentence) {
  if (court.evidence.maryland_level() >= level_for_effects) {
    return;
  }
  for (const CauseClaim& claim : sentence.causes) {
    if (claim.span.begin < sentence.own || not_asserted(sentence, claim.span) || !claims_effect(sentence, claim)) {
      continue;
    }
    court.problems.add("claim-strength",
                       fmt::format("\u201C{}\u201D claims an effect, and the design (Maryland level {}) cannot bear it",
                                   sentence.words(claim.span), court.evidence.maryland_level()),
                       court.where(sentence, claim.span.begin),
                       "write \u201Cdifference\u201D or \u201Cassociation\u201D");
  }
}

}  // namespace kith::report
