// Rounding as reports do it (F6): half up, once, at the end, on the decimal number that a person would write.
//
// A share of 0.145 is held as 0.14499999999999999; a person who computes 29/200 gets 14.5 and rounds it to 15. So a
// fraction within 1e-9 of one half counts as one half, and halves go away from zero.
#pragma once

#include <optional>
#include <string>

namespace kith {

double round_half_up(double value, int decimals);
double rounded(double value, int decimals);  // the same, and never -0

// What is left between two figures that are rounded already, without the noise of the subtraction.
double difference_of_shown(double one, double other);

// The decimals that `digits` significant digits of `amount` fill, below 0 from tens on; none for 0 and what is not
// finite.
std::optional<int> decimals_of(double amount, int digits);

// The decimals of a figure that its standard error makes meaningful: down to the first digit of the error, or to the
// second where the first is a 1. 6.938 with 0.0905 is 6.94, 6.938 with 0.0105 is 6.938.
std::optional<int> meaningful_decimals(double error);

// Whole percent of a share in [0, 1].
int whole_percent(double share);

// How a share is printed (F6): "75%"; "0%" above 0 and below 0.5%; "-" for exactly none.
std::string percent_text(double share);

}  // namespace kith
