#include "run/change_release.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "disclose/release.h"

namespace kith::run {

using finding::Finding;

std::vector<disclose::Sum> sums_of_own_wave(const study::Study& study, const std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, const Finding*> everyone;
  for (const Finding& finding : findings) {
    if (finding.by.empty() && study.has_change(finding.indicator)) {
      everyone.emplace(std::pair(finding.indicator, finding.category), &finding);
    }
  }
  std::vector<disclose::Sum> sums;
  for (const Finding& finding : findings) {
    const auto found = everyone.find({finding.indicator, finding.category});
    if (found != everyone.end() && finding.by.size() == 1 && finding.by.front().dimension == "wave" &&
        finding.wave == found->second->wave) {
      sums.push_back({found->second->id, {finding.id}});
    }
  }
  return sums;
}

void round_earlier_figures(const Changes& changes, const disclose::Rules& rules, std::vector<Finding>& findings) {
  std::map<std::string, Finding*> by_id;
  for (Finding& finding : findings) {
    by_id.emplace(finding.id, &finding);
  }
  const auto round_one = [&](const std::string& later, const std::string& earlier) {
    const auto after = by_id.find(later);
    const auto before = by_id.find(earlier);
    if (after != by_id.end() && before != by_id.end() && after->second->comparison) {
      after->second->comparison->value = disclose::shown(*before->second, rules).value.value_or(0);
    }
  };
  for (const MadeChange& made : changes.made) {
    round_one(made.row.everyone, made.earlier);
    round_one(made.row.matched, made.row.matched_earlier);
  }
}

std::vector<std::string> changes_to_leave_out(const Changes& changes,
                                              std::span<const disclose::Safe<Finding>> released) {
  std::set<std::string> there;
  std::set<std::string> shown;
  for (const auto& safe : released) {
    there.insert(safe->id);
    if (!safe->withheld) {
      shown.insert(safe->id);
    }
  }
  std::vector<std::string> gone;
  const auto leave_out_unless = [&](const std::string& id, bool stands) {
    if (there.contains(id) && !stands) {
      gone.push_back(id);
    }
  };
  for (const MadeChange& made : changes.made) {
    const report::ChangeRow& row = made.row;
    const bool both = shown.contains(made.earlier) && shown.contains(row.later) && shown.contains(row.everyone);
    leave_out_unless(row.everyone, both);
    const bool pair = both && shown.contains(row.matched) && shown.contains(row.matched_earlier);
    leave_out_unless(row.matched, pair);
    leave_out_unless(row.matched_earlier, pair);
  }
  return gone;
}

}  // namespace kith::run
