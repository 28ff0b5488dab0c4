// Whom the words beside a figure say that it is of: "{{share a}} of practitioners", "people in England ({{share a}})",
// "{{benchmark a}} of participants". Only words that touch the figure are read here; names elsewhere in the sentence
// are the business of claim_population.cpp.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "report/claim_check.h"

namespace kith::report {

namespace {

using finding::Finding;
using Words = std::span<const std::string_view>;

// Other words for the two populations that most studies have. They count for the one population whose noun is among
// them.
constexpr auto staff =
    std::to_array<std::string_view>({"practitioner", "practitioners", "staff", "coordinators", "organisers", "managers",
                                     "employees", "facilitators", "coordinator", "organiser", "manager"});
constexpr auto project_staff = std::to_array<std::string_view>({"leads", "leaders", "workers", "managers", "staff"});
constexpr auto attending = std::to_array<std::string_view>(
    {"participant", "participants", "attendees", "attenders", "beneficiaries", "learners", "attendee"});

// People whom no survey of participants stands for, and things that are no people.
constexpr auto subsets = std::to_array<std::string_view>(
    {"women",    "men",      "girls",      "boys",       "parents",    "mothers",        "fathers",
     "children", "families", "pupils",     "tenants",    "students",   "pensioners",     "young",
     "younger",  "older",    "disabled",   "female",     "male",       "black",          "white",
     "asian",    "retired",  "unemployed", "employed",   "volunteers", "households",     "project",
     "projects", "areas",    "places",     "population", "public",     "neighbourhoods", "communities"});
constexpr auto countries = std::to_array<std::string_view>({"uk", "britain", "country", "kingdom", "nation", "world"});

constexpr auto articles = std::to_array<std::string_view>({"the", "all", "our", "these", "a", "an"});
constexpr auto everybody = std::to_array<std::string_view>({"both", "all", "the", "two", "each", "every"});

bool among(const Token& token, Words words) {
  return token.kind == TokenKind::Word && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

// What a stretch of words beside a figure names.
struct Whom {
  std::set<std::string> populations;
  std::string benchmark;  // a set
  std::vector<const Mention*> levels;
  bool every_programme = false;
  bool pronoun = false;  // "them"
  bool others = false;   // a part of the people, or more than all of them
  Span words;
};

class DenominatorCheck {
 public:
  DenominatorCheck(const Court& court, const Sentence& sentence, const Sentence* previous)
      : court_(court), sentence_(sentence), tokens_(sentence.tokens), previous_(previous) {}

  void check() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Figure* figure = tokens_[i].kind == TokenKind::Figure ? &court_.figures[tokens_[i].figure] : nullptr;
      if (figure == nullptr || !(figure->is_value() || figure->is_benchmark()) || figure->findings.size() > 1) {
        continue;
      }
      const bool of = i + 1 < tokens_.size() && tokens_[i + 1].is("of");
      if (of || figure->reference.verb == Verb::Compare) {
        compare(i, *figure, whom(i + (of ? 2U : 1U)));
      } else if (i > 0 && tokens_[i - 1].is("(") && alone_in_bracket(i)) {
        compare(i, *figure, before(i - 1));
      } else if (i > 2 && tokens_[i - 1].is(",") && !tokens_.front().joined && tokens_.front().is("of")) {
        compare(i, *figure, whom(1));  // "Of the staff, {{share a}} ..."
      }
      if (tokens_.front().kind == TokenKind::Word && figure->is_value()) {
        const Whom subject = whom(0);
        if (!subject.populations.empty() && sentence_.reading.mentions.empty()) {
          compare(i, *figure, subject);  // "Project leads said ... ({{share a}})"
        }
      }
    }
  }

 private:
  const Mention* mention_at(std::size_t i) const {
    for (const Mention& mention : sentence_.reading.mentions) {
      if (mention.begin == i) {
        return &mention;
      }
    }
    return nullptr;
  }

  // "(75% against 57%)": two figures in a bracket belong to words before it that are not next to them.
  bool alone_in_bracket(std::size_t place) const {
    for (std::size_t i = place + 1; i < tokens_.size() && !tokens_[i].is(")"); ++i) {
      if (tokens_[i].kind == TokenKind::Figure) {
        return false;
      }
    }
    return true;
  }

