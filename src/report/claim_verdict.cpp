#include "report/claim_verdict.h"

#include <fmt/format.h>

namespace kith::report {

namespace {

Verdict mirrored(Verdict verdict) {
  return verdict == Verdict::Higher ? Verdict::Lower : verdict == Verdict::Lower ? Verdict::Higher : verdict;
}

Tested test(const Evidence& evidence, const Side& subject, const Side& object) {
  Tested tested;
  const bool with_benchmark = object.benchmark != nullptr || subject.benchmark != nullptr;
  if (with_benchmark && subject.finding->indicator != object.finding->indicator) {
    tested.explanation = "they are different measures";
  } else if (object.benchmark != nullptr) {
    tested = evidence.against_benchmark(subject.finding->id, object.benchmark->set);
  } else if (subject.benchmark != nullptr) {
    tested = evidence.against_benchmark(object.finding->id, subject.benchmark->set);
    tested.verdict = mirrored(tested.verdict);
    tested.ratio = tested.ratio > 0 ? 1 / tested.ratio : 0;
  } else {
    tested = evidence.between(subject.finding->id, object.finding->id);
  }
  return tested;
}

bool supported(Direction direction, Verdict verdict) {
  switch (direction) {
    case Direction::Up:
      return verdict == Verdict::Higher;
    case Direction::Down:
      return verdict == Verdict::Lower;
    case Direction::NotUp:
      return verdict == Verdict::Lower || verdict == Verdict::Same;
    case Direction::NotDown:
      return verdict == Verdict::Higher || verdict == Verdict::Same;
    case Direction::Same:
      return verdict == Verdict::Same;
    case Direction::Different:
      return verdict == Verdict::Higher || verdict == Verdict::Lower;
    case Direction::Unclear:
      return verdict == Verdict::NoDifference || verdict == Verdict::Same;
    case Direction::Unknown:
      return false;
  }
  return false;
}

Direction denied(Direction direction) {
  switch (direction) {
    case Direction::Up:
      return Direction::NotUp;
    case Direction::Down:
      return Direction::NotDown;
    case Direction::NotUp:
      return Direction::Up;
    case Direction::NotDown:
      return Direction::Down;
    case Direction::Same:
    case Direction::Unclear:
      return Direction::Different;
    case Direction::Different:
      return Direction::Same;
    case Direction::Unknown:
      return Direction::Unknown;
  }
  return direction;
}

bool supports(Direction direction, Polarity polarity, Verdict verdict) {
  switch (polarity) {
    case Polarity::Affirmed:
      return supported(direction, verdict);
    case Polarity::Denied:
      return supported(denied(direction), verdict);
    case Polarity::Unproven:
      return direction != Direction::Unknown && !supported(direction, verdict);
  }
  return false;
}

// The ratio of subject to object that the words claim. Nearly and about reach a tenth of it.
bool multiple_holds(const ComparisonClaim& claim, double multiple, double ratio) {
  constexpr double reach = 0.1, noise = 1e-9;
  const bool down = claim.comparison.direction == Direction::Down;  // "half as many" bounds the ratio by 1/2
  const double factor = down ? 1 / multiple : multiple;
  const double times = ratio;
  if (!claim.on_factor) {
    return down ? times <= factor + noise : times >= factor - noise;
  }
  switch (*claim.on_factor) {
    case Threshold::Over:
    case Threshold::WellOver:
    case Threshold::JustOver:
      return times > factor + noise;
    case Threshold::AtLeast:
    case Threshold::Barely:
      return times >= factor - noise;
    case Threshold::Under:
    case Threshold::AtMost:
    case Threshold::WellUnder:
      return times < factor;
    case Threshold::Nearly:
      return times < factor && times >= factor * (1 - reach) - noise;
    case Threshold::About:
    case Threshold::Exactly:
      return times >= factor * (1 - reach) - noise && times <= factor * (1 + reach) + noise;
  }
  return false;
}

std::string name(const Side& side) {
  return side.benchmark == nullptr ? fmt::format("`{}`", side.finding->id)
                                   : fmt::format("the benchmark `{}`", side.benchmark->set);
}

std::string instead(Verdict verdict) {
  switch (verdict) {
    case Verdict::Higher:
      return "the test finds it higher";
    case Verdict::Lower:
      return "the test finds it lower";
    case Verdict::NoDifference:
      return "say \u201Cno clear difference\u201D: the test cannot tell them apart";
    case Verdict::Same:
      return "say that the two are practically the same";
    case Verdict::NotTested:
      break;
  }
  return "say each figure without comparing";
}

}  // namespace

std::optional<Fault> fault_of(const ComparisonClaim& claim, Polarity polarity, const Evidence& evidence,
                              const Side& subject, const Side& object) {
  const Tested tested = test(evidence, subject, object);
  const std::string pair = fmt::format("{} against {}", name(subject), name(object));
  const std::string why = tested.explanation.empty() ? "" : fmt::format(" ({})", tested.explanation);
  if (claim.comparison.direction == Direction::Unknown) {
    return Fault{"ambiguous-claim", "is a comparison whose direction is not known",
                 "write \u201Chigher than\u201D or \u201Clower than\u201D"};
  }
  if (tested.verdict == Verdict::NotTested) {
    return Fault{"untested-claim", fmt::format("compares {}, and that was not tested{}", pair, why),
                 instead(tested.verdict)};
  }
  const bool factor = claim.factor.has_value();
  const bool directed = supports(claim.comparison.direction, factor ? Polarity::Affirmed : polarity, tested.verdict);
  if (!claim.factor) {
    return directed ? std::nullopt
                    : std::optional(Fault{"untrue-claim", fmt::format("does not hold for {}{}", pair, why),
                                          instead(tested.verdict)});
  }
  if (polarity != Polarity::Affirmed) {
    const bool holds = directed && multiple_holds(claim, *claim.factor, tested.ratio);
    return holds ? std::optional(Fault{"untrue-claim", fmt::format("is denied of {}, where it holds{}", pair, why),
                                       "take the negation out"})
                 : std::nullopt;
  }
  if (directed && multiple_holds(claim, *claim.factor, tested.ratio)) {
    return std::nullopt;
  }
  return Fault{"untrue-claim", fmt::format("does not hold for {}: {:.2f} times{}", pair, tested.ratio, why),
               instead(tested.verdict)};
}

}  // namespace kith::report
