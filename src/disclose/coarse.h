// Numbers made so coarse that they tell nothing beside the figure that they stand by.
#pragma once

#include <optional>

#include "finding/finding.h"

namespace kith::disclose {

// Rounds at a power of ten: 2 gives hundredths, -1 tens.
double rounded_at(double value, int decimals);
void round_interval(std::optional<finding::Interval>& interval, int decimals);

// The limits about the figure as it is shown, which is `by` more than what stands behind it: those about that would
// tell more of it. Those of a share stay in [0, 1].
void move_interval(std::optional<finding::Interval>& interval, double by, bool share, int decimals);

// Limits of a share lie evenly about it on some scale, so whole percents of them would refine its own, and with it the
// size of a small base. Outwards to steps of five points they do not.
void coarsen_interval(std::optional<finding::Interval>& interval);

// Limits to each side of `about` as far as the half of their width, up to its first digit (0.19 and 0.11 are 0.2), for
// a mean whose error must not be known: each by itself would be a number of its own.
void spread_evenly(std::optional<finding::Interval>& interval, double about);

// A p-value and the difference that it is of give the standard error, and without clusters that tells more of the
// answers than their share or mean: then the next step up. With clusters as many digits as a reader needs.
std::optional<double> shown_p(std::optional<double> p, bool clustered);

// The next of 1, 2, 5, 10, 20, ...: a weight to a digit, of a characteristic that few have, is how many have it.
double step_up(double weight);

}  // namespace kith::disclose
