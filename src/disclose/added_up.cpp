#include "disclose/added_up.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "disclose/domains.h"
#include "disclose/primary.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;

class AddedUp {
 public:
  AddedUp(const Releases& releases, std::vector<bool> hidden, const std::set<int>& settled, const Rules& rules)
      : releases_(releases),
        domains_(releases.nestings),
        hidden_(std::move(hidden)),
        settled_(settled),
        least_(smallest_base(rules)) {
    for (std::size_t i = 0; i < releases.present; ++i) {
      const Finding& finding = releases.findings[i];
      if (is_value(finding) && finding.value) {
        series_[{finding.kind, finding.indicator, finding.measure, finding.population}].emplace(
            domains_.index_of(finding), static_cast<int>(i));
      }
    }
  }

  // Until nothing follows any more.
  std::vector<TellingValue> further() {
    std::vector<TellingValue> further;
    const std::vector<Partition> partitions = domains_.partitions();
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [key, values] : series_) {
        for (const Partition& partition : partitions) {
          if (const auto one = follows(values, partition)) {
            hidden_[static_cast<std::size_t>(one->finding)] = true;
            further.push_back(*one);
            changed = true;
          }
        }
      }
    }
    return further;
  }

 private:
  bool hidden(int index) const { return hidden_[static_cast<std::size_t>(index)]; }
  const Finding& of(int index) const { return releases_.findings[static_cast<std::size_t>(index)]; }

  // The part to hide beside the one that would follow: the smallest.
  std::optional<TellingValue> follows(const std::map<int, int>& values, const Partition& partition) const {
    const auto whole = values.find(partition.whole);
    if (whole == values.end()) {
      return std::nullopt;
    }
    std::int64_t people = 0;
    std::vector<int> gone, there;
    (hidden(whole->second) ? gone : there).push_back(whole->second);
    for (const int part : partition.parts) {
      if (const auto value = values.find(part); value != values.end()) {
        people += of(value->second).bases.unweighted;
        (hidden(value->second) ? gone : there).push_back(value->second);
      }
    }
    std::erase(there, whole->second);
    // One whose base is too small is hidden by what hides its base.
    if (people != of(whole->second).bases.unweighted || gone.size() != 1 || there.empty() ||
        settled_.contains(gone.front()) || of(gone.front()).bases.unweighted < least_) {
      return std::nullopt;
    }
    const int smallest = *std::ranges::min_element(there, {}, [&](int index) { return of(index).bases.unweighted; });
    return TellingValue{smallest, of(gone.front()).id};
  }

  const Releases& releases_;
  Domains domains_;
  std::vector<bool> hidden_;
  const std::set<int>& settled_;
  std::int64_t least_ = 0;
  std::map<std::tuple<Kind, std::string, std::string, std::string>, std::map<int, int>> series_;
};

}  // namespace

std::vector<TellingValue> values_added_up(const Releases& releases, std::vector<bool> hidden,
                                          const std::set<int>& settled, const Rules& rules) {
  return AddedUp(releases, std::move(hidden), settled, rules).further();
}

}  // namespace kith::disclose
