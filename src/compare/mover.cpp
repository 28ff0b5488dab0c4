#include "compare/mover.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kith::compare {

finding::Interval mover(const WithLimits& a, const WithLimits& b, double correlation, double level) {
  const double difference = a.value - b.value;
  const auto reach = [correlation](double one, double other) {
    return std::sqrt(std::max(0.0, one * one + other * other - 2 * correlation * one * other));
  };
  return {difference - reach(a.value - a.low, b.high - b.value), difference + reach(a.high - a.value, b.value - b.low),
          level, "mover"};
}

double satterthwaite(const VarianceOf& one, const VarianceOf& other) {
  if ((one.variance > 0 && !(one.df > 0)) || (other.variance > 0 && !(other.df > 0))) {
    return 0;
  }
  const auto part = [](const VarianceOf& of) { return of.variance > 0 ? of.variance * of.variance / of.df : 0; };
  const double sum = one.variance + other.variance;
  const double parts = part(one) + part(other);
  return parts > 0 ? sum * sum / parts : std::numeric_limits<double>::infinity();
}

VarianceOf sum_of(const VarianceOf& one, const VarianceOf& other) {
  return {one.variance + other.variance, satterthwaite(one, other)};
}

}  // namespace kith::compare
