// The gate between answers and readers: primary rules, secondary suppression, banding and rounding (J1, J3 to J6).
//
// It sees the whole release at once, because a table is safe only together with its neighbours. It withholds, under the
// codes that readers see,
//   small-base       a base below the confidentiality minimum (10) or the reliability minimum (30)
//   confidential     a share whose numerator or complement is below the minimum, or 0% or 100% of a sensitive item; a
//                    count below the minimum; a mean or total that is mostly one person's amount; and whatever would
//                    give a withheld figure back: by a total minus its parts, by the last option of a question, or
//                    through a chain of such sums; and what gives a base that is shown as a band back together with
//                    others
//   order-statistic  a quantile, minimum or maximum
// and rounds what it lets through to what is shown (release.h): shares and limits to the whole percent, bases under 100
// in bands, no standard error, design effect or effective n beside them.
//
// Why so few codes. To say whether a base is unreliable or confidential tells whether it is below 10. To say which
// figure is small, and which is withheld for its sake, bounds the second from below and so the first from above (two
// parts marked small whose total is not are at least 1 each). So statistical offices use one sign for both. The
// analyst's log keeps the rule behind each decision; docs/disclosure.md says what is guaranteed.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/rules.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/group_test.h"
#include "finding/map.h"
#include "finding/pooling.h"
#include "finding/quote.h"

namespace kith::disclose {

// Which levels of one dimension lie inside a level of another: project p17 -> programme lc. Needed to see that the
// projects of a programme add up to it.
struct Nesting {
  std::string inner, outer;
  std::map<std::string, std::string> outer_of;  // inner code -> outer code
};

// A dimension that leaves people of the population out: it is not known where they belong.
struct Incomplete {
  std::string population, dimension;

  bool operator==(const Incomplete&) const = default;
};

// Findings over one base whose numerators add up: "agree" is "strongly agree" and "tend to agree" together. The gate
// sees by itself the sums over domains and over the options of a `whole`; these are the sums that it cannot see. Ids
// that are not in the release count as parts that nobody sees.
struct Sum {
  std::string total;
  std::vector<std::string> parts;
};

// A release of the study that was published before, with the counts behind it.
struct EarlierRelease {
  std::string name;  // "0001-w1"
  Rules rules;       // that it was made under
  // Value, numerator and bases as they were estimated. `withheld` says under which code one was not shown, the note
  // "rounded-base" that its base was shown rounded.
  std::vector<finding::Finding> findings;
  std::vector<Nesting> nestings;
  std::vector<Sum> sums;
  std::vector<finding::Quote> quotes{};       // as they were shown, and whose they are
  std::map<std::string, std::string> data{};  // file of answers -> SHA-256, for whoever keeps the ledger
};

// The rule behind a decision, for the analyst; readers see its code.
enum class Rule {
  ConfidentialBase,  // base below minimum_cell
  UnreliableBase,    // base below withhold_below
  SmallCell,         // numerator, complement or count below minimum_cell
  ClassDisclosure,   // 0% or 100% of a sensitive item on a small base (J5)
  OrderStatistic,    // quantile, minimum, maximum (J5)
  Dominance,         // one person's amount makes most of a mean or total
  Secondary,         // protects another figure
  Unproven,          // to prove that it may be shown would take too long (secondary.h)
  SharedBase,        // with the others on its base it would give that base back (shared_base.h)
  WithheldBefore,    // an earlier release withheld the same figure for the sake of others
  NoConsent,         // of a quote, as are the following
  SamePerson,
  SmallAttribution,
  RoleOnly,       // shown, with the role alone: too few share the attribution
  QuotedBefore,   // the same, since an earlier release names the person otherwise
  CountWithheld,  // the same, since the number of those who share it is withheld
};
// Whether a quote is shown, though with the role alone.
bool role_only(Rule rule);
std::string public_code(Rule rule);

// One decision, for the release manifest (J6).
struct Decision {
  std::string id;    // finding or quote
  std::string code;  // as readers see it; for quotes "no-consent", "same-person", "small-attribution", "role-only"
  // In the log only; what may be published has nothing here. The id that a Secondary protects, or "rest of trust_all by
  // nation", or "what changed in trust_all since 0001-w1". Of a WithheldBefore or QuotedBefore that release, of a
  // CountWithheld the count.
  std::string because;
  std::optional<Rule> rule;
};

// Groups (attribution.h) whose number of people is withheld -> id of the count.
using HiddenGroups = std::map<std::string, std::string>;

class Gate {
 public:
  explicit Gate(Rules rules, std::vector<Nesting> nestings = {}, std::vector<Sum> sums = {},
                std::vector<EarlierRelease> earlier = {}, std::vector<Incomplete> incomplete = {});

  // Everything of one release together, in one call: of what was let through before, the gate knows `earlier` and
  // nothing else (earlier.h). Order is kept; every finding comes back, some withheld. Never throws on any finding.
  std::vector<Safe<finding::Finding>> release(std::vector<finding::Finding> findings);
  // Quotes with consent, and an attribution that may stand (otherwise the role alone, if enough share that); one a
  // person, the first. The others do not come back. An attribution may stand that enough people share, unless an
  // earlier release named the person otherwise, in whatever words, or the findings released before have the number of
  // those people withheld, of which the attribution would tell, if none did before, that it is not small.
  std::vector<Safe<finding::Quote>> release(std::vector<finding::Quote> quotes);
  // A map of what is in `released`, and of nothing else: whatever levels it came with are dropped, unless it shows what
  // is published about places. Counts become the bands that they are shown as; figures become at most five classes of
  // equal width over those that are shown. What is withheld has no level, as has what is not there: the same sign
  // stands for both.
  Safe<finding::Map> release(finding::Map map, std::span<const Safe<finding::Finding>> released) const;
  // A test between groups, and groups pooled, as far as they follow from what is in `released` (groups.h).
  Safe<finding::GroupTest> release(finding::GroupTest test, std::span<const Safe<finding::Finding>> released) const;
  Safe<finding::Pooling> release(finding::Pooling pooling, std::span<const Safe<finding::Finding>> released) const;

  // What was decided, without the rules behind it: may be published.
  std::vector<Decision> decisions() const;
  // The same with the rules behind it: for the analyst, never beside the release.
  const std::vector<Decision>& log() const { return log_; }
  const Rules& rules() const { return rules_; }
  // Why a finding or quote is not shown, in a sentence for the analyst; "`id` is shown" when nothing was decided on it.
  std::string explain(std::string_view id) const;

 private:
  std::optional<Decision> refuse_attribution(const finding::Quote& quote, const HiddenGroups& hidden) const;

  Rules rules_;
  std::vector<Nesting> nestings_;
  std::vector<Sum> sums_;
  std::vector<EarlierRelease> earlier_;
  std::vector<Incomplete> incomplete_;
  std::vector<Decision> log_;
  HiddenGroups withheld_counts_;  // of the findings released so far
};

}  // namespace kith::disclose
