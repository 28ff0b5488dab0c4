#include <algorithm>

#include <fmt/format.h>

#include "base/round.h"
#include "report/claim_bound.h"
#include "report/claim_check.h"
#include "report/claim_pairs.h"
#include "report/claim_verdict.h"

namespace kith::report {

namespace {

using finding::Finding;

class ComparisonCheck {
 public:
  ComparisonCheck(const Court& court, const Sentence& sentence, std::size_t index)
      : court_(court),
        sentence_(sentence),
        tokens_(sentence.tokens),
        claim_(sentence.comparisons[index]),
        index_(index) {}

  void check() const {
    const bool idle = claim_.comparison.form == Form::IfReferred && !holds_figure();
    if (sentence_.question || left_open(sentence_, claim_.span) || idle) {
      return;
    }
    if (claim_.comparison.form == Form::Untestable) {
      problem("untested-claim", "says how a difference changed, and there is no test of that",
              "say how each figure changed, or what the difference is at each time");
      return;
    }
    const Pairs pairs = pairs_of(court_, sentence_, index_);
    switch (pairs.outcome) {
      case Pairs::Outcome::Found:
        judge(pairs);
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

 private:
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
  const Tokens& tokens_;
  const ComparisonClaim& claim_;
  std::size_t index_;
};

}  // namespace

void check_comparisons(const Court& court, const Sentence& sentence) {
  for (std::size_t i = 0; i < sentence.comparisons.size(); ++i) {
    ComparisonCheck(court, sentence, i).check();
  }
}

}  // namespace kith::report
