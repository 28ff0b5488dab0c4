#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "report/claim_check.h"
#include "report/claim_number.h"
#include "report/claim_words.h"

namespace kith::report {

namespace {

using Words = std::span<const std::string_view>;

constexpr auto months =
    std::to_array<std::string_view>({"january",   "february", "march",    "april",    "may",  "june", "july", "august",
                                     "september", "october",  "november", "december", "jan",  "feb",  "mar",  "apr",
                                     "jun",       "jul",      "aug",      "sep",      "sept", "oct",  "dec"});

// Things that are counted without being found by asking anybody.
constexpr auto countable = std::to_array<std::string_view>(
    {"programme",  "programmes", "wave",          "waves",          "survey",      "surveys",
     "question",   "questions",  "questionnaire", "questionnaires", "nation",      "nations",
     "country",    "countries",  "project",       "projects",       "area",        "areas",
     "reason",     "reasons",    "theme",         "themes",         "way",         "ways",
     "year",       "years",      "month",         "months",         "week",        "weeks",
     "day",        "days",       "hour",          "hours",          "minute",      "minutes",
     "phase",      "phases",     "stage",         "stages",         "step",        "steps",
     "part",       "parts",      "section",       "sections",       "chapter",     "chapters",
     "group",      "groups",     "kind",          "kinds",          "type",        "types",
     "set",        "sets",       "source",        "sources",        "side",        "sides",
     "aim",        "aims",       "goal",          "goals",          "outcome",     "outcomes",
     "indicator",  "indicators", "measure",       "measures",       "level",       "levels",
     "scale",      "point",      "data",          "instrument",     "instruments", "benchmark",
     "benchmarks", "comparison", "comparisons",   "thing",          "things",      "factor",
     "factors",    "issue",      "issues",        "challenge",      "challenges",  "report",
     "reports",    "round",      "rounds",        "time",           "times",       "quote",
     "quotes",     "figure"});

constexpr auto people = std::to_array<std::string_view>(
    {"people",     "persons",    "participants", "respondents", "practitioners", "residents",    "members",
     "adults",     "those",      "women",        "men",         "volunteers",    "leads",        "leaders",
     "parents",    "children",   "answers",      "responses",   "interviews",    "interviewees", "surveyed",
     "neighbours", "households", "families",     "of",          "percent",       "per",          "%",
     "points",     "percentage", "who",          "said",        "agreed",        "attendees"});

bool among(const Token& token, Words words) {
  return token.kind != TokenKind::Figure && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_ordinal(std::string_view text) {
  for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
    if (text.ends_with(ending)) {
      return text.substr(0, text.size() - ending.size());
    }
  }
  return text;
}

bool is_year(std::string_view text) {
  if (text.ends_with("s")) {
    text.remove_suffix(1);  // the 1990s
  }
  if (!all_digits(text) || text.size() != 4) {
    return false;
  }
  const auto year = text::to_integer(text);
  return year && *year >= 1800 && *year <= 2199;
}

bool is_day(std::string_view text) {
  const std::string_view digits = without_ordinal(text);
  const auto day = all_digits(digits) ? text::to_integer(digits) : std::nullopt;
  return day && *day >= 1 && *day <= 31;
}

// 2021-04-01, 01/04/2021, 2014/15.
bool is_date(std::string_view text) {
  std::vector<std::string_view> parts = text::split(text, text.find('/') != std::string_view::npos ? '/' : '-');
  if (parts.size() == 2) {
    return is_year(parts[0]) && all_digits(parts[1]) && (parts[1].size() == 2 || is_year(parts[1]));
  }
  return parts.size() == 3 && ((is_year(parts[0]) && is_day(parts[1]) && is_day(parts[2])) ||
                               (is_day(parts[0]) && is_day(parts[1]) && is_year(parts[2])));
}

class NumeralCheck {
 public:
  NumeralCheck(const Court& court, const Sentence& sentence)
      : court_(court), sentence_(sentence), tokens_(sentence.tokens) {}

  void check() {
    for (std::size_t at = sentence_.own; at < tokens_.size(); ++at) {
      if (sentence_.understood[at] || tokens_[at].code) {
        continue;
      }
      if (tokens_[at].kind == TokenKind::Numeral) {
        at = numeral(at);
      } else if (tokens_[at].kind == TokenKind::Word && !tokens_[at].quoted) {
        if (const auto number = number_at(tokens_, at)) {
          at = in_words(at, *number);
        } else if (roman_percentage(at)) {
          loose(at, at + 1);
        }
      }
    }
  }

 private:
  const Token* at(std::size_t place) const { return place < tokens_.size() ? &tokens_[place] : nullptr; }
  bool month(std::size_t place) const { return place < tokens_.size() && among(tokens_[place], months); }
  bool mark(std::size_t place, std::string_view sign) const {
    return place < tokens_.size() && tokens_[place].kind == TokenKind::Mark && tokens_[place].is(sign);
  }
  bool dash(std::size_t place) const {
    return mark(place, "-") || mark(place, "–") ||
           (place < tokens_.size() && (tokens_[place].is("to") || tokens_[place].is("and")));
  }

