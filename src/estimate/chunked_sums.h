// Many sums at once: plain within one chunk of rows, compensated over chunks (see num/sum.h) where that can matter.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace kith::estimate {

class ChunkedSums {
 public:
  // With more sums than a chunk could fill well, few terms go into each and compensation would cost more than it gives.
  explicit ChunkedSums(std::size_t size, std::size_t chunk) : now_(size) {
    if (size * 8 <= chunk) {
      sum_.resize(size);
      carry_.resize(size);
    }
  }

  double* now() { return now_.data(); }

  // At the end of a chunk.
  void fold() {
    for (std::size_t i = 0; i < sum_.size(); ++i) {
      const double term = now_[i];
      const double total = sum_[i] + term;
      carry_[i] += std::fabs(sum_[i]) >= std::fabs(term) ? (sum_[i] - total) + term : (term - total) + sum_[i];
      sum_[i] = total;
      now_[i] = 0;
    }
  }

  double operator[](std::size_t i) const { return sum_.empty() ? now_[i] : sum_[i] + carry_[i] + now_[i]; }

 private:
  std::vector<double> now_;
  std::vector<double> sum_;
  std::vector<double> carry_;
};

}  // namespace kith::estimate
