#include "report/claim_pairs.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "report/claim_sides.h"

namespace kith::report {

namespace {

using finding::Finding;

bool overlap(const std::vector<Side>& a, const std::vector<Side>& b) {
  return std::ranges::any_of(a, [&](const Side& side) { return std::ranges::find(b, side) != b.end(); });
}

class Pairing {
 public:
  Pairing(const Court& court, const Sentence& sentence, std::size_t index)
      : court_(court),
        sentence_(sentence),
        tokens_(sentence.tokens),
        claim_(sentence.comparisons[index]),
        sides_(court, sentence) {
    if (index > 0) {
      previous_ = sentence.comparisons[index - 1].span.end;
    }
    next_ = index + 1 < sentence.comparisons.size() ? sentence.comparisons[index + 1].span.begin : tokens_.size();
  }

  Pairs pairs() const {
    for (const Span scope : scopes()) {
      Pairs pairs = claim_.comparison.form == Form::Change ? through_time(scope)
                    : claim_.comparison.form == Form::Rank ? against_all(scope)
                                                           : find(scope);
      if (pairs.outcome != Pairs::Outcome::Missing) {
        return pairs;
      }
    }
    return {};
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

  // ---- the object after a marker
  // --------------------------------------------------------------------------------------

  // From the marker to the end of its phrase. A bracket that holds both sides ("(75% against 57%)") tells neither.
  std::vector<Side> object_after(std::size_t begin, std::size_t limit, const std::vector<Side>& known) const {
    std::vector<Side> sides;
    std::size_t from = begin;
    const auto take = [&](std::size_t to) {
      for (const Side& side : sides_.sides_in({from, to}, known)) {
        add_side(sides, side);
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
        if (sides_.figures_in(inside).size() > 1 || holds_marker(inside)) {
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
    const Figure* figure = sides_.figure_at(i);
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
      const Figure* figure = sides_.figure_at(i);
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
    const std::vector<Side> known = sides_.all_in(scope);
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
        add_side(pairs.objects, side);
      }
      for (const Side& side : subjects) {
        add_side(pairs.subjects, side);
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
           sides_.figures_in({end, claim_.span.begin}).empty();
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
    const std::size_t end = std::max(phrase_end, std::min(clause.end, next_));
    for (const Span stretch :
         {Span{claim_.span.end, phrase_end}, Span{begin, claim_.span.begin}, Span{phrase_end, end}}) {
      const std::vector<Side> sides = sides_.sides_in(stretch, known);
      if (sides.size() == 1) {
        return subject_and_rest(sides.front(), known);
      }
      if (sides.size() > 1) {
        Pairs waves = through_time(scope);
        return waves.outcome == Pairs::Outcome::Found ? waves : Pairs{Pairs::Outcome::Ambiguous, {}, {}};
      }
    }
    return pointed_at(scope, known);
  }

  // "The latter is lower": of the figures before it, in their order.
  Pairs pointed_at(Span scope, const std::vector<Side>& known) const {
    const Span clause = sentence_.clause_at(claim_.span.begin);
    const std::vector<Side> before = sides_.figures_in({scope.begin, clause.begin});
    for (std::size_t i = clause.begin; i < claim_.span.begin && before.size() == 2; ++i) {
      const bool last = tokens_[i].is("latter") || tokens_[i].is("second");
      if (last || tokens_[i].is("former") || tokens_[i].is("first")) {
        return subject_and_rest(last ? before.back() : before.front(), known);
      }
    }
    return difference_alone(scope, known);
  }

  static Pairs subject_and_rest(const Side& subject, const std::vector<Side>& known) {
    Pairs pairs{Pairs::Outcome::Missing, {subject}, {}};
    for (const Side& side : known) {
      if (side != subject && side.finding->indicator == subject.finding->indicator) {
        add_side(pairs.objects, side);
        pairs.outcome = Pairs::Outcome::Found;
      }
    }
    return pairs;
  }

  Pairs bracketed(Span scope, const std::vector<Side>& known) const {
    for (std::size_t i = claim_.span.end; i < scope.end; ++i) {
      if (tokens_[i].is("(")) {
        const std::vector<Side> inside = sides_.figures_in({i + 1, closing(i, scope.end)});
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
      const Figure* figure = sides_.figure_at(i);
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
    std::vector<Side> known = sides_.figures_in(scope);
    for (const Side& side : sides_.waves_named_in(scope, known)) {
      add_side(known, side);
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
          add_side(pairs.subjects, later);
          add_side(pairs.objects, earlier);
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
    }
    if (pairs.outcome == Pairs::Outcome::Found && !in_order(scope, pairs)) {
      pairs.outcome = Pairs::Outcome::Ambiguous;
    }
    return pairs;
  }

  bool in_order(Span scope, const Pairs& pairs) const {
    for (std::size_t i = scope.begin; i + 1 < scope.end; ++i) {
      const Figure* figure = sides_.figure_at(i + 1);
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
    const std::vector<Side> known = sides_.all_in(scope);
    const Span clause = sentence_.clause_at(claim_.span.begin);
    for (const Span stretch : {Span{claim_.span.end, std::min(clause.end, next_)},
                               Span{std::max(clause.begin, previous_), claim_.span.begin}, scope}) {
      const std::vector<Side> sides = sides_.sides_in(stretch, known);
      if (sides.empty() || sides.front().benchmark != nullptr) {
        continue;
      }
      Pairs pairs{Pairs::Outcome::Missing, {sides.front()}, {}};
      for (const Finding* other : court_.shelf.siblings(*sides.front().finding)) {
        if (!other->withheld) {
          add_side(pairs.objects, {other, nullptr});
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
      for (const Side& side : known) {
        if (side.benchmark == nullptr && side != sides.front()) {
          add_side(pairs.objects, side);
          pairs.outcome = Pairs::Outcome::Found;
        }
      }
      return pairs;
    }
    return {};
  }

  const Court& court_;
  const Sentence& sentence_;
  const Tokens& tokens_;
  const ComparisonClaim& claim_;
  Sides sides_;
  std::size_t previous_ = 0, next_ = 0;  // the neighbouring comparisons
};

}  // namespace

Pairs pairs_of(const Court& court, const Sentence& sentence, std::size_t index) {
  return Pairing(court, sentence, index).pairs();
}

}  // namespace kith::report