  std::size_t numeral(std::size_t place) {
    const std::string& text = tokens_[place].text;
    if (const std::size_t end = date_from(place); end > place) {
      return end - 1;
    }
    if (is_date(text) || enumerates(place) || deprivation_cut(place)) {
      return place;
    }
    if (is_year(text) && !counts_people(place + 1)) {
      return after_year(place) - 1;
    }
    std::size_t end = place + 1;
    std::string shown = text;
    if (const auto number = number_at(tokens_, place); number && number->length > 1) {
      end = place + number->length;
      shown = sentence_.words({place, end});
    }
    court_.problems.add(
        "loose-numeral", fmt::format("\u201C{}\u201D is a numeral outside a reference", shown),
        court_.where(sentence_, place),
        "refer to a finding ({{share ID}}, {{count ID}}), or add the name that holds it to declared_names");
    return end - 1;
  }

  // One past a date that begins with a day: "12 March 2022", "12-16 March", "12th of March". 0: none does.
  std::size_t date_from(std::size_t place) const {
    if (is_day(tokens_[place].text)) {
      std::size_t next = place + 1;
      if (dash(next) && next + 1 < tokens_.size() && is_day(tokens_[next + 1].text)) {
        next += 2;
      }
      next += next < tokens_.size() && tokens_[next].is("of") ? 1U : 0U;
      if (month(next)) {
        return after_month(next + 1);
      }
      if (place > 0 && (month(place - 1) || (place > 1 && tokens_[place - 1].is("the") && month(place - 2)))) {
        return after_month(next);
      }
    }
    return iso(place);
  }

  // 2021-04-01 comes as five tokens.
  std::size_t iso(std::size_t place) const {
    const bool date = is_year(tokens_[place].text) && mark(place + 1, "-") && at(place + 2) != nullptr &&
                      is_day(tokens_[place + 2].text) && mark(place + 3, "-") && at(place + 4) != nullptr &&
                      is_day(tokens_[place + 4].text) && tokens_[place + 4].joined;
    return date ? place + 5 : 0;
  }

  std::size_t after_month(std::size_t place) const {
    if (mark(place, ",") && at(place + 1) != nullptr && is_year(tokens_[place + 1].text)) {
      ++place;
    }
    return at(place) != nullptr && is_year(tokens_[place].text) ? after_year(place) : place;
  }

  // "2014-15", "2014 to 2015".
  std::size_t after_year(std::size_t place) const {
    if (dash(place + 1) && at(place + 2) != nullptr && tokens_[place + 2].kind == TokenKind::Numeral) {
      const std::string& text = tokens_[place + 2].text;
      const bool joined =
          tokens_[place + 1].kind == TokenKind::Mark && tokens_[place + 1].joined && tokens_[place + 2].joined;
      if (joined && ((all_digits(text) && text.size() == 2) || is_year(text)) && !counts_people(place + 3)) {
        return place + 3;
      }
    }
    return place + 1;
  }

  bool counts_people(std::size_t place) const {
    for (std::size_t i = place; i < std::min(place + 3, tokens_.size()); ++i) {
      if (tokens_[i].kind == TokenKind::Mark && !tokens_[i].is("%")) {
        return false;
      }
      if (among(tokens_[i], people) || mentions_people(i)) {
        return !(tokens_[i].is("of") && i > place) && !tokens_[i].is("who");
      }
    }
    return false;
  }

  bool mentions_people(std::size_t place) const {
    return std::ranges::any_of(sentence_.reading.mentions, [&](const Mention& mention) {
      return mention.kind == Mention::Kind::Population && mention.begin == place;
    });
  }

  // "(1) how ...": the mark of a list within a paragraph.
  bool enumerates(std::size_t place) const {
    return tokens_[place].text.size() == 1 && place > 0 && mark(place - 1, "(") && mark(place + 1, ")") &&
           (place == 1 || tokens_[place - 2].kind == TokenKind::Mark || tokens_[place - 2].is("and"));
  }

  // "20% or 30% most deprived", "most deprived 20%": a cut that a benchmark of the study declares.
  bool deprivation_cut(std::size_t place) const {
    const bool percent = mark(place + 1, "%") || (at(place + 1) != nullptr && tokens_[place + 1].is("per"));
    bool deprived = false;
    for (std::size_t i = place > 3 ? place - 3 : 0; i < std::min(place + 8, tokens_.size()); ++i) {
      deprived = deprived || tokens_[i].is("deprived");
    }
    if (!percent || !deprived) {
      return false;
    }
    const std::string wanted = tokens_[place].text + "%";
    const auto says = [&](const std::string& text) {
      const std::size_t found = text.find(wanted);
      return found != std::string::npos && (found == 0 || text[found - 1] < '0' || text[found - 1] > '9');
    };
    return std::ranges::any_of(court_.study.benchmarks,
                               [&](const auto& one) { return says(one.cut) || says(one.label); });
  }

