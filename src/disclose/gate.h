// The gate between answers and readers: primary rules, secondary suppression, banding and rounding (J1, J3, J4, J5,
// J6).
//
// The gate sees the whole release at once, because a table is safe only together with its neighbours. It withholds
//   small-base        a base below the confidentiality minimum (10) or the reliability minimum (30)
//   small-cell        a share whose numerator or complement is below the minimum, zero included; a count below it
//   class-disclosure  the same for a sensitive item, on a base below sensitive_extremes_below
//   order-statistic   a quantile, minimum or maximum: it can be one person's own answer
//   secondary         a figure that would give a withheld one back: by a total minus its parts, by the last option of a
//                     question, or through a chain of such sums
// and rounds what it lets through to what is shown (release.h): shares and limits to the whole percent, bases under 100
// in bands, no standard error, design effect or effective n beside them.
//
// One code stands for both purposes of a small base: to say which of the two it was would tell readers whether the base
// is below 10. The log of decisions keeps the purpose, for the analyst. What is guaranteed stands in
// docs/disclosure.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/rules.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/quote.h"

namespace kith::disclose {

// Which levels of one dimension lie inside a level of another: project p17 -> programme lc. Needed to see that the
// projects of a programme add up to it.
struct Nesting {
  std::string inner, outer;
  std::map<std::string, std::string> outer_of;  // inner code -> outer code
};

// Findings over one base whose numerators add up: "agree" is "strongly agree" and "tend to agree" together. The gate
// sees by itself the sums over domains and over the options of a `whole`; these are the sums that it cannot see. Ids
// that are not in the release count as parts that nobody sees.
struct Sum {
  std::string total;
  std::vector<std::string> parts;
};

// Whom a decision serves. Not for publication beside the code: see the head of this file.
enum class Purpose { Confidentiality, Reliability, Consent };

// One decision, for the release manifest (J6).
struct Decision {
  std::string id;       // finding or quote
  std::string code;     // as above; for quotes "no-consent", "same-person", "small-attribution", "role-only"
  std::string because;  // for "secondary": the id it protects, or the rest of a total: "rest of trust_all by nation"
  Purpose purpose = Purpose::Confidentiality;
};

class Gate {
 public:
  explicit Gate(Rules rules, std::vector<Nesting> nestings = {}, std::vector<Sum> sums = {});

  // Everything of one release together, in one call: the gate does not remember what it let through before. Order is
  // kept; every finding comes back, some withheld. Never throws on any finding.
  std::vector<Safe<finding::Finding>> release(std::vector<finding::Finding> findings);
  // Quotes with consent, and an attribution that enough people share (otherwise the role alone, if enough share that);
  // one a person, the first. The others do not come back.
  std::vector<Safe<finding::Quote>> release(std::vector<finding::Quote> quotes);

  const std::vector<Decision>& decisions() const { return decisions_; }
  const Rules& rules() const { return rules_; }
  // Why a finding or quote is not shown, in a sentence for the analyst; "`id` is shown" when nothing was decided on it.
  std::string explain(std::string_view id) const;

 private:
  Rules rules_;
  std::vector<Nesting> nestings_;
  std::vector<Sum> sums_;
  std::vector<Decision> decisions_;
};

}  // namespace kith::disclose
