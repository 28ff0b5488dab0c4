// What a mean or total of coded answers tells of the few who gave one of them.
//
// Of n people x_c gave the answer with the number v_c. The mean as it is shown, m within half a unit u of its last
// digit, is one more equation beside the shares of the question that are shown:
//   n (m - u) <= sum of v_c x_c <= n (m + u),   (p - 0.5)/100 n <= sum over S of x_c <= (p + 0.5)/100 n,
// with n the sum of the x_c of the answers that are in the figure's base, exact or anything in its band; of a total the
// sum itself. Of every answer that one to nine people gave (minimum_cell) the lowest and highest x_c are found by
// linear programming. How widely answers are spread is not an equation here: release.h shows no error from which it
// follows.
#pragma once

#include <vector>

#include "disclose/rules.h"
#include "finding/finding.h"

namespace kith::disclose {

// Whether the mean or total leaves fewer numbers than the rules ask for, or rules one of the smallest out, where the
// shares alone do not. `shares` are those of its question and domain that are shown, also on other bases. Nothing where
// it is not known who gave what.
bool value_tells_of_few(const finding::Finding& value, const std::vector<const finding::Finding*>& shares,
                        const Rules& rules);

}  // namespace kith::disclose