  // The noun phrase that begins at `begin`: levels, a noun, and the levels after "in".
  Whom whom(std::size_t begin) const {
    constexpr std::size_t reach = 12;
    Whom whom;
    whom.words = {begin, begin};
    bool noun = false;
    for (std::size_t i = begin; i < std::min(begin + reach, tokens_.size());) {
      const Token& token = tokens_[i];
      if (const Mention* mention = mention_at(i)) {
        take(*mention, whom);
        noun = noun || mention->kind != Mention::Kind::Level;
        i = mention->end;
        whom.words.end = i;
        continue;
      }
      if (token.kind != TokenKind::Word) {
        break;
      }
      const std::size_t synonym = noun ? 0 : synonyms(i, whom);
      if (synonym > 0) {
        noun = true;
        i += synonym;
        whom.words.end = i;
        continue;
      }
      if (!noun && (token.is("them") ||
                    (token.is("these") && i + 1 < tokens_.size() && tokens_[i + 1].kind != TokenKind::Word))) {
        whom.pronoun = true;
        whom.words.end = i + 1;
        break;
      }
      static constexpr auto places = std::to_array<std::string_view>({"in", "from", "across", "living", "within"});
      static constexpr auto generic =
          std::to_array<std::string_view>({"people", "those", "residents", "adults", "surveyed", "persons"});
      const bool goes_on = among(token, articles) || among(token, places) || among(token, generic);
      if (deprived(i, whom)) {
        break;
      }
      const bool at_large = noun && (among(token, countries) ||
                                     (token.is("united") && i + 1 < tokens_.size() && tokens_[i + 1].is("kingdom")));
      const bool describes = token.is("project") && i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::Word;
      if (at_large || (!noun && !describes && among(token, subsets))) {
        whom.others = true;
        whom.words.end = i + 1;
        break;
      }
      if (noun && among(token, everybody) && every_programme(i)) {
        whom.every_programme = true;
        whom.words.end = i + 2;
        break;
      }
      if (!goes_on) {
        break;
      }
      noun = noun || among(token, generic);
      ++i;
    }
    return whom;
  }

  bool every_programme(std::size_t i) const {
    for (std::size_t j = i; j < std::min(i + 3, tokens_.size()); ++j) {
      if (tokens_[j].is("programmes") || tokens_[j].is("programme")) {
        return j > i;
      }
    }
    return false;
  }

  void take(const Mention& mention, Whom& whom) const {
    switch (mention.kind) {
      case Mention::Kind::Population:
        for (const Mention& other : sentence_.reading.mentions) {
          if (other.begin == mention.begin && other.kind == Mention::Kind::Population) {
            whom.populations.insert(other.code);
          }
        }
        break;
      case Mention::Kind::Benchmark:
        whom.benchmark = mention.code;
        break;
      case Mention::Kind::Level:
        whom.levels.push_back(&mention);
        break;
    }
  }

  // Length of a synonym of a population at `i`, or 0.
  std::size_t synonyms(std::size_t i, Whom& whom) const {
    const auto population = [&](Words words) -> std::string {
      std::string found;
      for (const study::Population& one : court_.study.populations) {
        const bool named = std::ranges::find(words, std::string_view(one.noun)) != words.end() ||
                           std::ranges::find(words, std::string_view(one.plural)) != words.end();
        if (named) {
          found = found.empty() ? one.code : "?";
        }
      }
      return found == "?" ? "" : found;
    };
    const auto word = [&](std::size_t at, Words words) { return at < tokens_.size() && among(tokens_[at], words); };
    const auto says = [&](std::size_t at, std::string_view one) { return at < tokens_.size() && tokens_[at].is(one); };
    std::size_t length = 0;
    std::string code;
    if (word(i, staff) || (says(i, "project") && word(i + 1, project_staff))) {
      code = population(staff);
      length = says(i, "project") ? 2 : 1;
    } else if (word(i, attending)) {
      code = population(attending);
      length = 1;
    } else if (says(i + 1, "who") && (says(i + 2, "take") || says(i + 2, "took")) && says(i + 3, "part")) {
      code = population(attending);
      length = 4;
    } else if (says(i + 1, "taking") && says(i + 2, "part")) {
      code = population(attending);
      length = 3;
    }
    if (code.empty()) {
      return 0;
    }
    whom.populations.insert(code);
    return length;
  }

  // "deprived areas", "areas with high levels of disadvantage": the people of a benchmark whose label says so.
  bool deprived(std::size_t i, Whom& whom) const {
    static constexpr auto words = std::to_array<std::string_view>({"deprived", "disadvantaged"});
    static constexpr auto where =
        std::to_array<std::string_view>({"area", "areas", "neighbourhoods", "places", "communities", "parts"});
    if (!whom.populations.empty() || i + 1 >= tokens_.size() || !among(tokens_[i], words) ||
        !among(tokens_[i + 1], where)) {
      return false;
    }
    for (const study::Benchmark& one : court_.study.benchmarks) {
      if (one.label.find("depriv") != std::string::npos || one.label.find("disadvantage") != std::string::npos) {
        whom.benchmark = one.set;
        whom.words.end = i + 2;
        return true;
      }
    }
    return false;
  }

