// The vocabulary of claims: tables of phrases, one file a family (claim_words_*.cpp). Adding a phrase is adding a line.
//
// A pattern is words with a space between, as they stand in folded text (hyphens count as spaces): "higher than".
//   a|b      either word            of?      the word may be missing
//   _        any one word           #time    a word of a named class (claim_words_class.cpp)
//   & x      x must follow but is not part of the phrase       #figure  a reference, #number  a number in words
//   #outcome a word for what people are asked about            #group   the name of a group begins
// The longest pattern that fits at a place wins; among equals the family that comes first in `Meaning`.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace kith::report {

// Words that look like a claim and claim nothing: "one or more", "no longer", "above all".
struct Idiom {};

// ---- how large a share is -----------------------------------------------------------------------------------------

// What a threshold says of value v and bound b, all on the unrounded value; `near` is five points.
enum class Threshold {
  Over,       // v > b
  AtLeast,    // v >= b
  Under,      // v < b
  AtMost,     // v <= b
  Nearly,     // b - near <= v < b
  JustOver,   // b < v <= b + near
  About,      // b - near <= v <= b + near
  WellOver,   // v >= b + near
  WellUnder,  // v <= b - near
  Barely,     // b <= v <= b + near
  Exactly,    // within half a point of b
};

// A word for a share without a figure in it: "most" is Over .5.
struct Portion {
  Threshold threshold = Threshold::Over;
  double bound = 0;
  enum class Need {
    Reference,
    OnlyIfReferred,  // claims nothing where no share is cited
    AnyFigure,       // claims nothing where some other figure is cited, a mean perhaps
  } need = Need::Reference;
};

// ---- how two figures differ ---------------------------------------------------------------------------------------

enum class Direction {
  Up,
  Down,
  NotUp,      // lower, or practically the same
  NotDown,    // higher, or practically the same
  Same,       // needs the verdict that they are practically the same
  Different,  // either way
  Unclear,    // "no clear difference": not distinguishable, or the same
  Unknown,    // a comparison whose direction the vocabulary does not know
};

enum class Form {
  Plain,       // what it is compared with follows a marker: "higher ... than"
  As,          // the marker is "as": "just as likely ... as"
  Object,      // what it is compared with follows at once: "exceeds", "is above"
  Emphatic,    // like Object, but beside a single figure it compares nothing: "as many as 75%"
  IfReferred,  // like Plain, and an idiom where there are no figures: "equally"
  Change,      // over time: "rose"
  Rank,        // against all others: "highest"
  OfGap,       // like Plain, where the clause speaks of a difference: "the difference ... is small"
  Untestable,  // no test of it exists: "the gap widened"
};

struct Comparison {
  Direction direction = Direction::Up;
  Form form = Form::Plain;
};

// "twice": the larger of the two is at least `factor` times the other.
struct Multiple {
  double factor = 2;
  Direction direction = Direction::Up;
  Form form = Form::Plain;
};

// What stands before the thing compared with: "than", "compared with", "against".
struct Marker {};

// ---- what made a difference ---------------------------------------------------------------------------------------

struct Cause {
  enum class Strength {
    Strong,  // "impact", "caused": always a claim of effect
    Weak,    // "led to": a claim of effect when the sentence is about the programme or its findings
    Owed,    // "due to", "because of": as Weak, but without figures only when what follows is the programme
    Agent,   // "improved", "helped": a claim of effect when the programme is its subject
  } strength = Strength::Strong;
};

// ---- the families together ----------------------------------------------------------------------------------------

using Meaning = std::variant<Idiom, Portion, Multiple, Comparison, Marker, Cause, Threshold>;

struct Phrase {
  std::string_view pattern;
  Meaning meaning;
};

std::span<const Phrase> idioms();
std::span<const Phrase> portions();
std::span<const Phrase> multiples();
std::span<const Phrase> comparisons();
std::span<const Phrase> changes();
std::span<const Phrase> samenesses();
std::span<const Phrase> markers();
std::span<const Phrase> causes();
std::span<const Phrase> thresholds();

// Named classes for patterns: the words of "#time", "#body", ...; none when there is no such class.
std::optional<std::span<const std::string_view>> word_class(std::string_view name);
// A word for something that people are asked about: "confidence", "lonelier", "neighbourly".
bool names_outcome(std::string_view word);

}  // namespace kith::report
