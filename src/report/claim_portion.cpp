#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/round.h"
#include "report/claim_bound.h"
#include "report/claim_check.h"
#include "report/claim_subject.h"
#include "report/shown.h"

namespace kith::report {

namespace {

// What a claim is about: a finding, or a benchmark's value.
struct Bearer {
  const finding::Finding* finding = nullptr;
  const study::Benchmark* benchmark = nullptr;

  bool operator<(const Bearer& other) const {
    return std::tie(finding, benchmark) < std::tie(other.finding, other.benchmark);
  }
};

bool is_share_like(const Figure& figure) {
  return (figure.reference.verb == Verb::Share || figure.reference.verb == Verb::Threshold) && figure.is_value();
}

// "each programme", "both programmes": the claim is made of every one of them.
bool of_every_programme(const Sentence& sentence) {
  static constexpr auto every = std::to_array<std::string_view>({"each", "both", "every", "all"});
  for (std::size_t i = 0; i + 1 < sentence.tokens.size(); ++i) {
    if (std::ranges::find(every, std::string_view(sentence.tokens[i].text)) == every.end()) {
      continue;
    }
    for (std::size_t j = i + 1; j < std::min(i + 5, sentence.tokens.size()); ++j) {
      if (sentence.tokens[j].is("programme") || sentence.tokens[j].is("programmes")) {
        return true;
      }
    }
  }
  return false;
}

class PortionCheck {
 public:
  PortionCheck(const Court& court, const Sentence& sentence, const BoundClaim& claim)
      : court_(court), sentence_(sentence), claim_(claim) {}

  void check(const Setting* setting = nullptr) {
    if (counts_nobody()) {
      return;
    }
    std::vector<Bearer> bearers = bearers_of();
    if (bearers.empty()) {
      if (!in_setting(setting)) {
        unborne();
      }
      return;
    }
    if (of_every_programme(sentence_)) {
      spread(bearers);
    }
    std::set<Bearer> seen;
    for (const Bearer& bearer : bearers) {
      if (seen.insert(bearer).second && !true_of(bearer)) {
        untrue(bearer);
      }
    }
  }

 private:
  // "Most of the fieldwork", "everyone can come": no share of people, where no figure stands beside it.
  bool counts_nobody() const {
    const Span clause = sentence_.clause_at(claim_.span.begin);
    const auto figure = [&](std::size_t i) { return sentence_.tokens[i].kind == TokenKind::Figure; };
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      if (figure(i)) {
        return false;
      }
    }
    if (claim_.digits) {
      return false;
    }
    if (counted_by(sentence_, claim_.span) == Counted::Things) {
      return true;
    }
    // "Not everyone wants to talk" says next to nothing.
    const bool universal = claim_.threshold == Threshold::AtLeast && claim_.bound == 1;
    const bool not_all = universal && claim_.span.begin > 0 && sentence_.tokens[claim_.span.begin - 1].is("not");
    if (not_all && !holds_figure(sentence_.tokens)) {
      return true;
    }
    return !holds_figure(sentence_.tokens) &&
           (of_anybody(sentence_, claim_.span) || looks_ahead(sentence_, claim_.span));
  }

  // A sentence without figures that says nothing new is about those around it: "Most do."
  bool in_setting(const Setting* setting) const {
    if (setting == nullptr || claim_.digits || holds_figure(sentence_.tokens) ||
        !setting->adds_nothing(court_.figures)) {
      return false;
    }
    for (const BoundClaim& same : setting->joined.bounds) {
      if (same.span.begin != setting->own.begin + claim_.span.begin) {
        continue;
      }
      PortionCheck around(court_, setting->joined, same);
      if (around.bearers_of().empty()) {
        return false;
      }
      around.check();
      return true;
    }
    return false;
  }

  std::optional<Bearer> bearer(const Figure& figure) const {
    if (is_share_like(figure)) {
      return Bearer{figure.findings.front(), nullptr};
    }
    if (figure.is_benchmark()) {
      return Bearer{figure.findings.front(), figure.benchmark};
    }
    return std::nullopt;
  }

