// Who is compared with whom, and whether a test bears it.
//
// A side of a comparison is a figure in the sentence, or the name of a group whose figure is known ("than Active
// Communities participants"). What stands first after a marker ("than", "compared with") is the object; the other
// figures of the same indicator are subjects; every pair must be tested and agree. Without a marker the one side in the
// claim's own stretch is the subject. Two readings that contradict each other, or none, are a problem: the author can
// always say "A is higher than B". The claim's clause is read first, then its neighbours, then all of the sentence.
#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "base/round.h"
#include "report/claim_bound.h"
#include "report/claim_check.h"
#include "report/claim_verdict.h"

namespace kith::report {

namespace {

using finding::Finding;

bool add(std::vector<Side>& sides, const Side& side) {
  if (std::ranges::find(sides, side) == sides.end()) {
    sides.push_back(side);
    return true;
  }
  return false;
}

bool overlap(const std::vector<Side>& a, const std::vector<Side>& b) {
  return std::ranges::any_of(a, [&](const Side& side) { return std::ranges::find(b, side) != b.end(); });
}

struct Pairs {
  enum class Outcome { Found, Missing, Ambiguous } outcome = Outcome::Missing;
  std::vector<Side> subjects, objects;
};

class ComparisonCheck {
 public:
  ComparisonCheck(const Court& court, const Sentence& sentence, std::size_t index)
      : court_(court), sentence_(sentence), tokens_(sentence.tokens), claim_(sentence.comparisons[index]) {
    if (index > 0) {
      previous_ = sentence.comparisons[index - 1].span.end;
    }
    next_ = index + 1 < sentence.comparisons.size() ? sentence.comparisons[index + 1].span.begin : tokens_.size();
  }

  void check() {
    if (sentence_.question || left_open(sentence_, claim_.span) ||
        (claim_.comparison.form == Form::IfReferred && !holds_figure())) {
      return;
    }
    if (claim_.comparison.form == Form::Untestable) {
      problem("untested-claim", "says how a difference changed, and there is no test of that",
              "say how each figure changed, or what the difference is at each time");
      return;
    }
    for (const Span scope : scopes()) {
      const Pairs pairs = claim_.comparison.form == Form::Change ? through_time(scope)
                          : claim_.comparison.form == Form::Rank ? against_all(scope)
                                                                 : find(scope);
      if (pairs.outcome == Pairs::Outcome::Found) {
        judge(pairs);
        return;
      }
      if (pairs.outcome == Pairs::Outcome::Ambiguous) {
        problem("ambiguous-claim", "does not say clearly which figure is compared with which",
                "put it as \u201C{{share A}} ..., higher than {{share B}} ...\u201D, one comparison a sentence");
        return;
      }
    }
    missing();
  }

 private:
  // ---- where to look ------------------------------------------------------------------------------------------------

  std::vector<Span> scopes() const {
    const Span clause = sentence_.clause_at(claim_.span.begin);
    const auto own = std::ranges::find(sentence_.clauses, clause.begin, &Span::begin);
    std::vector<Span> scopes{clause};
    if (own != sentence_.clauses.end()) {
      if (own != sentence_.clauses.begin()) {
        scopes.push_back({std::prev(own)->begin, clause.end});
      }
      if (std::next(own) != sentence_.clauses.end()) {
        scopes.push_back({clause.begin, std::next(own)->end});
      }
    }
    scopes.push_back({0, tokens_.size()});
    return scopes;
  }

  const Figure* figure_at(std::size_t i) const {
    return tokens_[i].kind == TokenKind::Figure ? &court_.figures[tokens_[i].figure] : nullptr;
  }

