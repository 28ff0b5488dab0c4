#include "report/claim_subject.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kith::report {

namespace {

using Words = std::span<const std::string_view>;

enum class Noun { Person, Outcome, Share, Group, Thing, Other };

constexpr auto determiners = std::to_array<std::string_view>(
    {"the", "a", "an", "our", "its", "their", "this", "these", "that", "his", "her", "your", "my", "such"});
constexpr auto prepositions = std::to_array<std::string_view>(
    {"in",      "on",    "at",    "from",   "to",    "for",    "with", "by",    "about", "through",
     "between", "among", "after", "before", "since", "during", "over", "under", "than",  "as",
     "because", "when",  "where", "who",    "which", "if",     "and",  "or"});
constexpr auto verbs = std::to_array<std::string_view>(
    {"is",  "are",   "was", "were", "be",  "been", "has",   "have", "had",   "do",   "does", "did", "will", "would",
     "can", "could", "may", "did",  "not", "need", "needs", "said", "agree", "feel", "felt", "say", "think"});

bool among(const Token& token, Words words) {
  return token.kind == TokenKind::Word && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

bool in_class(const Token& token, std::string_view name) {
  const auto words = word_class(name);
  return words && among(token, *words);
}

const Mention* mention_at(const Sentence& sentence, std::size_t i) {
  for (const Mention& mention : sentence.reading.mentions) {
    if (i >= mention.begin && i < mention.end) {
      return &mention;
    }
  }
  return nullptr;
}

std::size_t end_of_noun(const Sentence& sentence, std::size_t i) {
  const Mention* mention = mention_at(sentence, i);
  return mention != nullptr ? mention->end : i + 1;
}

Noun plain_noun(const Sentence& sentence, std::size_t i) {
  const Token& token = sentence.tokens[i];
  static constexpr auto given =
      std::to_array<std::string_view>({"answers", "responses", "everyone", "everybody", "nobody"});
  if (const Mention* mention = mention_at(sentence, i)) {
    const bool answer = mention->kind == Mention::Kind::Level && !token.capital;  // "paper", an answer's label
    if (!answer) {
      return mention->kind == Mention::Kind::Population ? Noun::Person : Noun::Group;
    }
  }
  if (in_class(token, "#thing") || (in_class(token, "#time") && !token.is("second"))) {
    return Noun::Thing;
  }
  if ((in_class(token, "#people") && !token.is("local") && !token.is("lead") && !token.is("us") && !token.is("them")) ||
      among(token, given)) {
    return Noun::Person;
  }
  static constexpr auto gaps =
      std::to_array<std::string_view>({"gap", "gaps", "difference", "differences", "divide", "contrast"});
  if (in_class(token, "#share") || among(token, gaps)) {
    return Noun::Share;
  }
  return sentence.reading.measured[i] ? Noun::Outcome : Noun::Other;
}

// What the noun at `i` names. Before another noun it only describes ("the participant survey"), and a share is of what
// follows it ("the number of forms").
Noun noun_at(const Sentence& sentence, std::size_t i) {
  const Noun own = plain_noun(sentence, i);
  const std::size_t next = end_of_noun(sentence, i);
  if (own == Noun::Other || own == Noun::Thing || next >= sentence.tokens.size()) {
    return own;
  }
  if (own != Noun::Share) {
    const bool programmes_own =
        own == Noun::Group && (sentence.tokens[next].is("programme") || sentence.tokens[next].is("areas"));
    return plain_noun(sentence, next) == Noun::Thing && !programmes_own ? Noun::Thing : own;
  }
  if (sentence.tokens[next].is("of")) {
    for (std::size_t j = next + 1; j < std::min(next + 4, sentence.tokens.size()); ++j) {
      if (sentence.tokens[j].kind != TokenKind::Word) {
        break;
      }
      if (const Noun of = plain_noun(sentence, j); of != Noun::Other) {
        return of;
      }
    }
    return sentence.tokens[next - 1].is("number") || sentence.tokens[next - 1].is("numbers") ? Noun::Other : own;
  }
  return own;
}

bool is_plural(const std::string& word) {
  return word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
}

bool like_adjective(const std::string& word) {
  static constexpr auto endings = std::to_array<std::string_view>(
      {"ed", "al", "ive", "ous", "ic", "ful", "er", "est", "ary", "ing", "ish", "less"});
  static constexpr auto known = std::to_array<std::string_view>(
      {"small", "large", "big",  "other",  "new",   "old",       "young",   "early",  "late",
       "good",  "open",  "such", "public", "own",   "different", "similar", "recent", "free",
       "poor",  "short", "long", "single", "first", "second",    "sure"});
  return std::ranges::find(known, std::string_view(word)) != known.end() ||
         (word.size() > 4 &&
          std::ranges::any_of(endings, [&](std::string_view ending) { return word.ends_with(ending); }));
}

bool is_finding(Noun noun) {
  return noun == Noun::Person || noun == Noun::Outcome || noun == Noun::Share || noun == Noun::Group;
}

// The noun that the claim's own word describes: "larger projects", "a rise in prices", "improved the wording".
std::optional<Noun> described(const Sentence& sentence, Span claim) {
  constexpr std::size_t reach = 4;
  const Span clause = sentence.clause_at(claim.begin);
  for (std::size_t i = claim.end; i < std::min(claim.end + reach, clause.end); ++i) {
    const Token& token = sentence.tokens[i];
    const bool of = i == claim.end && (token.is("in") || token.is("of"));
    if (of || (token.kind == TokenKind::Word && among(token, determiners))) {
      continue;
    }
    if (token.kind != TokenKind::Word || among(token, prepositions) || among(token, verbs)) {
      return std::nullopt;
    }
    if (const Noun noun = noun_at(sentence, i); noun != Noun::Other) {
      return noun;
    }
  }
  return std::nullopt;
}

// "More feel at home", "fewer are lonely": the people are not said.
bool stands_for_people(const Sentence& sentence, Span claim) {
  const Token& word = sentence.tokens[claim.begin];
  if (claim.end - claim.begin != 1 || claim.end >= sentence.tokens.size() || !(word.is("more") || word.is("fewer"))) {
    return false;
  }
  static constexpr auto before = std::to_array<std::string_view>(
      {"far", "many", "even", "much", "slightly", "and", "but", "while", "that", "as", "nearly", "so"});
  for (std::size_t i = sentence.clause_at(claim.begin).begin; i < claim.begin; ++i) {
    if (!among(sentence.tokens[i], before)) {
      return false;
    }
  }
  static constexpr auto plural = std::to_array<std::string_view>({"are", "were", "have", "do", "did", "said", "feel"});
  const Token& next = sentence.tokens[claim.end];
  return among(next, plural) || (next.kind == TokenKind::Word && !among(next, prepositions) && !among(next, verbs) &&
                                 !is_plural(next.text) && !next.text.ends_with("ly") && !like_adjective(next.text));
}

// "Higher.", "The latter is lower": a sentence that has no matter of its own points at what was said before.
bool points_elsewhere(const Sentence& sentence) {
  for (std::size_t i = sentence.own; i < sentence.tokens.size(); ++i) {
    if (sentence.tokens[i].kind == TokenKind::Word && plain_noun(sentence, i) == Noun::Thing) {
      return false;
    }
  }
  return matters_of(sentence, {sentence.own, sentence.tokens.size()}).empty();
}

// "Earlier studies found that people with more friends are healthier."
bool of_other_research(const Sentence& sentence) {
  static constexpr auto other =
      std::to_array<std::string_view>({"other", "earlier", "previous", "past", "published", "academic"});
  static constexpr auto research = std::to_array<std::string_view>(
      {"research", "studies", "study", "surveys", "evaluations", "literature", "evidence", "reviews"});
  for (std::size_t i = 0; i + 1 < sentence.tokens.size(); ++i) {
    if (among(sentence.tokens[i], other) && among(sentence.tokens[i + 1], research)) {
      return true;
    }
  }
  return false;
}

constexpr auto little = std::to_array<std::string_view>(
    {"the",        "a",        "an",      "this",   "that",   "these",  "those",  "it",       "its",        "they",
     "their",      "them",     "he",      "she",    "we",     "our",    "who",    "which",    "what",       "is",
     "are",        "was",      "were",    "be",     "been",   "being",  "has",    "have",     "had",        "do",
     "does",       "did",      "so",      "in",     "on",     "at",     "of",     "to",       "for",        "from",
     "by",         "with",     "and",     "or",     "but",    "as",     "than",   "not",      "no",         "also",
     "too",        "even",     "far",     "much",   "still",  "again",  "both",   "each",     "either",     "one",
     "two",        "other",    "others",  "latter", "former", "there",  "here",   "then",     "while",      "whereas",
     "clearly",    "slightly", "only",    "just",   "very",   "quite",  "rather", "well",     "likely",     "often",
     "same",       "such",     "said",    "say",    "agree",  "agreed", "answer", "answered", "among",      "between",
     "across",     "compared", "where",   "when",   "would",  "will",   "can",    "could",    "may",        "might",
     "show",       "shows",    "found",   "figure", "case",   "true",   "first",  "second",   "difference", "everyone",
     "surveyed",   "asked",    "took",    "take",   "part",   "all",    "any",    "some",     "most",       "programme",
     "programmes", "project",  "projects"});

std::string stem(std::string word) {
  static constexpr auto endings = std::to_array<std::string_view>(
      {"liness", "ships", "ship", "ness", "ings", "ing", "ers", "ies", "ied", "ed", "es", "ly", "er", "s", "y", "e"});
  constexpr std::size_t least = 4;
  for (const std::string_view ending : endings) {
    if (word.size() >= least + ending.size() && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      break;
    }
  }
  if (word.size() > least && word[word.size() - 1] == word[word.size() - 2]) {
    word.pop_back();  // "stopp(ing)"
  }
  return word;
}

}  // namespace

Counted counted_by(const Sentence& sentence, Span quantifier) {
  constexpr std::size_t reach = 6;
  const auto& tokens = sentence.tokens;
  bool partitive = false;
  const Token& last = tokens[quantifier.end - 1];
  const bool half_a = last.is("half");
  for (std::size_t i = quantifier.end; i < std::min(quantifier.end + reach, tokens.size()); ++i) {
    const Token& token = tokens[i];
    const bool joined = i == quantifier.end && token.joined && token.kind == TokenKind::Word;
    if (joined && half_a) {
      return Counted::Things;  // "half-built"
    }
    if (token.is("of") && !partitive) {
      partitive = true;
      continue;
    }
    if (half_a && i == quantifier.end && token.is("the")) {
      partitive = true;  // "half the story"
      continue;
    }
    const bool article = token.is("a") || token.is("an");
    if (article && i == quantifier.end && (half_a || last.is("most"))) {
      return Counted::Things;  // "half a story", "at most a week"
    }
    if (partitive && (among(token, determiners) || token.is("all"))) {
      if (mention_at(sentence, i) == nullptr) {
        continue;
      }
    }
    if (token.kind != TokenKind::Word || among(token, prepositions) || among(token, verbs) ||
        among(token, determiners)) {
      return Counted::Unsaid;
    }
    const Noun noun = noun_at(sentence, i);
    if (noun == Noun::Group) {
      i = end_of_noun(sentence, i) - 1;
      continue;  // "most Local Conversations participants"
    }
    if (is_finding(noun)) {
      return Counted::People;
    }
    if (noun == Noun::Thing) {
      return Counted::Things;
    }
    const bool counts_plural = partitive || last.is("most") || last.is("few");
    if (counts_plural && is_plural(token.text)) {
      return Counted::Things;
    }
    if (!like_adjective(token.text)) {
      return Counted::Unsaid;
    }
  }
  return Counted::Unsaid;
}

bool of_anybody(const Sentence& sentence, Span quantifier) {
  const auto& tokens = sentence.tokens;
  // What was done with everyone: "all participants gave their consent".
  constexpr std::size_t reach = 6;
  static constexpr auto process = std::to_array<std::string_view>(
      {"asked",   "invited",    "sent",     "given",    "offered",    "paid",      "entered",
       "thanked", "contacted",  "reminded", "received", "consent",    "consented", "signed",
       "traced",  "identified", "named",    "shown",    "approached", "excluded"});
  for (std::size_t i = quantifier.end; i < std::min(quantifier.end + reach, tokens.size()); ++i) {
    if (among(tokens[i], process)) {
      return true;
    }
  }
  static constexpr auto pronouns =
      std::to_array<std::string_view>({"everyone", "everybody", "nobody", "one", "none", "anyone"});
  if (!among(tokens[quantifier.end - 1], pronouns)) {
    return false;
  }
  static constexpr auto rules = std::to_array<std::string_view>(
      {"can", "may", "must", "should", "needs", "has", "will", "who", "else", "deserves", "shall", "might"});
  if (quantifier.end < tokens.size() && among(tokens[quantifier.end], rules)) {
    const bool has_to = !tokens[quantifier.end].is("has") ||
                        (quantifier.end + 1 < tokens.size() &&
                         (tokens[quantifier.end + 1].is("to") || tokens[quantifier.end + 1].is("a")));
    const bool object_of_who = !tokens[quantifier.end].is("who") || quantifier.begin > 0;
    if (has_to && object_of_who) {
      return true;
    }
  }
  // An object: a verb or a preposition stands right before it.
  static constexpr auto before = std::to_array<std::string_view>(
      {"that", "and",  "but",    "or",     "because",   "when",        "while",  "if",
       "so",   "not",  "nearly", "almost", "virtually", "practically", "is",     "was",
       "are",  "were", "as",     "where",  "whereas",   "although",    "though", "since"});
  if (quantifier.begin == 0) {
    return false;
  }
  const Token& previous = tokens[quantifier.begin - 1];
  return previous.kind == TokenKind::Word && !among(previous, before) && !previous.text.ends_with("ly");
}

bool speaks_of_findings(const Sentence& sentence, Span claim) {
  static constexpr auto judging = std::to_array<std::string_view>(
      {"better", "worse", "outperform", "outperforms", "outperformed", "outdo", "outdoes", "outdid", "stronger"});
  const bool names_group = std::ranges::any_of(
      sentence.reading.mentions, [](const Mention& mention) { return mention.kind == Mention::Kind::Level; });
  if (points_elsewhere(sentence) || (names_group && among(sentence.tokens[claim.begin], judging))) {
    return true;
  }
  if (const auto noun = described(sentence, claim)) {
    return *noun != Noun::Thing;
  }
  const Span clause = sentence.clause_at(claim.begin);
  bool of_thing = false;
  for (std::size_t i = clause.begin; i < claim.begin; i = end_of_noun(sentence, i)) {
    const Noun noun = noun_at(sentence, i);
    if (is_finding(noun) && !of_thing) {
      return true;
    }
    if (noun == Noun::Thing) {
      of_thing = true;
      i = end_of_noun(sentence, i) - 1;
    }
  }
  if (!of_thing && stands_for_people(sentence, claim)) {
    return true;
  }
  for (std::size_t i = claim.end; i < clause.end; i = end_of_noun(sentence, i)) {
    const Noun noun = noun_at(sentence, i);
    const bool compared_with = std::ranges::any_of(sentence.markers, [&](Span marker) {
      return marker.begin >= claim.begin && marker.end <= i && i - marker.end <= 2;
    });
    if (noun == Noun::Outcome || (!of_thing && noun == Noun::Group) ||
        (!of_thing && compared_with && noun == Noun::Person)) {
      return true;
    }
  }
  static constexpr auto of_people =
      std::to_array<std::string_view>({"happier", "healthier", "lonelier", "sadder", "friendlier", "prouder", "safer"});
  return among(sentence.tokens[claim.begin], of_people);
}

bool looks_ahead(const Sentence& sentence, Span claim) {
  static constexpr auto hopes = std::to_array<std::string_view>(
      {"hope",     "hopes",    "hoped",   "want",      "wants",    "wanted",  "aim",    "aims",    "expect",
       "expects",  "wish",     "wishes",  "plan",      "plans",    "planned", "intend", "intends", "will",
       "should",   "must",     "may",     "might",     "shall",    "seek",    "seeks",  "needs",   "if",
       "expected", "supposed", "assumed", "predicted", "possible", "perhaps", "maybe"});
  static constexpr auto after = std::to_array<std::string_view>(
      {"will", "should", "might", "may", "must", "expected", "supposed", "meant", "hoped"});
  constexpr std::size_t reach = 5;
  const Span clause = sentence.clause_at(claim.begin);
  for (std::size_t i = clause.begin; i < claim.begin; ++i) {
    if (among(sentence.tokens[i], hopes) && (i == clause.begin || !sentence.tokens[i - 1].is("as"))) {
      return true;
    }
  }
  for (std::size_t i = claim.end; i < std::min(claim.end + reach, clause.end); ++i) {
    if (among(sentence.tokens[i], after)) {
      return true;
    }
  }
  return of_other_research(sentence);
}

bool said_by_those_counted(const Sentence& sentence, Span claim, const std::vector<Figure>& figures) {
  static constexpr auto saying = std::to_array<std::string_view>(
      {"said",      "say",    "told", "reported", "report",  "wrote",   "mentioned", "asked",
       "want",      "wanted", "felt", "feel",     "think",   "thought", "agreed",    "agree",
       "described", "hoped",  "hope", "like",     "believe", "believed"});
  const auto value = [&](std::size_t i) {
    return sentence.tokens[i].kind == TokenKind::Figure && figures[sentence.tokens[i].figure].is_value();
  };
  const Span clause = sentence.clause_at(claim.begin);
  std::optional<std::size_t> said;
  for (std::size_t i = claim.begin; i > clause.begin && !said; --i) {
    const Token& token = sentence.tokens[i - 1];
    if (token.kind != TokenKind::Word) {
      return false;
    }
    if (among(token, saying)) {
      said = i - 1;
    }
  }
  bool counted = false;
  for (std::size_t i = clause.begin; said && i < *said; ++i) {
    counted = counted || value(i);
  }
  if (!counted) {
    return false;
  }
  // What it is compared with must not be a group or a figure.
  for (std::size_t i = claim.end; i < clause.end; ++i) {
    const bool marked = std::ranges::any_of(sentence.markers, [&](Span marker) {
      return marker.begin >= claim.begin && marker.end <= i && i - marker.end <= 3;
    });
    const Noun noun = noun_at(sentence, i);
    if (sentence.tokens[i].kind == TokenKind::Figure || (marked && (noun == Noun::Person || noun == Noun::Group))) {
      return false;
    }
    if (sentence.tokens[i].is(",")) {
      break;
    }
  }
  return true;
}

std::set<std::string> matters_of(const Sentence& sentence, Span stretch) {
  std::set<std::string> matters;
  for (std::size_t i = stretch.begin; i < std::min(stretch.end, sentence.tokens.size()); ++i) {
    const Token& token = sentence.tokens[i];
    const bool in_claim =
        std::ranges::any_of(sentence.comparisons, [&](const ComparisonClaim& claim) { return claim.span.holds(i); }) ||
        std::ranges::any_of(sentence.bounds, [&](const BoundClaim& claim) { return claim.span.holds(i); }) ||
        std::ranges::any_of(sentence.markers, [&](Span marker) { return marker.holds(i); });
    static constexpr auto anybody = std::to_array<std::string_view>(
        {"people", "persons", "person", "respondents", "respondent", "adults", "residents", "members"});
    if (token.kind != TokenKind::Word || in_claim || mention_at(sentence, i) != nullptr || among(token, little) ||
        among(token, anybody) || in_class(token, "#share")) {
      continue;
    }
    matters.insert(stem(token.text));
  }
  return matters;
}

std::set<std::string> matters_of(std::string_view wording) {
  std::set<std::string> matters;
  for (const Token& token : tokens_of(wording)) {
    if (token.kind == TokenKind::Word) {
      matters.insert(stem(token.text));
    }
  }
  return matters;
}

}  // namespace kith::report
