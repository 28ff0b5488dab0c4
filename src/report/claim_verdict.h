// What a test must have found for a comparison to be said (K3, G6).
//
//   said                       the test found
//   higher, more, rose         higher: interval of the difference above zero and q < .05
//   not higher, no more        lower, or practically the same
//   same, similar, unchanged   practically the same: the whole interval within the smallest difference of interest
//   different                  higher or lower
//   no clear difference        not distinguishable, or practically the same
//   no evidence that higher    anything tested but higher
//   twice                      higher, and the ratio of the unrounded values at least 2 ("nearly twice": 1.8 to 2)
//
// A comparison that was not tested (self-attributed, grade C, one side withheld) supports none of these words.
#pragma once

#include <optional>
#include <string>

#include "finding/finding.h"
#include "report/claim_sentence.h"
#include "report/evidence.h"
#include "study/study.h"

namespace kith::report {

// One side of a comparison: a finding, or the benchmark that the finding is held against.
struct Side {
  const finding::Finding* finding = nullptr;
  const study::Benchmark* benchmark = nullptr;

  bool operator==(const Side&) const = default;
};

struct Fault {
  std::string code, message, hint;
};

// Why the claim may not be made of subject against object; none when it may.
std::optional<Fault> fault_of(const ComparisonClaim& claim, Polarity polarity, const Evidence& evidence,
                              const Side& subject, const Side& object);

}  // namespace kith::report