  // The noun phrase that ends before the bracket at `open`.
  Whom before(std::size_t open) const {
    Whom whom;
    for (const Mention& mention : sentence_.reading.mentions) {
      if (mention.end == open) {
        take(mention, whom);
        whom.words = {mention.begin, mention.end};
      }
    }
    return whom;
  }

  void compare(std::size_t place, const Figure& figure, const Whom& whom) {
    const Finding& finding = *figure.findings.front();
    if (figure.is_benchmark()) {
      if (!whom.populations.empty() && whom.benchmark.empty()) {
        tell(place, "wrong-group", whom, fmt::format("are not whom the benchmark `{}` is about", figure.benchmark->set),
             fmt::format("it is of \u201C{}\u201D", figure.benchmark->label));
      }
      return;
    }
    const study::Population* own = court_.study.population(finding.population);
    const std::string base = own == nullptr ? "" : fmt::format("its base is \u201C{}\u201D", own->base_noun);
    if (!whom.populations.empty() && !whom.populations.contains(finding.population) && !finding.population.empty()) {
      tell(place, "wrong-population", whom, fmt::format("are not whom `{}` is about", finding.id), base);
    } else if ((!whom.benchmark.empty() && whom.populations.empty()) || (whom.others && standard(finding))) {
      tell(place, "wrong-group", whom, fmt::format("are not whom `{}` is about", finding.id), base);
    } else if (whom.pronoun && previous_ != nullptr) {
      check_pronoun(place, finding, whom);
    } else {
      check_levels(place, finding, whom);
    }
  }

  // Broken down by nothing but the study's own structure: no figure of women, of the old.
  static bool standard(const Finding& finding) {
    static constexpr auto dimensions = std::to_array<std::string_view>({"programme", "nation", "project", "wave"});
    return std::ranges::all_of(finding.by, [](const finding::Level& level) {
      return std::ranges::find(dimensions, std::string_view(level.dimension)) != dimensions.end();
    });
  }

  void check_pronoun(std::size_t place, const Finding& finding, const Whom& whom) {
    std::set<std::string> named;
    for (const Mention& mention : previous_->reading.mentions) {
      if (mention.kind == Mention::Kind::Population) {
        named.insert(mention.code);
      }
    }
    if (!named.empty() && !named.contains(finding.population) && sentence_.reading.mentions.empty()) {
      tell(place, "wrong-population", whom, fmt::format("are not whom `{}` is about", finding.id),
           "the sentence before names others");
    }
  }

  // "of people in England" where the figure is of every nation; "in both programmes" where it is of one.
  void check_levels(std::size_t place, const Finding& finding, const Whom& whom) {
    const auto dimension_of = [&](std::string_view dimension) {
      return std::ranges::find(finding.by, dimension, &finding::Level::dimension);
    };
    if (whom.every_programme && dimension_of("programme") != finding.by.end()) {
      tell(place, "wrong-group", whom, fmt::format("are not whom `{}` is about", finding.id),
           fmt::format("it is of {}", dimension_of("programme")->label));
      return;
    }
    for (const Mention* mention : whom.levels) {
      const bool alone = std::ranges::count(whom.levels, mention->dimension, &Mention::dimension) == 1;
      const bool listed =
          mention->end < tokens_.size() &&
          (tokens_[mention->end].is("and") || tokens_[mention->end].is(",") || tokens_[mention->end].is("or"));
      if (alone && !listed && mention->dimension != "wave" && dimension_of(mention->dimension) == finding.by.end()) {
        tell(place, "wrong-group", whom, fmt::format("are not whom `{}` is about", finding.id),
             fmt::format("it is of everyone; use {{{{share {} by={}}}}}", finding.indicator, mention->code));
        return;
      }
    }
  }

  void tell(std::size_t place, std::string code, const Whom& whom, std::string_view what, std::string hint) {
    court_.problems.add(std::move(code), fmt::format("\u201C{}\u201D {}", sentence_.words(whom.words), what),
                        court_.where(sentence_, place), std::move(hint));
  }

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
  const Sentence* previous_;
};

}  // namespace

void check_denominators(const Court& court, const Sentence& sentence, const Sentence* previous) {
  DenominatorCheck(court, sentence, previous).check();
}

}  // namespace kith::report