  // The sides that figures of a stretch are. {{difference}} stands for both of its own, and has no place.
  std::vector<Side> figures_in(Span stretch, bool differences) const {
    std::vector<Side> sides;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      const Figure* figure = figure_at(i);
      if (figure == nullptr || figure->findings.empty()) {
        continue;
      }
      if (figure->is_value()) {
        for (const Finding* finding : figure->findings) {
          add(sides, {finding, nullptr});
        }
      } else if (figure->is_benchmark() || (differences && figure->reference.verb == Verb::Difference)) {
        add(sides, {figure->findings.front(), figure->benchmark});
      }
    }
    return sides;
  }

  // The figures of a scope. A sentence without a value of its own is about the findings that its benchmark references
  // name.
  std::vector<Side> all_in(Span scope) const {
    std::vector<Side> sides = figures_in(scope, true);
    const Span all{0, tokens_.size()};
    const auto is_value = [](const Side& side) { return side.benchmark == nullptr; };
    if (scope.end - scope.begin == tokens_.size() && std::ranges::none_of(figures_in(all, false), is_value)) {
      for (const Side& side : std::vector<Side>(sides)) {
        add(sides, {side.finding, nullptr});
      }
    }
    return sides;
  }

  static void collect_level(const Mention& mention, const std::vector<Side>& known, const Shelf& shelf,
                            std::vector<Side>& sides) {
    bool found = false;
    for (const Side& side : known) {
      if (side.benchmark == nullptr && shelf.has_level(*side.finding, mention.dimension, mention.code)) {
        add(sides, side);
        found = true;
      }
    }
    for (const Side& side : known) {
      if (!found && side.benchmark == nullptr) {
        if (const Finding* other = shelf.sibling(*side.finding, mention.dimension, mention.code)) {
          add(sides, {other, nullptr});
          break;
        }
      }
    }
  }

  // The sides that names of a stretch stand for, given the figures that are there: a level, the people of a benchmark;
  // the study's own people when the comparison is with a benchmark.
  std::vector<Side> named_in(Span stretch, const std::vector<Side>& known) const {
    std::vector<Side> sides;
    bool population = false;
    for (const Mention& mention : sentence_.reading.mentions) {
      if (!stretch.holds(mention.begin)) {
        continue;
      }
      if (mention.kind == Mention::Kind::Level) {
        collect_level(mention, known, court_.shelf, sides);
      } else if (mention.kind == Mention::Kind::Population) {
        population = true;
      } else {
        for (const Side& side : known) {
          const study::Benchmark* benchmark = side.benchmark != nullptr
                                                  ? side.benchmark
                                                  : court_.study.benchmark(side.finding->indicator, mention.code);
          if (benchmark != nullptr && benchmark->set == mention.code) {
            add(sides, {side.finding, benchmark});
          }
        }
      }
    }
    const bool with_benchmark = std::ranges::any_of(known, [](const Side& side) { return side.benchmark != nullptr; });
    if (population && sides.empty() && with_benchmark) {
      std::ranges::copy_if(known, std::back_inserter(sides),
                           [](const Side& side) { return side.benchmark == nullptr; });
    }
    return sides;
  }

  // Figures and names together. Names narrow: "than AC participants ({{share a_lc}} and {{share a_ac}})" is about ac.
  std::vector<Side> sides_in(Span stretch, const std::vector<Side>& known) const {
    std::vector<Side> figures = figures_in(stretch, false);
    const std::vector<Side> named = named_in(stretch, known);
    if (figures.empty()) {
      return named;
    }
    for (const Side& side : named) {
      const bool people_only = side.benchmark == nullptr && side.finding->by.empty();
      if (!people_only) {
        add(figures, side);
      }
    }
    return figures;
  }

  // ---- the object after a marker
  // --------------------------------------------------------------------------------------

