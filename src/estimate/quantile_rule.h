// Quantiles of weighted answers, by the rule that is asked for.
//
// With the answers in order, W_k the weight of the first k of them and W of all:
//   math, hf1     the first answer with W_k/W > p; where some W_k/W = p exactly, the k-th (the inverse distribution)
//   school, hf2   the same, but where W_k/W = p the middle of the k-th and the next
//   hf3           over distinct answers; where W_k/W = p the k-th if k is even, otherwise the next
//   hf4           W_k/W joined by straight lines
//   hf5 .. hf9    straight lines through (p_k, x_k), with w_n the weight of the last answer:
//                   5  (W_k - w_k/2) / W               6  W_k / (W + w_n)          7  W_(k-1) / W_(n-1)
//                   8  (W_(k-1)/3 + 2 W_k/3) / (W + w_n/3)     9  (3 W_(k-1)/8 + 5 W_k/8) / (W + w_n/4)
//   shahvaish     the last x_k with p_k <= p, p_k = (S_k + 1/2 - w_k/2) / (n + 1), S_k = n W_k / W
// (Hyndman and Fan 1996, definitions 1 to 9, carried over to weights as in R's survey 4.1 and later; Shah and Vaish
// 2006.) Outside the p_k the first or the last answer stands. Respondents without weight do not take part.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kith::estimate {

struct Ranked {
  std::vector<double> values;      // ascending; equal answers in the order of the file
  std::vector<double> weights;     // above 0
  std::vector<double> cumulative;  // W_k
  double total = 0;                // W, added up in the order of the file
};

// Answers of weight 0 are left out. `order` is that of the values (num/sort_order.h).
Ranked ranked(std::span<const double> values, std::span<const double> weights, std::span<const std::uint32_t> order);

struct QuantileRule {
  std::string_view name;
  double (*at)(const Ranked& answers, double p);  // of at least one answer
};

std::span<const QuantileRule> quantile_rules();

// Error ("unknown-rule") with the nearest names.
const QuantileRule& quantile_rule(std::string_view name);

}  // namespace kith::estimate