  // ---- numbers in words ---------------------------------------------------------------------------------------------

  std::size_t in_words(std::size_t place, const Number& number) {
    const std::size_t end = place + number.length;
    if (number.kind == Number::Kind::Share) {
      if (number.digits) {  // "seventy-five per cent"; fractions are claims of their own
        loose(place, end);
      }
      return end - 1;
    }
    const bool zero = number.value == 0 && !counts_people(end);
    if ((number.value == 1 && number.length == 1) || zero) {
      return end - 1;  // "one" is most often no number, and the zero of a scale counts nothing
    }
    if (counts_things(end, number)) {
      return end - 1;
    }
    if (month(end) || (place > 0 && anaphoric(place) && !counts_people(end))) {
      return end - 1;
    }
    for (std::size_t i = end; i < std::min(end + 5, tokens_.size()); ++i) {
      if (tokens_[i].kind == TokenKind::Figure || (tokens_[i].kind == TokenKind::Mark && !tokens_[i].is(","))) {
        break;
      }
      if (mentions_people(i)) {
        break;
      }
      if (among(tokens_[i], countable)) {
        count(place, number, tokens_[i].text);
        return end - 1;
      }
      if (among(tokens_[i], people) && !tokens_[i].is("of")) {
        break;
      }
    }
    loose(place, end);
    return end - 1;
  }

  // "LXXV per cent".
  bool roman_percentage(std::size_t place) const {
    const std::string& word = tokens_[place].text;
    const bool percent = place + 1 < tokens_.size() && (tokens_[place + 1].is("percent") ||
                                                        tokens_[place + 1].is("%") || tokens_[place + 1].is("per"));
    return percent && word.find_first_not_of("ivxlcdm") == std::string::npos;
  }

  // "Two researchers", "five options": a small number of things that nobody was asked about.
  bool counts_things(std::size_t place, const Number& number) const {
    constexpr double small = 10;
    constexpr std::size_t reach = 3;
    if (number.value > small) {
      return false;
    }
    for (std::size_t i = place; i < std::min(place + reach, tokens_.size()); ++i) {
      const std::string& word = tokens_[i].text;
      if (tokens_[i].kind != TokenKind::Word || among(tokens_[i], people) || mentions_people(i) ||
          among(tokens_[i], countable) || sentence_.reading.measured[i]) {
        return false;
      }
      if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) {
        const auto persons = word_class("#people");
        return !persons || std::ranges::find(*persons, std::string_view(word)) == persons->end();
      }
    }
    return false;
  }

  // "the two", "these three".
  bool anaphoric(std::size_t place) const {
    static constexpr auto before = std::to_array<std::string_view>({"the", "these", "those", "all", "other"});
    static constexpr auto after =
        std::to_array<std::string_view>({"is", "are", "were", "was", "have", "differ", "do", "together"});
    const Token* next = at(place + 1);
    return among(tokens_[place - 1], before) &&
           (next == nullptr || next->kind == TokenKind::Mark || among(*next, after));
  }

  // Counts of what the study declares are checked against it.
  void count(std::size_t place, const Number& number, std::string_view noun) {
    std::size_t declared = 0;
    if (noun.starts_with("programme")) {
      declared = court_.study.programmes.size();
    } else if (noun.starts_with("wave")) {
      declared = court_.study.waves.size();
    } else if (noun.starts_with("nation") || noun.starts_with("countr")) {
      declared = court_.study.nations.size();
    } else if (noun.starts_with("project")) {
      declared = court_.study.projects.size();
    } else {
      return;
    }
    const bool all = place > 0 && tokens_[place - 1].is("all");
    const auto said = static_cast<std::size_t>(std::lround(number.value));
    if (declared == 0 || (said > declared) || (all && said != declared)) {
      court_.problems.add("wrong-count",
                          fmt::format("\u201C{}\u201D does not agree with the study, which has {} {}",
                                      sentence_.words({place, place + number.length + 1}), declared, noun),
                          court_.where(sentence_, place), "count what study.toml declares");
    }
  }

  void loose(std::size_t begin, std::size_t end) {
    court_.problems.add(
        "loose-numeral",
        fmt::format("\u201C{}\u201D is a number in words outside a reference", sentence_.words({begin, end})),
        court_.where(sentence_, begin), "refer to a finding: {{share ID}}, {{count ID}}");
  }

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
};

}  // namespace

void check_numerals(const Court& court, const Sentence& sentence) {
  NumeralCheck(court, sentence).check();
}

}  // namespace kith::report
