#include "impute/donors.h"

#include <algorithm>
#include <cmath>

#include "num/sort_order.h"

namespace kith::impute {

namespace {

// Index i < n for a uniform number.
std::size_t pick(double uniform, std::size_t n) {
  return std::min(n - 1, static_cast<std::size_t>(uniform * static_cast<double>(n)));
}

}  // namespace

Donors::Donors(std::span<const double> predicted, std::span<const std::uint32_t> rows, std::size_t count)
    : count_(std::min(count, rows.size())) {
  rows_.reserve(rows.size());
  for (const std::uint32_t i : num::sort_order(predicted)) {
    if (values_.empty() || values_.back() != predicted[i]) {
      values_.push_back(predicted[i]);
      first_.push_back(static_cast<std::uint32_t>(rows_.size()));
    }
    rows_.push_back(rows[i]);
  }
  first_.push_back(static_cast<std::uint32_t>(rows_.size()));
}

std::uint32_t Donors::near(double prediction, double which, double among) const {
  const std::size_t wanted = pick(which, count_);  // the how-manieth nearest, from 0
  auto above = static_cast<std::size_t>(std::ranges::lower_bound(values_, prediction) - values_.begin());
  std::size_t below = above;  // those below it are nearer to the left
  std::size_t seen = 0;
  while (true) {
    const bool left =
        above == values_.size() || (below > 0 && prediction - values_[below - 1] < values_[above] - prediction);
    const std::size_t tie = left ? --below : above++;
    const std::size_t size = first_[tie + 1] - first_[tie];
    if (wanted < seen + size) {
      return rows_[first_[tie] + pick(among, size)];
    }
    seen += size;
  }
}

}  // namespace kith::impute
