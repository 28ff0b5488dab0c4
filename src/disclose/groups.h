// What follows of a group's figure from the form in which it is shown: for tests of whether groups differ, and for
// groups pooled (Gate::release takes both beside what was released).
//
// A test tells something of each of its figures, so it stands only between figures that are shown. With one that is
// not, or that is not there, nothing of the test stays, not even its verdict: what it found rests on that figure too.
// F, its degrees of freedom, p and q stand only where every base is exact: beside a base that is a band, or rounded
// because it would tell a smaller one, they would give it back together with the shares. Limits of a difference stand
// where those of both its figures are shown (release.h), beside a rounded base only where the standard error is, and of
// means never beside a band, since they are finer than the gate shows limits there. Differences are those of the
// figures as shown, of means on exact bases those given. Shares and limits are whole percents, p and q have three
// decimals, F two. The verdict is always shown, as beside a benchmark.
//
// A pooling rests on shares and bases as they are shown (`group_as_shown`). The gate holds every group against these:
// where one differs, or has anything while its figure is withheld, the others were learnt from it too, and nothing of
// the pooling stays but what is shown anyway.
#pragma once

#include <span>
#include <string>

#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/pooling.h"

namespace kith::disclose {

// Whether the base of a released figure is shown as it is.
bool exact_base(const finding::Finding& shown);

// Whether it is the indicator's figure of one group of the dimension alone.
bool is_of_group(const finding::Finding& figure, const std::string& indicator, const std::string& dimension);

// The figure of everyone by this indicator; null: withheld, or not there.
const finding::Finding* everyone(std::span<const Safe<finding::Finding>> released, const std::string& indicator);

// Share and base of a group as any reader has them; nothing but its name where the figure is withheld. With weights
// people are the effective number, of a band in proportion to `everyone`'s.
finding::Pooling::Group group_as_shown(const finding::Finding& shown, const finding::Finding* everyone);

}  // namespace kith::disclose
