// The form in which figures leave (J4): rounded, banded, or erased.
//
// Shown, base from flag_below (100) on: the base is exact (or rounded to round_counts_to), so the count behind a whole
// percentage is known to anybody; the primary rules made sure that it may be. Shares and limits are whole percents, and
// limits stand about the figure as it is shown. Means, totals and ratios keep the decimals that their standard error
// makes meaningful (base/round.h), and the error has as many. What follows from the sizes of all clusters (degrees of
// freedom, design effect) or, without clusters, from who gave which answer (p-values, the error of a mean of a few
// numbers) is coarse, or goes.
//
// Shown, base below 100: the base is a band, and nothing beside it may give it back. Weighted base, effective n,
// standard error, degrees of freedom, design effect, p and q go. An interval goes too, unless respondents were
// clustered: the width of a Wilson or logit interval follows from the share and the base alone, so that beside limits
// at whole percents one figure in seven has only one base that fits (tests/disclose/limits_test.cpp tries them all),
// and rounding to five or ten points makes them fewer, not none. With clusters the width holds an unknown design
// effect. Clustered means: the degrees of freedom are fewer than half of what as many independent respondents would
// have. Means keep the decimals of the first digit of their standard error.
//
// The numerator always goes. A difference from a benchmark is that of the two figures as shown, so that readers who
// subtract get the same (75% against 57%: 18 points), and so that it tells nothing new about the share.
//
// What is said beside the difference follows from the figures as shown: Cohen's h and the E-value are those of the
// whole percents. The adjusted benchmark, its difference and limits are whole points, of means as fine as the mean; the
// effective base of the reweighted benchmark, which counts nobody of ours, is in tens. The largest weight goes up to
// the next of 1, 2, 5, 10, 20, since of a characteristic that few have it says how many. Other choices (another cut,
// each project left out in turn) are whole points, and of a range only its ends, without saying whose. Beside a base
// that is a band, or is rounded because it would tell a smaller one, none of the adjusted figures stands.
//
// Withheld: value, uncertainty, bases, comparison and notes go; what stays says what was asked, of whom, and why it is
// not shown. Notes go because their words may hold counts.
#pragma once

#include <string>

#include "disclose/rules.h"
#include "finding/finding.h"

namespace kith::disclose {

// Whether a base (or count) from flag_below on is exact, or rounded because it would tell a smaller one
// (shared_base.h). Beside a rounded base stands nothing that follows from the exact one: no standard error, degrees of
// freedom, design effect, p or q, unless respondents were clustered.
enum class BaseForm { AsItIs, Rounded };

// Whether the width of an interval depends on more than the share and the base.
bool clustered(const finding::Finding& finding);

// Of the value as it is shown; below 0 from tens on.
int decimals_shown(const finding::Finding& finding, const Rules& rules);
finding::Finding shown(finding::Finding finding, const Rules& rules, BaseForm form = BaseForm::AsItIs);
finding::Finding withheld(finding::Finding finding, std::string code, const Rules& rules);

}  // namespace kith::disclose
