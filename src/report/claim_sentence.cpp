#include "report/claim_sentence.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "base/round.h"
#include "report/claim_number.h"
#include "report/claim_subject.h"

namespace kith::report {

namespace {

using Words = std::span<const std::string_view>;

bool one_of(const Token& token, Words words) {
  return token.kind != TokenKind::Figure && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

// ---- clauses ------------------------------------------------------------------------------------------------------

constexpr auto parting = std::to_array<std::string_view>({"but", "while", "whereas", "although", "though", "yet"});
constexpr auto joining = std::to_array<std::string_view>({"and", "or", "so", "with"});
constexpr auto stops = std::to_array<std::string_view>({";", ":", "—", "–", ".", "!", "?"});

// A clause ends at ";", ":" or a dash, before "but", "while", "whereas", "although", and before "and" after a comma. A
// sentence that begins with "while" or "although" has its first clause end at the first comma.
std::vector<Span> clauses_of(const Tokens& tokens) {
  std::vector<std::size_t> starts{0};
  int depth = 0;
  bool subordinate = !tokens.empty() && (one_of(tokens.front(), parting) || tokens.front().is("if"));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.is("(")) {
      ++depth;
    } else if (token.is(")")) {
      depth = std::max(0, depth - 1);
    } else if (depth > 0) {
      continue;
    } else if (token.kind == TokenKind::Mark && one_of(token, stops)) {
      starts.push_back(i + 1);
    } else if (token.is(",") && i + 1 < tokens.size() && (subordinate || one_of(tokens[i + 1], joining))) {
      starts.push_back(i + 1);
      subordinate = false;
    } else if (i > 0 && one_of(token, parting)) {
      starts.push_back(i);
    }
  }
  std::vector<Span> clauses;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : tokens.size();
    if (end > starts[i]) {
      clauses.push_back({starts[i], end});
    }
  }
  return clauses;
}

// ---- claims -------------------------------------------------------------------------------------------------------

class Scanner {
 public:
  Scanner(Sentence& sentence, const Lexicon& lexicon, const std::vector<Figure>& figures)
      : sentence_(sentence),
        tokens_(sentence.tokens),
        lexicon_(lexicon),
        figures_(figures),
        idle_(tokens_.size(), false) {}

  void scan() {
    for (std::size_t at = 0; at < tokens_.size();) {
      if (sentence_.reading.declared[at] || tokens_[at].quoted || tokens_[at].code) {
        ++at;
        continue;
      }
      const std::size_t length = bounded(at);
      at += length > 0 ? length : phrase(at);
    }
    find_causes();
    find_bare_than();
    find_unknown_verbs();
  }

  // "Local Conversations pips Active Communities": one group, a verb that is in no table, another group.
  void find_unknown_verbs() {
    constexpr std::size_t reach = 4;
    const auto& mentions = sentence_.reading.mentions;
    for (std::size_t m = 0; m + 1 < mentions.size() && holds_figure(tokens_); ++m) {
      const Mention& first = mentions[m];
      const Mention& second = mentions[m + 1];
      const Span between{first.end, second.begin};
      const bool groups = first.kind == Mention::Kind::Level && second.kind == Mention::Kind::Level &&
                          first.dimension == second.dimension && first.dimension != "wave" && first.code != second.code;
      if (groups && between.begin < between.end && between.end - between.begin <= reach && unknown(between)) {
        sentence_.comparisons.push_back({between, {Direction::Unknown, Form::Plain}, {}, {}});
      }
    }
  }

  // Words between two groups that neither join them nor are understood.
  bool unknown(Span between) const {
    static constexpr auto binding = std::to_array<std::string_view>(
        {"and",   "or",       "but",   "nor",    "while",  "whereas", "than",    "as",     "with",
         "to",    "from",     "in",    "for",    "versus", "against", "like",    "unlike", "not",
         "funds", "supports", "joins", "joined", "meets",  "met",     "includes"});
    static constexpr auto empty = std::to_array<std::string_view>({"participants", "people", "those", "the", "of"});
    bool verb = false;
    for (std::size_t i = between.begin; i < between.end; ++i) {
      const bool claimed = std::ranges::any_of(sentence_.comparisons,
                                               [&](const ComparisonClaim& claim) { return claim.span.holds(i); }) ||
                           std::ranges::any_of(sentence_.markers, [&](Span marker) { return marker.holds(i); });
      if (tokens_[i].kind != TokenKind::Word || sentence_.understood[i] || claimed || one_of(tokens_[i], binding)) {
        return false;
      }
      verb = verb || !one_of(tokens_[i], empty);
    }
    return verb;
  }