  // From the marker to the end of its phrase. A bracket that holds both sides ("(75% against 57%)") tells neither.
  std::vector<Side> object_after(std::size_t begin, std::size_t limit, const std::vector<Side>& known) const {
    std::vector<Side> sides;
    std::size_t from = begin;
    const auto take = [&](std::size_t to) {
      for (const Side& side : sides_in({from, to}, known)) {
        add(sides, side);
      }
    };
    for (std::size_t i = begin; i <= limit; ++i) {
      if (i == limit || ends_phrase(i, begin)) {
        take(i);
        break;
      }
      if (tokens_[i].is("(")) {
        const std::size_t close = closing(i, limit);
        const Span inside{i + 1, close};
        if (figures_in(inside, false).size() > 1 || holds_marker(inside)) {
          take(i);
          if (!sides.empty()) {
            break;
          }
          from = close;
        }
        i = close - 1;
      }
    }
    return sides;
  }

  bool ends_phrase(std::size_t i, std::size_t begin) const {
    static constexpr auto ends = std::to_array<std::string_view>({",", ";", ":", ")", ".", "—", "–"});
    const bool stop =
        tokens_[i].kind == TokenKind::Mark && std::ranges::find(ends, std::string_view(tokens_[i].text)) != ends.end();
    const Figure* figure = figure_at(i);
    const bool compare = figure != nullptr && figure->reference.verb == Verb::Compare && i > begin;
    const bool marker = std::ranges::any_of(sentence_.markers, [&](Span span) { return span.begin == i && i > begin; });
    return stop || compare || marker;
  }

  std::size_t closing(std::size_t open, std::size_t limit) const {
    std::size_t i = open + 1;
    while (i < limit && !tokens_[i].is(")")) {
      ++i;
    }
    return std::max(i, open + 1);
  }

  bool holds_marker(Span stretch) const {
    return std::ranges::any_of(sentence_.markers, [&](Span span) { return stretch.holds(span.begin); });
  }

  // Where objects begin: the form's own place, "as", the markers after the claim, or else those before it. {{compare}}
  // is a marker with its object.
  std::vector<std::size_t> markers_of(Span scope) const {
    std::vector<std::size_t> after, before;
    const Form form = claim_.comparison.form;
    if (form == Form::Object || form == Form::Emphatic) {
      after.push_back(claim_.span.end);
    }
    const auto place = [&](std::size_t begin, std::size_t end) {
      if (begin >= claim_.span.begin && begin < next_ && scope.holds(begin)) {
        after.push_back(end);
      } else if (begin < claim_.span.begin && begin >= std::max(previous_, scope.begin)) {
        before.push_back(end);
      }
    };
    for (const Span marker : sentence_.markers) {
      place(marker.begin, marker.end);
    }
    for (std::size_t i = scope.begin; i < scope.end; ++i) {
      const Figure* figure = figure_at(i);
      if (figure != nullptr && figure->reference.verb == Verb::Compare) {
        place(i, i);
      }
      if (form == Form::As && i >= claim_.span.end && i < next_ && tokens_[i].is("as")) {
        after.push_back(i + 1);
      }
    }
    std::ranges::sort(after);
    return after.empty() ? before : after;
  }

  // ---- pairs
  // ----------------------------------------------------------------------------------------------------------

  Pairs find(Span scope) const {
    const std::vector<Side> known = all_in(scope);
    Pairs pairs;
    if (known.empty()) {
      return pairs;
    }
    const std::vector<std::size_t> markers = markers_of(scope);
    for (const std::size_t marker : markers) {
      const std::size_t limit = marker <= claim_.span.begin ? claim_.span.begin : std::min(scope.end, next_);
      const std::vector<Side> objects = object_after(marker, std::max(marker, limit), known);
      if (objects.empty()) {
        continue;
      }
      const std::vector<Side> subjects = subjects_for(objects, known);
      if (subjects.empty()) {
        continue;
      }
      if (overlap(objects, pairs.subjects) || overlap(subjects, pairs.objects)) {
        return {Pairs::Outcome::Ambiguous, {}, {}};
      }
      for (const Side& side : objects) {
        add(pairs.objects, side);
      }
      for (const Side& side : subjects) {
        add(pairs.subjects, side);
      }
    }
    if (!pairs.objects.empty()) {
      pairs.outcome = Pairs::Outcome::Found;
      return pairs;
    }
    const bool marked = std::ranges::any_of(markers, [&](std::size_t end) { return !just_before(end); });
    return by_place(scope, known, marked);
  }

