#include "num/effect_sizes.h"

#include <cmath>

namespace kith::num {

double cohen_h(double share, double other) {
  return 2 * std::asin(std::sqrt(share)) - 2 * std::asin(std::sqrt(other));
}

double e_value(double ratio) {
  const double r = ratio < 1 ? 1 / ratio : ratio;
  return r + std::sqrt(r * (r - 1));
}

}  // namespace kith::num