 private:
  // "safer than", "keener than": a comparison whose adjective is in no table still compares.
  void find_bare_than() {
    for (const Span marker : sentence_.markers) {
      const Span clause = sentence_.clause_at(marker.begin);
      const bool of_claim = std::ranges::any_of(sentence_.comparisons, [&](const ComparisonClaim& claim) {
        return clause.holds(claim.span.begin) && claim.span.begin <= marker.begin;
      });
      if (tokens_[marker.begin].is("than") && !of_claim) {
        const std::size_t begin = marker.begin > 0 ? marker.begin - 1 : marker.begin;
        sentence_.comparisons.push_back({{begin, marker.end}, {Direction::Unknown, Form::Plain}, {}, {}});
      }
    }
    std::ranges::sort(sentence_.comparisons, {}, [](const ComparisonClaim& claim) { return claim.span.begin; });
  }

  // Words of cause may be words of change as well ("improved"), so they are looked for apart.
  void find_causes() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (sentence_.reading.declared[at] || tokens_[at].quoted || tokens_[at].code || idle_[at]) {
        continue;
      }
      const auto match = lexicon_.cause(tokens_, at, sentence_.reading.declared);
      if (match) {
        sentence_.causes.push_back({{at, at + match->length}, std::get<Cause>(match->meaning).strength});
        at += match->length - 1;
      }
    }
  }

  void understood(std::size_t at, std::size_t length) {
    std::fill_n(sentence_.understood.begin() + static_cast<std::ptrdiff_t>(at), length, true);
  }

  std::optional<Match> claim(std::size_t at) const {
    const auto match = times(at);
    return match ? match : lexicon_.claim(tokens_, at, sentence_.reading.declared);
  }

  // A threshold with its quantity, or a fraction by itself. Returns its length when it is the longest reading.
  std::size_t bounded(std::size_t at) {
    if (const auto fraction = number_at(tokens_, at); fraction && fraction->kind == Number::Kind::Share) {
      return fraction_alone(at, *fraction);
    }
    if (const std::size_t length = range(at); length > 0) {
      return length;
    }
    const auto threshold = lexicon_.threshold(tokens_, at, sentence_.reading.declared);
    if (!threshold) {
      return 0;
    }
    const auto kind = std::get<Threshold>(threshold->meaning);
    std::size_t next = at + threshold->length;
    if (next < tokens_.size() && (tokens_[next].is("the") || tokens_[next].is("a"))) {
      const auto beyond = number_at(tokens_, next);  // "a third" begins with its article
      next += beyond && beyond->kind == Number::Kind::Share ? 0U : tokens_[next].is("the") ? 1U : 0U;
    }
    if (next >= tokens_.size() || sentence_.reading.declared[next]) {
      return 0;
    }
    const auto number = number_at(tokens_, next);
    const auto further = claim(next);
    const bool multiple = further && std::holds_alternative<Multiple>(further->meaning);
    const std::size_t quantity = multiple                                        ? further->length
                                 : number && number->kind == Number::Kind::Share ? number->length
                                                                                 : 0;
    if (const auto idiom = claim(at); idiom && std::holds_alternative<Idiom>(idiom->meaning) &&
                                      at + idiom->length > next && at + idiom->length >= next + quantity) {
      return 0;
    }
    if (tokens_[next].kind == TokenKind::Figure) {
      return beside_figure(at, next, kind);
    }
    if (multiple) {
      add(at, next + further->length, std::get<Multiple>(further->meaning), kind);
      return next + further->length - at;
    }
    if (number && number->kind == Number::Kind::Share) {
      if (further && std::holds_alternative<Idiom>(further->meaning) && further->length >= number->length) {
        return 0;
      }
      sentence_.bounds.push_back({{at, next + number->length}, kind, number->value, number->digits, {}, {}});
      understood(at, next + number->length - at);
      return next + number->length - at;
    }
    if (further && std::holds_alternative<Portion>(further->meaning)) {
      return modified(at, next, kind, std::get<Portion>(further->meaning), further->length);
    }
    return 0;
  }

  // "Between half and three fifths", "from a third to a half".
  std::size_t range(std::size_t at) {
    const bool between = tokens_[at].is("between");
    if ((!between && !tokens_[at].is("from")) || at + 1 >= tokens_.size()) {
      return 0;
    }
    const auto share = [&](std::size_t place) {
      const auto number = place < tokens_.size() ? number_at(tokens_, place) : std::nullopt;
      return number && number->kind == Number::Kind::Share ? number : std::nullopt;
    };
    const auto low = share(at + 1);
    if (!low) {
      return 0;
    }
    const std::size_t link = at + 1 + low->length;
    if (link >= tokens_.size() || !(tokens_[link].is("and") || tokens_[link].is("to"))) {
      return 0;
    }
    const auto high = share(link + 1);
    if (!high) {
      return 0;
    }
    const std::size_t end = link + 1 + high->length;
    const bool digits = low->digits || high->digits;
    sentence_.bounds.push_back({{at, end}, Threshold::AtLeast, low->value, digits, {}, {}});
    sentence_.bounds.push_back({{at, end}, Threshold::AtMost, high->value, digits, {}, {}});
    understood(at, end - at);
    return end - at;
  }

  std::size_t fraction_alone(std::size_t at, const Number& fraction) {
    const auto other = claim(at);
    if (other && other->length >= fraction.length && !std::holds_alternative<Portion>(other->meaning)) {
      return 0;  // "half as likely", "half an hour"
    }
    if (fraction.digits) {
      return 0;  // "75%" by itself is a loose numeral
    }
    sentence_.bounds.push_back({{at, at + fraction.length}, Threshold::About, fraction.value, false, {}, {}});
    understood(at, fraction.length);
    return fraction.length;
  }

  // "nearly everyone", "almost all", "virtually none".
  std::size_t modified(std::size_t at, std::size_t next, Threshold kind, const Portion& portion, std::size_t length) {
    const bool whole = portion.threshold == Threshold::AtLeast && portion.bound == 1;
    const bool none = portion.threshold == Threshold::AtMost && portion.bound == 0;
    if (kind != Threshold::Nearly && kind != Threshold::About) {
      return 0;  // "over most" says nothing; the portion is read by itself
    }
    BoundClaim claim{{at, next + length}, portion.threshold, portion.bound, false, {}, portion.need};
    if (whole || none) {
      claim.threshold = Threshold::Nearly;
    }
    sentence_.bounds.push_back(claim);
    understood(at, next + length - at);
    return next + length - at;
  }

  // "over {{share a}}" bounds by what is shown, unless the words compare: "above {{benchmark a}}", "more than {{share
  // b}}".
  std::size_t beside_figure(std::size_t at, std::size_t next, Threshold kind) {
    const Figure& figure = figures_[tokens_[next].figure];
    for (std::size_t i = at; i < next; ++i) {
      const auto comparison = claim(i);
      if (comparison && std::holds_alternative<Comparison>(comparison->meaning)) {
        return 0;
      }
    }
    if (!(figure.is_value() || figure.is_benchmark()) || figure.reference.verb == Verb::Threshold) {
      return 0;
    }
    sentence_.bounds.push_back({{at, next}, kind, 0, false, tokens_[next].figure, {}});
    understood(at, next - at);
    return next - at;
  }

  // "six times as many", "three times the share".
  std::optional<Match> times(std::size_t at) const {
    const auto number = number_at(tokens_, at);
    if (!number || number->digits || number->kind != Number::Kind::Cardinal || number->value < 1) {
      return std::nullopt;
    }
    // "two and a half times"
    const bool half = at + number->length + 2 < tokens_.size() && tokens_[at + number->length].is("and") &&
                      tokens_[at + number->length + 1].is("a") && tokens_[at + number->length + 2].is("half");
    if (!half && number->value < 2) {
      return std::nullopt;
    }
    const std::size_t counted = number->length + (half ? 3U : 0U);
    const std::size_t next = at + counted + 1;
    if (next >= tokens_.size() || !tokens_[next - 1].is("times")) {
      return std::nullopt;
    }
    static constexpr auto comparatives =
        std::to_array<std::string_view>({"more", "higher", "greater", "larger", "likelier", "bigger"});
    static constexpr auto objects = std::to_array<std::string_view>({"the", "that", "those", "what"});
    const Form form = tokens_[next].is("as")                ? Form::As
                      : one_of(tokens_[next], comparatives) ? Form::Plain
                                                            : Form::Object;
    if (form == Form::Object && !one_of(tokens_[next], objects)) {
      return std::nullopt;  // "three times a week"
    }
    const std::size_t length = counted + (form == Form::As ? 3U : 2U);
    const double factor = number->value + (half ? 0.5 : 0);
    return Match{std::min(length, tokens_.size() - at), Multiple{factor, Direction::Up, form}};
  }

  // "Where people talk most ({{share a}})": a rank, when it ends its words and begins none.
  bool ranks(std::size_t at, std::size_t length) const {
    static constexpr auto beginning = std::to_array<std::string_view>(
        {"and", "but",     "or", "while", "whereas", "although", "though", "that", "for",    "at",
         "in",  "because", "as", "if",    "of",      "compared", "than",   "not",  "nearly", "almost"});
    return at > 0 && length == 1 && tokens_[at].is("most") && tokens_[at - 1].kind == TokenKind::Word &&
           !one_of(tokens_[at - 1], beginning) &&
           (at + 1 == tokens_.size() || tokens_[at + 1].is("(") || tokens_[at + 1].is("."));
  }

  std::size_t phrase(std::size_t at) {
    if (const std::size_t marker = lexicon_.marker(tokens_, at); marker > 0) {
      const auto other = claim(at);
      if (!other || other->length <= marker) {
        sentence_.markers.push_back({at, at + marker});
        return marker;
      }
    }
    auto match = claim(at);
    if (!match) {
      return 1;
    }
    if (ranks(at, match->length)) {
      match->meaning = Comparison{Direction::Up, Form::Rank};
    }
    understood(at, match->length);
    const Span span{at, at + match->length};
    std::visit(
        [&](const auto& meaning) {
          using Kind = std::decay_t<decltype(meaning)>;
          if constexpr (std::is_same_v<Kind, Portion>) {
            sentence_.bounds.push_back({span, meaning.threshold, meaning.bound, false, {}, meaning.need});
          } else if constexpr (std::is_same_v<Kind, Multiple>) {
            add(span.begin, span.end, meaning, {});
          } else if constexpr (std::is_same_v<Kind, Comparison>) {
            sentence_.comparisons.push_back({span, meaning, {}, {}});
            ends_with_marker(span);
          } else if constexpr (std::is_same_v<Kind, Idiom>) {
            std::fill_n(idle_.begin() + static_cast<std::ptrdiff_t>(at), match->length, true);
          }
        },
        match->meaning);
    return match->length;
  }

  void add(std::size_t begin, std::size_t end, const Multiple& multiple, std::optional<Threshold> kind) {
    sentence_.comparisons.push_back({{begin, end}, {multiple.direction, multiple.form}, multiple.factor, kind});
    understood(begin, end - begin);
  }

  // "different from" holds its own marker.
  void ends_with_marker(Span span) {
    static constexpr auto within = std::to_array<std::string_view>({"than", "from"});
    if (one_of(tokens_[span.end - 1], within)) {
      sentence_.markers.push_back({span.end - 1, span.end});
    }
  }

  Sentence& sentence_;
  const Tokens& tokens_;
  const Lexicon& lexicon_;
  const std::vector<Figure>& figures_;
  std::vector<bool> idle_;  // per token: of an idiom
};

}  // namespace