  // "compared with a higher ...": the marker's object is what the claim is about.
  bool just_before(std::size_t end) const {
    return end <= claim_.span.begin && claim_.span.begin - end <= 2 &&
           figures_in({end, claim_.span.begin}, false).empty();
  }

  // Figures of the same indicator that are not the object; a benchmark is a subject only where nothing else is.
  static std::vector<Side> subjects_for(const std::vector<Side>& objects, const std::vector<Side>& known) {
    std::vector<Side> values, benchmarks;
    for (const Side& side : known) {
      const bool is_object = std::ranges::find(objects, side) != objects.end();
      const bool related = std::ranges::any_of(
          objects, [&](const Side& object) { return object.finding->indicator == side.finding->indicator; });
      if (!is_object && related) {
        (side.benchmark == nullptr ? values : benchmarks).push_back(side);
      }
    }
    if (!values.empty()) {
      return values;
    }
    if (!benchmarks.empty() && objects.front().benchmark == nullptr) {
      return benchmarks;
    }
    // Different measures: the test will say that there is none.
    std::vector<Side> unrelated;
    std::ranges::copy_if(known, std::back_inserter(unrelated), [&](const Side& side) {
      return side.benchmark == nullptr && std::ranges::find(objects, side) == objects.end();
    });
    return unrelated;
  }

  // No marker tells: the one side in the stretch of the claim is the subject. After a marker whose object has no figure
  // ("than elsewhere"), both figures may stand in a bracket, the subject first.
  Pairs by_place(Span scope, const std::vector<Side>& known, bool marked) const {
    if (known.size() < 2) {
      return {};
    }
    const Direction direction = claim_.comparison.direction;
    const bool either_way =
        direction == Direction::Same || direction == Direction::Different || direction == Direction::Unclear;
    if (either_way && !claim_.factor) {
      return {Pairs::Outcome::Found, known, known};
    }
    if (marked) {
      return bracketed(scope, known);
    }
    const Span clause = sentence_.clause_at(claim_.span.begin);
    std::size_t phrase_end = claim_.span.end;
    while (phrase_end < std::min(clause.end, next_) && !tokens_[phrase_end].is(",")) {
      ++phrase_end;
    }
    const std::size_t begin = std::max({scope.begin, clause.begin, previous_});
    for (const Span stretch : {Span{claim_.span.end, phrase_end}, Span{begin, claim_.span.begin}}) {
      const std::vector<Side> sides = sides_in(stretch, known);
      if (sides.size() == 1) {
        return subject_and_rest(sides.front(), known);
      }
      if (sides.size() > 1) {
        Pairs waves = through_time(scope);
        return waves.outcome == Pairs::Outcome::Found ? waves : Pairs{Pairs::Outcome::Ambiguous, {}, {}};
      }
    }
    return difference_alone(scope, known);
  }

  static Pairs subject_and_rest(const Side& subject, const std::vector<Side>& known) {
    Pairs pairs{Pairs::Outcome::Missing, {subject}, {}};
    for (const Side& side : known) {
      if (side != subject && side.finding->indicator == subject.finding->indicator) {
        add(pairs.objects, side);
        pairs.outcome = Pairs::Outcome::Found;
      }
    }
    return pairs;
  }

  Pairs bracketed(Span scope, const std::vector<Side>& known) const {
    for (std::size_t i = claim_.span.end; i < scope.end; ++i) {
      if (tokens_[i].is("(")) {
        const std::vector<Side> inside = figures_in({i + 1, closing(i, scope.end)}, false);
        if (inside.size() == 2) {
          return {Pairs::Outcome::Found, {inside.front()}, {inside.back()}};
        }
      }
    }
    return known.size() < 2 ? Pairs{} : Pairs{Pairs::Outcome::Ambiguous, {}, {}};
  }

