// The gate between answers and readers: primary rules, secondary suppression, banding and rounding (J1, J3, J4, J5, J6).
//
// The gate sees the whole release at once, because a table is safe only together with its neighbours. It withholds
//   small-base        a base below the confidentiality minimum (10) or the reliability minimum (30)
//   small-cell        a share whose numerator or complement is between them
//   class-disclosure  0% or 100% of a sensitive item on a small base
//   secondary         a cell that would give a withheld one back: by a total minus its parts, or by the last option of a question
// and rounds what it lets through to what is shown: shares and limits to the whole percent, bases under 100 in bands,
// no standard error, design effect or effective n beside them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/quote.h"

namespace kith::disclose {

struct Rules {
  std::int64_t minimum_cell = 10;
  std::int64_t withhold_below = 30;
  std::int64_t bracket_below = 50;
  std::int64_t flag_below = 100;
  std::int64_t sensitive_extremes_below = 30;
  std::int64_t round_counts_to = 0;
  std::int64_t attribution_minimum = 10;
};

// Which levels of one dimension lie inside a level of another: project p17 -> programme lc. Needed to see that the
// projects of a programme add up to it.
struct Nesting {
  std::string inner, outer;
  std::map<std::string, std::string> outer_of;  // inner code -> outer code
};

// One decision, for the release manifest (J6).
struct Decision {
  std::string id;       // finding or quote
  std::string code;     // "small-base", ..., "secondary", "no-consent", "small-attribution"
  std::string because;  // for "secondary": the id it protects
};

class Gate {
 public:
  explicit Gate(Rules rules, std::vector<Nesting> nestings = {});

  // Everything of one release together. Order is kept; every finding comes back, some with value withheld.
  std::vector<Safe<finding::Finding>> release(std::vector<finding::Finding> findings);
  // Quotes with consent and an attribution shared by enough people; one a person.
  std::vector<Safe<finding::Quote>> release(std::vector<finding::Quote> quotes);

  const std::vector<Decision>& decisions() const { return decisions_; }
  const Rules& rules() const { return rules_; }

 private:
  Rules rules_;
  std::vector<Nesting> nestings_;
  std::vector<Decision> decisions_;
};

// How a base is printed: "412", or a band below `flag_below`: "50 to 99".
std::string base_text(std::int64_t base, const Rules& rules);

}  // namespace kith::disclose
