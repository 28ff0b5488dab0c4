#include "compare/families.h"

#include <algorithm>
#include <numeric>

namespace kith::compare {

std::vector<double> adjust(std::span<const double> p, Adjustment method) {
  const std::size_t m = p.size();
  std::vector<std::size_t> order(m);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });

  std::vector<double> adjusted(m);
  if (method == Adjustment::Holm) {
    double largest = 0;  // q_(i) = max over j <= i of (m - j + 1) p_(j)
    for (std::size_t i = 0; i < m; ++i) {
      largest = std::max(largest, static_cast<double>(m - i) * p[order[i]]);
      adjusted[order[i]] = std::min(1.0, largest);
    }
  } else {
    double smallest = 1;  // q_(i) = min over j >= i of m p_(j) / j
    for (std::size_t i = m; i-- > 0;) {
      smallest = std::min(smallest, static_cast<double>(m) * p[order[i]] / static_cast<double>(i + 1));
      adjusted[order[i]] = smallest;
    }
  }
  return adjusted;
}

}  // namespace kith::compare
