// How a share or mean changed between two waves of one study (C3): among everyone, and among people who answered in
// both.
//
// Everyone. Both waves are domains of one table under one design, and the change is the difference of two of its
// figures with the influences subtracted respondent by respondent (estimate/estimate.h). With u_c the influences of
// cluster c,
//   d = p2 - p1,   Var(d) = Var(p2) + Var(p1) - 2 Cov(p2, p1) = the design's rule over u_c(p2) - u_c(p1),
// where the covariance comes from clusters, or people, that are in both waves. Nothing in common: the two independent
// samples; everybody in common: the paired test; anything between is a repeated cross-section and a panel at once
// (Kish 1965, section 12.4; Berger 2004, Survey Methodology 30, 1-8, on partly overlapping samples).
//
// Matched only. The same among people with one answer in each wave: with equal weights d is the mean of x2 - x1 over
// the m pairs, and where people are the clusters Var(d) = N / (N - 1) sum (x2 - x1 - d)^2 / m^2, N everybody in the
// design, since those without a pair are outside the domain and not outside the sample. That is the paired t-test's but
// for N / (N - 1) in the place of m / (m - 1).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "estimate/estimate.h"
#include "finding/finding.h"

namespace kith::compare {

// Who has one answer in each wave.
struct Matched {
  std::vector<std::uint8_t> rows;  // 1 for both rows of each pair
  std::int64_t people = 0;
  std::int64_t unnamed = 0;   // answers without an id, in either wave
  std::int64_t repeated = 0;  // ids with several answers in one wave: none of them is matched
};
// `before`, `after`: 1 for rows with an answer in the wave. An empty id is nobody's.
Matched match(std::span<const std::string> ids, std::span<const std::uint8_t> before,
              std::span<const std::uint8_t> after);

// How many of the pairs answered higher before (lost) and higher after (gained). `values`: of each row, of a share any
// that is higher for yes.
struct Moves {
  std::int64_t gained = 0, lost = 0;
};
Moves moves(std::span<const std::string> ids, const Matched& matched, std::span<const std::uint8_t> after,
            std::span<const double> values);

// Whether the variance of a change knows who is in both waves. The covariance tells how many of them changed their
// answers; where those are too few to be told of, the variances are added as if the waves were of different people,
// which is wider where people mostly answer as before.
enum class Overlap { Known, Ignored };

// figures[later] against figures[earlier] of one request: the earlier figure is the `value` of the comparison, named by
// `code` and `label`. None where either has no value. P-value and verdict as in contrast.h; no change at all and no
// variance (the same answers twice) is "practically the same" with p = 1.
std::optional<finding::Comparison> change_between(const estimate::Estimates& figures, std::size_t earlier,
                                                  std::size_t later, std::string code, std::string label,
                                                  double smallest_difference, Overlap overlap = Overlap::Known);

}  // namespace kith::compare
