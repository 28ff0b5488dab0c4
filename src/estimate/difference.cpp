// Differences of any two findings of a run.
#include <fmt/format.h>

#include "estimate/derived.h"

namespace kith::estimate {

namespace {

std::string name_of(const finding::Finding& finding) {
  std::string name = finding.measure;
  for (const finding::Level& level : finding.by) {
    name += fmt::format("[{} = {}]", level.dimension, level.label);
  }
  return finding.category.empty() ? name : fmt::format("{}[{}]", name, finding.category_label);
}

// Nothing is known of how it varies, and the rest of the difference's variance would pass for all of it.
bool without_df(const finding::Finding& finding) {
  return finding.df && !(*finding.df > 0);
}

}  // namespace

finding::Finding Estimates::difference(std::size_t i, std::size_t j) const {
  const finding::Finding& a = state_->findings.at(i);
  const finding::Finding& b = state_->findings.at(j);
  finding::Finding result = estimate::difference(*state_, fmt::format("difference({}, {})", name_of(a), name_of(b)),
                                                 {&a, &state_->origins[i]}, {&b, &state_->origins[j]})
                                .finding;
  result.indicator = a.indicator;
  result.by.clear();
  if (state_->design.replicates() == nullptr && (without_df(a) || without_df(b))) {
    result.se.reset();
    result.df.reset();
    result.interval.reset();
    result.notes.push_back({"no-variance", "One of the two rests on a single cluster, or on one in each stratum."});
  }
  return result;
}

}  // namespace kith::estimate