std::string Sentence::words(Span span) const {
  std::string text;
  for (std::size_t i = span.begin; i < span.end && i < tokens.size(); ++i) {
    if (!text.empty() && !tokens[i].is("%")) {
      text += tokens[i].joined && i > span.begin && tokens[i - 1].kind != TokenKind::Mark ? '-' : ' ';
    }
    text += tokens[i].kind == TokenKind::Figure ? "{{...}}" : tokens[i].text;
  }
  return text;
}

Span Sentence::clause_at(std::size_t token) const {
  const auto found = std::ranges::find_if(clauses, [&](Span clause) { return clause.holds(token); });
  return found == clauses.end() ? Span{0, tokens.size()} : *found;
}

bool holds_figure(const Tokens& tokens) {
  return std::ranges::any_of(tokens, [](const Token& token) { return token.kind == TokenKind::Figure; });
}

bool Setting::adds_nothing(const std::vector<Figure>& figures) const {
  std::set<std::string> around;
  for (const Span stretch : {Span{0, own.begin}, Span{own.end, joined.tokens.size()}}) {
    around.merge(matters_of(joined, stretch));
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      if (joined.tokens[i].kind == TokenKind::Figure) {
        for (const finding::Finding* finding : figures[joined.tokens[i].figure].findings) {
          around.merge(matters_of(finding->label));
        }
      }
    }
  }
  return std::ranges::includes(around, matters_of(joined, own));
}

Sentence understand(Tokens tokens, const Lexicon& lexicon, const Names& names, const std::vector<Figure>& figures,
                    Wordings wordings) {
  Sentence sentence;
  sentence.tokens = std::move(tokens);
  for (const Token& token : sentence.tokens) {
    if (token.kind == TokenKind::Figure) {
      for (const finding::Finding* finding : figures[token.figure].findings) {
        wordings.indicators.insert(finding->indicator);
      }
    }
  }
  sentence.reading = names.read(sentence.tokens, wordings);
  for (const Mention& mention : sentence.reading.mentions) {
    if (mention.kind != Mention::Kind::Population) {
      sentence.tokens[mention.begin].group = mention.end - mention.begin;
    }
  }
  sentence.understood = sentence.reading.declared;
  sentence.clauses = clauses_of(sentence.tokens);
  sentence.question = std::ranges::any_of(
      sentence.tokens, [](const Token& token) { return token.kind == TokenKind::Mark && token.is("?"); });
  Scanner(sentence, lexicon, figures).scan();
  return sentence;
}

}  // namespace kith::report