  // The figures of a stretch of the sentence that can bear the claim. Beside the study's own figures a benchmark bears
  // it only when it comes first or its people are named between.
  std::vector<Bearer> within(Span stretch) const {
    std::vector<Bearer> own, others;
    bool benchmark_first = false;
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      if (sentence_.tokens[i].kind != TokenKind::Figure) {
        continue;
      }
      const Figure& figure = court_.figures[sentence_.tokens[i].figure];
      const auto one = bearer(figure);
      if (!one) {
        continue;
      }
      if (one->benchmark != nullptr) {
        benchmark_first = benchmark_first || own.empty();
        others.push_back(*one);
        continue;
      }
      for (const finding::Finding* finding : figure.findings) {
        own.push_back({finding, nullptr});
      }
    }
    const bool named = std::ranges::any_of(sentence_.reading.mentions, [&](const Mention& mention) {
      return mention.kind == Mention::Kind::Benchmark && stretch.holds(mention.begin) &&
             mention.begin < claim_.span.end + 3;
    });
    if (own.empty() || (named && benchmark_first)) {
      return others;
    }
    return own;
  }

  // From the claim to the next in its clause; before the claim; the next clause; the one before; all of the sentence.
  std::vector<Bearer> bearers_of() const {
    if (claim_.of_figure) {
      const auto one = bearer(court_.figures[*claim_.of_figure]);
      return one ? std::vector{*one} : std::vector<Bearer>{};
    }
    const Span clause = sentence_.clause_at(claim_.span.begin);
    std::size_t next = clause.end, previous = clause.begin;
    for (const BoundClaim& other : sentence_.bounds) {
      if (other.span.begin >= claim_.span.end && clause.holds(other.span.begin)) {
        next = std::min(next, other.span.begin);
      }
      if (other.span.end <= claim_.span.begin && clause.holds(other.span.begin)) {
        previous = std::max(previous, other.span.end);
      }
    }
    std::vector<Span> stretches{{claim_.span.end, next}, {previous, claim_.span.begin}, {clause.begin, clause.end}};
    for (std::size_t i = 0; i < sentence_.clauses.size(); ++i) {
      if (sentence_.clauses[i].begin == clause.begin) {
        if (i + 1 < sentence_.clauses.size()) {
          stretches.push_back(sentence_.clauses[i + 1]);
        }
        if (i > 0) {
          stretches.push_back(sentence_.clauses[i - 1]);
        }
      }
    }
    stretches.push_back({0, sentence_.tokens.size()});
    for (const Span stretch : stretches) {
      if (auto found = within(stretch); !found.empty()) {
        return found;
      }
    }
    return implied();
  }

  // {{compare a}} names the finding a as well: "most of those surveyed ..., compared to 57% of ...".
  std::vector<Bearer> implied() const {
    for (const Token& token : sentence_.tokens) {
      if (token.kind == TokenKind::Figure) {
        const Figure& figure = court_.figures[token.figure];
        const bool share = !figure.findings.empty() && figure.findings.front()->kind == finding::Kind::Share;
        if (share && (figure.reference.verb == Verb::Difference || figure.reference.verb == Verb::Interval)) {
          return {{figure.findings.front(), nullptr}};
        }
      }
    }
    return {};
  }

  // Puts the figures of every programme in the place of those of some.
  void spread(std::vector<Bearer>& bearers) const {
    std::vector<Bearer> all;
    for (const Bearer& bearer : bearers) {
      all.push_back(bearer);
      if (bearer.benchmark != nullptr) {
        continue;
      }
      for (const auto& programme : court_.study.programmes) {
        const finding::Finding* one = court_.shelf.sibling(*bearer.finding, "programme", programme.code);
        if (one == nullptr || one->withheld) {
          court_.problems.add(
              "untested-claim",
              fmt::format("\u201C{}\u201D is said of every programme, and `{}` has no released figure for {}",
                          sentence_.words(claim_.span), bearer.finding->indicator, programme.name),
              where(), "say it of the programmes that have a figure");
          continue;
        }
        all.push_back({one, nullptr});
      }
    }
    bearers = std::move(all);
  }

