// A line of values, and the round numbers that stand along it.
//
// Shares stand on 0 to 100%. Any other values begin at zero, or at the round number below the least of them, and end at
// the round number above the largest value or limit: steps are 1, 2, 2.5 or 5 times a power of ten (Heckbert 1990,
// "Nice numbers for graph labels").
#pragma once

#include <string>
#include <vector>

#include "report/shown.h"

namespace kith::report {

struct Axis {
  double left = 0, right = 0;  // on the drawing
  double low = 0, high = 1;    // in values
  double x(double value) const { return left + (right - left) * (value - low) / (high - low); }
};

struct Tick {
  double value = 0;
  std::string label;
};

bool all_shares(const std::vector<Shown>& shown);
// The values that have to fit; left and right are the drawer's.
Axis axis_of(const std::vector<Shown>& shown);
// Round numbers along the axis, at most `steps` apart from end to end.
std::vector<Tick> ticks(const Axis& axis, bool shares, int steps);

}  // namespace kith::report
