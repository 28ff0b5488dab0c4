// A sum that does not lose its small terms: Neumaier's variant of Kahan's compensated summation (Neumaier 1974, ZAMM
// 54, algorithm IV). The error is about two roundings of the result and does not grow with the number of terms, which
// is why permuting the rows of a file does not change an estimate.
#pragma once

#include <cmath>

namespace kith::num {

class Sum {
 public:
  void add(double term) {
    const double total = sum_ + term;
    carry_ += std::fabs(sum_) >= std::fabs(term) ? (sum_ - total) + term : (term - total) + sum_;
    sum_ = total;
  }
  Sum& operator+=(double term) {
    add(term);
    return *this;
  }
  double value() const { return sum_ + carry_; }

 private:
  double sum_ = 0;
  double carry_ = 0;
};

}  // namespace kith::num
