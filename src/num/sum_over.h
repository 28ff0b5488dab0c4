// The sum of term(row) over many rows, compensated, in blocks on several threads.
#pragma once

#include "num/parallel.h"
#include "num/sum.h"

namespace kith::num {

template <typename Term>
double sum_over(std::size_t rows, const Term& term, Threads threads = {}) {
  const Sum total = reduce_blocks(
      rows, rows_a_block / 8, Sum{},
      [&](std::size_t first, std::size_t last) {
        Sum sum;
        for (std::size_t row = first; row < last; ++row) {
          sum += term(row);
        }
        return sum;
      },
      [](Sum sum, const Sum& part) {
        sum += part.value();
        return sum;
      },
      threads);
  return total.value();
}

}  // namespace kith::num
