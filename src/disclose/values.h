// What means and totals tell beside other figures.
//
// A mean of coded answers on a known base is a sum of codes times people: beside the options that are shown it gives
// one more equation for those that are not. A total over a mean of the same people is their base. And where a mean
// changed while its base did not, somebody corrected an answer, by as much as base times change.
//
// The system of sums (sums.h) holds counts and not such values, so here, in one domain,
//   a mean or total goes that beside all that is shown of its question tells of the few who gave one answer, or of a
//   share that is withheld (told_values.h); where it is not known who gave what, beside any share that is withheld;
//   a mean or total goes of people who all gave the same answer;
//   a total goes beside a mean on a base that is shown as a band;
//   a mean or total goes that an earlier release showed on the same base with another value.
//   a mean goes without which that of everybody, or of another part, would follow from the means that are shown.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "disclose/earlier.h"
#include "disclose/rules.h"
#include "finding/finding.h"

namespace kith::disclose {

// A mean or a total.
bool is_value(const finding::Finding& finding);

class ToldValues;

struct TellingValue {
  int finding = 0;      // to withhold
  std::string because;  // id of what it would tell
};

class Values {
 public:
  Values(const Releases& releases, const Rules& rules);
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  Values(Values&&) = delete;
  Values& operator=(Values&&) = delete;
  ~Values();

  // `gone`: per finding of all releases, whether it is not shown.
  std::vector<TellingValue> telling(const std::vector<bool>& gone);

 private:
  const Releases& releases_;
  const Rules& rules_;
  std::unique_ptr<ToldValues> told_;
  std::set<int> settled_;  // findings withheld for what all domains of their question were asked
};

}  // namespace kith::disclose
