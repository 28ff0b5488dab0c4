#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "report/claim_check.h"

namespace kith::report {

namespace {

using finding::Finding;

// Where one figure's words end and the next one's begin.
bool parts(const Token& token) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"and", "but", "while", "whereas", "although", "than", "against", "versus", "compared", ",", ";", ":", "—", "–"});
  return token.kind != TokenKind::Figure && std::ranges::find(words, std::string_view(token.text)) != words.end();
}

class PopulationCheck {
 public:
  PopulationCheck(const Court& court, const Sentence& sentence) : court_(court), sentence_(sentence) {}

  void check() {
    check_nouns();
    check_levels();
  }

 private:
  const Finding* value_at(std::size_t i) const {
    const Token& token = sentence_.tokens[i];
    if (token.kind != TokenKind::Figure || !court_.figures[token.figure].is_value()) {
      return nullptr;
    }
    return court_.figures[token.figure].findings.front();
  }

  // A sentence with a participants' figure that names only practitioners.
  void check_nouns() const {
    std::set<std::string> named;
    std::size_t place = 0;
    for (const Mention& mention : sentence_.reading.mentions) {
      if (mention.kind == Mention::Kind::Population && !sentence_.reading.declared[mention.begin] &&
          !sentence_.tokens[mention.begin].quoted) {
        place = named.empty() ? mention.begin : place;
        named.insert(mention.code);
      }
    }
    if (named.empty()) {
      return;
    }
    for (std::size_t i = 0; i < sentence_.tokens.size(); ++i) {
      const Finding* finding = value_at(i);
      if (finding == nullptr || finding->population.empty() || named.contains(finding->population)) {
        continue;
      }
      const study::Population* own = court_.study.population(finding->population);
      court_.problems.add(
          "wrong-population",
          fmt::format("\u201C{}\u201D are not whom `{}` is about", sentence_.words(words_of(place)), finding->id),
          court_.where(sentence_, i), own == nullptr ? "" : fmt::format("its base is \u201C{}\u201D", own->base_noun));
      return;
    }
  }

  Span words_of(std::size_t place) const {
    const auto found = std::ranges::find(sentence_.reading.mentions, place, &Mention::begin);
    return {found->begin, found->end};
  }

  // Stretch by stretch: one figure and one name of a level of its dimension must agree; over the whole sentence a
  // figure of a level needs its level named when others of that dimension are.
  void check_levels() {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= sentence_.tokens.size(); ++i) {
      if (i == sentence_.tokens.size() || parts(sentence_.tokens[i])) {
        check_stretch({begin, i});
        begin = i + 1;
      }
    }
    for (std::size_t i = 0; i < sentence_.tokens.size(); ++i) {
      if (const Finding* finding = value_at(i)) {
        const Mention* wrong = shares_bracket(i) ? nullptr : contradiction(*finding, {0, sentence_.tokens.size()});
        if (wrong != nullptr && told_.insert(i).second) {
          tell(i, *finding, *wrong);
        }
      }
    }
  }

  void check_stretch(Span stretch) {
    std::vector<std::size_t> places;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      if (value_at(i) != nullptr) {
        places.push_back(i);
      }
    }
    if (places.size() != 1 || shares_bracket(places.front()) ||
        court_.figures[sentence_.tokens[places.front()].figure].findings.size() != 1) {
      return;
    }
    const Finding& finding = *value_at(places.front());
    const Mention* wrong = contradiction(finding, stretch);
    if (wrong == nullptr) {
      wrong = narrower(finding, stretch);
    }
    if (wrong != nullptr && told_.insert(places.front()).second) {
      tell(places.front(), finding, *wrong);
    }
  }

  // "(68% against 78%)": figures in one bracket belong to words outside of it.
  bool shares_bracket(std::size_t place) const {
    const auto mark = [&](std::size_t i, std::string_view sign) { return sentence_.tokens[i].is(sign); };
    std::size_t begin = place, end = place;
    while (begin > 0 && !mark(begin - 1, "(") && !mark(begin - 1, ")")) {
      --begin;
    }
    while (end < sentence_.tokens.size() && !mark(end, ")")) {
      ++end;
    }
    if (begin == 0 || !mark(begin - 1, "(")) {
      return false;
    }
    int figures = 0;
    for (std::size_t i = begin; i < end; ++i) {
      figures += value_at(i) != nullptr ? 1 : 0;
    }
    return figures > 1;
  }

  // A level named in the stretch, of a dimension that the figure has, and not its own.
  const Mention* contradiction(const Finding& finding, Span stretch) const {
    for (const finding::Level& level : finding.by) {
      const Mention* other = nullptr;
      bool own = false;
      for (const Mention& mention : sentence_.reading.mentions) {
        if (mention.kind == Mention::Kind::Level && mention.dimension == level.dimension &&
            stretch.holds(mention.begin)) {
          own = own || mention.code == level.code;
          other = mention.code == level.code ? other : &mention;
        }
      }
      if (other != nullptr && !own && level.dimension != "wave") {
        return other;
      }
    }
    return nullptr;
  }

  // "{{share a}} of Active Communities participants" where the figure is everyone's.
  const Mention* narrower(const Finding& finding, Span stretch) const {
    for (const Mention& mention : sentence_.reading.mentions) {
      const bool of_people = std::ranges::any_of(sentence_.reading.mentions, [&](const Mention& noun) {
        return noun.kind == Mention::Kind::Population && noun.begin >= mention.end && noun.begin <= mention.end + 1;
      });
      const bool programme = mention.kind == Mention::Kind::Level && mention.dimension == "programme";
      if (programme && of_people && stretch.holds(mention.begin) && finding.by.empty() &&
          only_programme(mention, stretch)) {
        return &mention;
      }
    }
    return nullptr;
  }

  bool only_programme(const Mention& mention, Span stretch) const {
    return std::ranges::none_of(sentence_.reading.mentions, [&](const Mention& other) {
      return other.kind == Mention::Kind::Level && other.dimension == mention.dimension && other.code != mention.code &&
             (stretch.holds(other.begin) || other.begin == mention.end + 1 || mention.begin == other.end + 1);
    });
  }

  void tell(std::size_t place, const Finding& finding, const Mention& wrong) {
    court_.problems.add(
        "wrong-group",
        fmt::format("`{}` is not a figure of \u201C{}\u201D", finding.id, sentence_.words({wrong.begin, wrong.end})),
        court_.where(sentence_, place),
        fmt::format("name the group that it is of, or use `{}_{}`", finding.indicator, wrong.code));
  }

  const Court& court_;
  const Sentence& sentence_;
  std::set<std::size_t> told_;
};

}  // namespace

void check_populations(const Court& court, const Sentence& sentence) {
  PopulationCheck(court, sentence).check();
}

}  // namespace kith::report