  static double theirs(const Bearer& bearer) { return value_of(*bearer.benchmark, *bearer.finding).value_or(0); }

  bool true_of(const Bearer& bearer) const {
    const bool denied = polarity_of(sentence_, claim_.span) != Polarity::Affirmed;
    const Of of = predicate_denied(sentence_, claim_.span) && !own_words_deny(bearer) ? Of::Complement : Of::Value;
    double bound = claim_.bound;
    if (claim_.of_figure) {
      const Figure& figure = court_.figures[*claim_.of_figure];
      bound = bearer.benchmark != nullptr ? whole_percent(theirs(bearer)) / 100.0
                                          : whole_percent(figure.findings.front()->value.value_or(0)) / 100.0;
    }
    const bool kept = bearer.benchmark != nullptr
                          ? holds(claim_.threshold, bound, theirs(bearer))
                          : holds(claim_.threshold, bound, court_.evidence, bearer.finding->id, of);
    return kept != denied;
  }

  // The indicator itself is worded with a "not": its share is of those who did not.
  static bool own_words_deny(const Bearer& bearer) {
    const Tokens words = tokens_of(bearer.finding->label);
    return std::ranges::any_of(words, [](const Token& token) { return token.is("not") || token.is("never"); });
  }

  void unborne() const {
    const bool other_figure = claim_.need == Portion::Need::AnyFigure && holds_figure(sentence_.tokens);
    const bool idle = claim_.need == Portion::Need::OnlyIfReferred && !generalises();
    if (idle || other_figure || sentence_.question) {
      return;
    }
    court_.problems.add(
        claim_.digits ? "loose-numeral" : "unborne-claim",
        claim_.digits ? fmt::format("\u201C{}\u201D is a numeral outside a reference", words())
                      : fmt::format("\u201C{}\u201D claims a share, and no figure in the sentence bears it", words()),
        where(), "put a {{share ID}} into the sentence, or {{over 70% ID}} in place of the words");
  }

  // "Participants generally trust each other": of the people surveyed and what they were asked, and no figure near.
  bool generalises() const {
    const Span clause = sentence_.clause_at(claim_.span.begin);
    const bool surveyed = std::ranges::any_of(sentence_.reading.mentions, [&](const Mention& mention) {
      return mention.kind == Mention::Kind::Population && clause.holds(mention.begin) &&
             !sentence_.reading.declared[mention.begin];
    });
    bool measured = false;
    for (std::size_t i = clause.begin; i < clause.end; ++i) {
      const bool noun = std::ranges::any_of(
          sentence_.reading.mentions, [&](const Mention& mention) { return i >= mention.begin && i < mention.end; });
      measured = measured || (sentence_.reading.measured[i] && !noun);
    }
    return surveyed && measured && !holds_figure(sentence_.tokens);
  }

  void untrue(const Bearer& bearer) const {
    std::string subject;
    if (bearer.benchmark != nullptr) {
      subject = fmt::format("the benchmark `{}` of {}", bearer.benchmark->set, percent_text(theirs(bearer)));
    } else {
      subject = fmt::format("`{}`, shown as {}", bearer.finding->id,
                            Shown(*bearer.finding, court_.shelf.rules()).plain_figure());
    }
    court_.problems.add("untrue-claim", fmt::format("\u201C{}\u201D is not true of {}", words(), subject), where(),
                        "the unrounded value counts; choose words that hold");
  }

  std::string words() const { return sentence_.words(claim_.span); }
  Where where() const { return court_.where(sentence_, claim_.span.begin); }

  const Court& court_;
  const Sentence& sentence_;
  const BoundClaim& claim_;
};

}  // namespace

void check_portions(const Court& court, const Sentence& sentence, const Setting* setting) {
  for (const BoundClaim& claim : sentence.bounds) {
    PortionCheck(court, sentence, claim).check(setting);
  }
}

}  // namespace kith::report
