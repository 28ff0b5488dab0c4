// One sentence understood as far as its claims go: which words claim what, which words are names, where clauses end.
#pragma once

#include <optional>
#include <vector>

#include "report/claim_lexicon.h"
#include "report/claim_names.h"
#include "report/claim_text.h"
#include "report/narrative_figure.h"

namespace kith::report {

struct Span {
  std::size_t begin = 0, end = 0;  // tokens

  bool holds(std::size_t at) const { return at >= begin && at < end; }
};

// "over 70%", "most", "nearly half".
struct BoundClaim {
  Span span;
  Threshold threshold = Threshold::Over;
  double bound = 0;
  bool digits = false;                   // a numeral: without a reference that bears it, it is loose
  std::optional<std::size_t> of_figure;  // "over {{share a}}": the bound is what that figure shows
  Portion::Need need = Portion::Need::Reference;
};

// "higher", "rose", "twice as likely". A multiple has a factor, and may have a threshold on it ("more than twice").
struct ComparisonClaim {
  Span span;
  Comparison comparison;
  std::optional<double> factor;
  std::optional<Threshold> on_factor;
};

struct CauseClaim {
  Span span;
  Cause::Strength strength = Cause::Strength::Strong;
};

struct Sentence {
  Tokens tokens;
  Reading reading;
  std::vector<BoundClaim> bounds;
  std::vector<ComparisonClaim> comparisons;
  std::vector<CauseClaim> causes;
  std::vector<Span> markers;     // "than", "compared with"
  std::vector<Span> clauses;     // in order, covering the sentence
  std::vector<bool> understood;  // per token: part of a name, an idiom, a claim
  std::size_t own = 0;           // tokens before this belong to the lead-in
  bool question = false;

  // The words as they were written, folded: for problems.
  std::string words(Span span) const;
  Span clause_at(std::size_t token) const;
};

// Wordings count when the sentence cites their indicator, or `wordings` names it.
Sentence understand(Tokens tokens, const Lexicon& lexicon, const Names& names, const std::vector<Figure>& figures,
                    Wordings wordings = {});
bool holds_figure(const Tokens& tokens);

// A sentence with those around it, read as one: what it leaves unsaid may stand there. "The share is lower in Active
// Communities ({{share b}})" is compared with the sentence before; a heading is borne by the text below it.
struct Setting {
  Sentence joined;
  Span own;  // the sentence's tokens within `joined`

  // Everything that the sentence is about, its surroundings are about: it claims no more than they can bear.
  bool adds_nothing(const std::vector<Figure>& figures) const;
};

// How a claim is said: "higher", "not higher", "no evidence that it is higher".
enum class Polarity { Affirmed, Denied, Unproven };

// Counts the negations that reach the words at `span` from the left within their clause.
Polarity polarity_of(const Sentence& sentence, Span span);
// Words after "whether" assert nothing: "it is not known whether trust rose".
bool left_open(const Sentence& sentence, Span span);
// A negation that follows the words within their clause: "most did not".
bool predicate_denied(const Sentence& sentence, Span span);

}  // namespace kith::report
