// How large a difference between two shares is, on scales other than points, and how strong a hidden cause would have
// to be to make it.
//
// Cohen's h = 2 asin sqrt p - 2 asin sqrt b: a difference that means the same at every level of the shares; 0.2 small,
// 0.5 medium, 0.8 large (Cohen 1988, chapter 6).
//
// E-value (VanderWeele and Ding 2017, Ann. Intern. Med. 167, 268-274): how strongly, as a ratio of shares, something
// not adjusted for would have to go with both taking part and the answer to explain the ratio r of two shares away,
//   E(r) = r + sqrt(r (r - 1)) for r >= 1, E(1 / r) for r < 1.
#pragma once

namespace kith::num {

double cohen_h(double share, double other);
double e_value(double ratio);  // ratio > 0

}  // namespace kith::num