  // "{{difference a}} higher": the study's own figure is the subject.
  Pairs difference_alone(Span scope, const std::vector<Side>& known) const {
    for (std::size_t i = scope.begin; i < scope.end; ++i) {
      const Figure* figure = figure_at(i);
      if (figure != nullptr && figure->reference.verb == Verb::Difference && !figure->findings.empty()) {
        return subject_and_rest({figure->findings.front(), nullptr}, known);
      }
    }
    return {};
  }

  // ---- waves
  // ----------------------------------------------------------------------------------------------------------

  // The later wave is the subject, whatever the order of words; "from" and "to" must agree with it.
  Pairs through_time(Span scope) const {
    std::vector<Side> known = figures_in(scope, false);
    for (const Side& side : named_waves(scope, known)) {
      add(known, side);
    }
    std::erase_if(known, [&](const Side& side) {
      return side.benchmark != nullptr || court_.shelf.wave_place(*side.finding) < 0;
    });
    Pairs pairs;
    for (const Side& later : known) {
      for (const Side& earlier : known) {
        if (later.finding->indicator == earlier.finding->indicator &&
            court_.shelf.wave_place(*later.finding) > court_.shelf.wave_place(*earlier.finding) &&
            court_.shelf.same_levels(*later.finding, *earlier.finding)) {
          add(pairs.subjects, later);
          add(pairs.objects, earlier);
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
    }
    if (pairs.outcome == Pairs::Outcome::Found && !in_order(scope, pairs)) {
      pairs.outcome = Pairs::Outcome::Ambiguous;
    }
    return pairs;
  }

  std::vector<Side> named_waves(Span scope, const std::vector<Side>& known) const {
    std::vector<Side> sides;
    for (const Mention& mention : sentence_.reading.mentions) {
      if (scope.holds(mention.begin) && mention.kind == Mention::Kind::Level && mention.dimension == "wave") {
        collect_level(mention, known, court_.shelf, sides);
      }
    }
    return sides;
  }

  bool in_order(Span scope, const Pairs& pairs) const {
    for (std::size_t i = scope.begin; i + 1 < scope.end; ++i) {
      const Figure* figure = figure_at(i + 1);
      if (figure == nullptr || !figure->is_value()) {
        continue;
      }
      const Side side{figure->findings.front(), nullptr};
      const auto among = [&](const std::vector<Side>& sides) { return std::ranges::find(sides, side) != sides.end(); };
      if ((tokens_[i].is("from") && among(pairs.subjects) && !among(pairs.objects)) ||
          (tokens_[i].is("to") && among(pairs.objects) && !among(pairs.subjects))) {
        return false;
      }
    }
    return true;
  }

  // ---- ranks
  // ----------------------------------------------------------------------------------------------------------

  // "Highest in Wales ({{share a_wls}})": against every other level of that breakdown that is released.
  Pairs against_all(Span scope) const {
    const std::vector<Side> known = all_in(scope);
    const Span clause = sentence_.clause_at(claim_.span.begin);
    for (const Span stretch : {Span{claim_.span.end, std::min(clause.end, next_)},
                               Span{std::max(clause.begin, previous_), claim_.span.begin}, scope}) {
      const std::vector<Side> sides = sides_in(stretch, known);
      if (sides.empty() || sides.front().benchmark != nullptr) {
        continue;
      }
      Pairs pairs{Pairs::Outcome::Missing, {sides.front()}, {}};
      for (const Finding* other : court_.shelf.siblings(*sides.front().finding)) {
        if (!other->withheld) {
          add(pairs.objects, {other, nullptr});
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
      for (const Side& side : known) {
        if (side.benchmark == nullptr && side != sides.front()) {
          add(pairs.objects, side);
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
      return pairs;
    }
    return {};
  }

  // ---- judgement
  // --------------------------------------------------------------------------------------------------------

  void judge(const Pairs& pairs) const {
    const Polarity polarity = polarity_of(sentence_, claim_.span);
    for (std::size_t i = 0; i < pairs.subjects.size(); ++i) {
      for (std::size_t j = 0; j < pairs.objects.size(); ++j) {
        const Side& subject = pairs.subjects[i];
        const Side& object = pairs.objects[j];
        const bool mirrored = pairs.subjects == pairs.objects && j < i;
        const bool testable = subject.benchmark == nullptr || object.benchmark == nullptr;
        if (subject == object || mirrored || !testable) {
          continue;
        }
        const std::string words = said(polarity);
        const auto fault = fault_of(claim_, polarity, court_.evidence, subject, object);
        if (fault) {
          court_.problems.add(fault->code, fmt::format("\u201C{}\u201D {}", words, fault->message), where(),
                              fault->hint);
        }
      }
    }
  }

  std::string said(Polarity polarity) const {
    return (polarity == Polarity::Denied     ? "not ... "
            : polarity == Polarity::Unproven ? "no evidence ... "
                                             : "") +
           sentence_.words(claim_.span);
  }

  bool holds_figure() const {
    return std::ranges::any_of(tokens_, [](const Token& token) { return token.kind == TokenKind::Figure; });
  }

  // No pair of figures anywhere in the sentence.
  void missing() const {
    const Form form = claim_.comparison.form;
    if (form == Form::Emphatic || (form != Form::Change && beside_one_figure())) {
      return;
    }
    if (form == Form::Change) {
      problem("untested-claim", "says that something changed, and the sentence holds no figures of two waves",
              "refer to both: \u201Crose from {{share ID wave=w1}} to {{share ID wave=w2}}\u201D");
    } else if (holds_figure()) {
      problem("untested-claim", "compares, and the sentence holds the figure of one side only",
              "refer to both sides: {{share A}} and {{share B}}, or {{share A}} and {{benchmark A}}");
    } else {
      problem("untested-claim", "compares, and the sentence holds no figures",
              "refer to the findings that are compared, or say it without comparing");
    }
  }

  // "more than {{share a}}" by itself is a bound on what is shown.
  bool beside_one_figure() const {
    for (const Span marker : sentence_.markers) {
      if (marker.begin < claim_.span.end || marker.begin > claim_.span.end + 1 || marker.end >= tokens_.size()) {
        continue;
      }
      const Figure* figure = figure_at(marker.end);
      if (figure == nullptr || figure->findings.empty() || !figure->is_value()) {
        continue;
      }
      const Finding& finding = *figure->findings.front();
      const bool up = claim_.comparison.direction == Direction::Up;
      const bool denied = polarity_of(sentence_, claim_.span) != Polarity::Affirmed;
      const double bound = whole_percent(finding.value.value_or(0)) / 100.0;
      if (holds(up ? Threshold::Over : Threshold::Under, bound, court_.evidence, finding.id) == denied) {
        problem("untrue-claim", fmt::format("is not true of `{}`, which is shown rounded", finding.id),
                "write {{share ID}} alone: it already is the figure");
      }
      return true;
    }
    return false;
  }

  void problem(std::string code, std::string_view what, std::string hint) const {
    court_.problems.add(std::move(code), fmt::format("\u201C{}\u201D {}", sentence_.words(claim_.span), what), where(),
                        std::move(hint));
  }

  Where where() const { return court_.where(sentence_, claim_.span.begin); }

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
  const ComparisonClaim& claim_;
  std::size_t previous_ = 0, next_ = 0;  // the neighbouring comparisons
};

}  // namespace

void check_comparisons(const Court& court, const Sentence& sentence) {
  for (std::size_t i = 0; i < sentence.comparisons.size(); ++i) {
    ComparisonCheck(court, sentence, i).check();
  }
}

}  // namespace kith::report
