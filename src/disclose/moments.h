// What a mean or total of coded answers tells of the few who gave one of them.
//
// Of n people x_c gave the answer with the number v_c. The mean as it is shown, m within half a unit u of its last
// digit, is one more equation beside the shares of the question that are shown:
//   n (m - u) <= sum of v_c x_c <= n (m + u),   (p - 0.5)/100 n <= sum over S of x_c <= (p + 0.5)/100 n,
// with n the sum of the x_c of the answers that are in the figure's base, exact or anything in its band; of a total the
// sum itself. Of every answer that one to nine people gave (minimum_cell) the lowest and highest x_c are found by
// linear programming.
#pragma once

#include <vector>

#include "disclose/coarse.h"
#include "disclose/rules.h"
#include "finding/finding.h"

namespace kith::disclose {

// What is shown of one question in one domain.
struct ShownOfQuestion {
  std::vector<const finding::Finding*> shares;
  std::vector<const finding::Finding*> values;  // further means and totals
};

// Whether the mean or total leaves fewer numbers than the rules ask for, or rules one of the smallest out, where the
// others alone do not; also where everybody gave one and the same answer. The others may rest on other bases, with
// other answers left out. Nothing where it is not known who gave what.
bool value_tells_of_few(const finding::Finding& value, const ShownOfQuestion& others, const Rules& rules);

// The same of a mean with its limits, where respondents are not clustered: the half of their width h, as far as `reach`
// tells it, gives sum of v_c^2 x_c = n (n - 1) (h / t)^2 + n m^2, t on n - 1 degrees of freedom.
bool limits_tell_of_few(const finding::Finding& mean, const Reach& reach, const Rules& rules);

}  // namespace kith::disclose
