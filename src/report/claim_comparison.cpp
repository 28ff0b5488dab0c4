#include <algorithm>

#include <fmt/format.h>

#include "base/round.h"
#include "report/claim_bound.h"
#include "report/claim_check.h"
#include "report/claim_pairs.h"
#include "report/claim_sides.h"
#include "report/claim_subject.h"
#include "report/claim_verdict.h"

namespace kith::report {

namespace {

using finding::Finding;

class ComparisonCheck {
 public:
  ComparisonCheck(const Court& court, const Sentence& sentence, const Setting* setting, std::size_t index)
      : court_(court),
        sentence_(sentence),
        setting_(setting),
        tokens_(sentence.tokens),
        claim_(sentence.comparisons[index]),
        index_(index) {}

  void check() const {
    if (sentence_.question || left_open(sentence_, claim_.span) || !claims()) {
      return;
    }
    if (claim_.comparison.form == Form::Untestable) {
      problem("untested-claim", "compares what there is no test of",
              "say how each figure changed, or what the difference is at each time");
      return;
    }
    const Pairs alone = pairs_of(court_, sentence_, index_);
    if (alone.outcome != Pairs::Outcome::Missing || !in_setting()) {
      rule(alone, sentence_, claim_);
    }
  }

 private:
  // Beside figures every word of comparison claims something, unless it is what people said. By itself it claims
  // something when it is about people or outcomes.
  bool claims() const {
    if (claim_.comparison.form == Form::OfGap && !speaks_of_gap()) {
      return false;
    }
    if (holds_figure(tokens_)) {
      return !said_by_those_counted(sentence_, claim_.span, court_.figures);
    }
    return claim_.comparison.form != Form::IfReferred && claim_.comparison.form != Form::Emphatic &&
           polarity_of(sentence_, claim_.span) != Polarity::Unproven && !looks_ahead(sentence_, claim_.span) &&
           speaks_of_findings(sentence_, claim_.span);
  }

  bool speaks_of_gap() const {
    const Span clause = sentence_.clause_at(claim_.span.begin);
    return std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(clause.begin),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(claim_.span.begin), [](const Token& token) {
                         return token.is("difference") || token.is("differences") || token.is("gap");
                       });
  }

  // The other side, or both, may stand in the sentences around. Nothing found there leaves the sentence as it is.
  bool in_setting() const {
    // "Exceeds the {{benchmark}}": an object that does not follow at once is not where the words say it is.
    const Form form = claim_.comparison.form;
    const bool object = form == Form::Object || form == Form::Emphatic;
    if (setting_ == nullptr || (object && !figure_within(claim_.span.end)) ||
        (!holds_figure(tokens_) && !setting_->adds_nothing(court_.figures))) {
      return false;
    }
    const Sentence& joined = setting_->joined;
    for (std::size_t i = 0; i < joined.comparisons.size(); ++i) {
      const ComparisonClaim& same = joined.comparisons[i];
      if (same.span.begin != setting_->own.begin + claim_.span.begin) {
        continue;
      }
      const Pairs pairs = pairs_of(court_, joined, i);
      const bool found = pairs.outcome == Pairs::Outcome::Ambiguous ||
                         (pairs.outcome == Pairs::Outcome::Found && (!holds_figure(tokens_) || of_own_figure(pairs)));
      if (found) {
        rule(pairs, joined, same);
      }
      return found;
    }
    return false;
  }

  bool figure_within(std::size_t begin) const {
    constexpr std::size_t reach = 3;
    for (std::size_t i = begin; i < std::min(begin + reach, tokens_.size()); ++i) {
      if (tokens_[i].kind == TokenKind::Figure) {
        return true;
      }
    }
    return false;
  }

  bool of_own_figure(const Pairs& pairs) const {
    const std::vector<Side> own = Sides(court_, sentence_).figures_in({0, tokens_.size()});
    return std::ranges::any_of(own, [&](const Side& side) {
      return std::ranges::find(pairs.subjects, side) != pairs.subjects.end() ||
             std::ranges::find(pairs.objects, side) != pairs.objects.end();
    });
  }

  void rule(const Pairs& pairs, const Sentence& sentence, const ComparisonClaim& claim) const {
    switch (pairs.outcome) {
      case Pairs::Outcome::Found:
        judge(pairs, sentence, claim);
        break;
      case Pairs::Outcome::Ambiguous:
        problem("ambiguous-claim", "does not say clearly which figure is compared with which",
                "put it as \u201C{{share A}} ..., higher than {{share B}} ...\u201D, one comparison a sentence");
        break;
      case Pairs::Outcome::Missing:
        missing();
        break;
    }
  }

  void judge(const Pairs& pairs, const Sentence& sentence, const ComparisonClaim& claim) const {
    const Polarity polarity = polarity_of(sentence, claim.span);
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
        const auto fault = fault_of(claim, polarity, court_.evidence, subject, object);
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

  // No pair of figures anywhere in the sentence.
  void missing() const {
    const Form form = claim_.comparison.form;
    if (form == Form::Emphatic || form == Form::IfReferred || (form != Form::Change && beside_one_figure())) {
      return;
    }
    if (form == Form::Change) {
      problem("untested-claim", "says that something changed, and the sentence holds no figures of two waves",
              "refer to both: \u201Crose from {{share ID wave=w1}} to {{share ID wave=w2}}\u201D");
    } else if (holds_figure(tokens_)) {
      problem("untested-claim", "compares, and the sentence holds the figure of one side only",
              "refer to both sides: {{share A}} and {{share B}}, or {{share A}} and {{benchmark A}}");
    } else {
      problem("untested-claim", "compares people or what they said, and no figures bear it",
              "refer to the findings that are compared, or say it without comparing");
    }
  }

  // "more than {{share a}}" by itself is a bound on what is shown.
  bool beside_one_figure() const {
    for (const Span marker : sentence_.markers) {
      if (marker.begin < claim_.span.end || marker.begin > claim_.span.end + 1 || marker.end >= tokens_.size()) {
        continue;
      }
      const Token& next = tokens_[marker.end];
      const Figure* figure = next.kind == TokenKind::Figure ? &court_.figures[next.figure] : nullptr;
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
  const Setting* setting_;
  const Tokens& tokens_;
  const ComparisonClaim& claim_;
  std::size_t index_;
};

}  // namespace

void check_comparisons(const Court& court, const Sentence& sentence, const Setting* setting) {
  for (std::size_t i = 0; i < sentence.comparisons.size(); ++i) {
    ComparisonCheck(court, sentence, setting, i).check();
  }
}

}  // namespace kith::report
