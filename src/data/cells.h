// The cells of a column: its own, or those of a file in memory that it keeps open.
//
// Reading never asks which. Changing them makes a copy of one's own first.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace kith::data {

template <typename T>
class Cells {
 public:
  Cells() = default;
  Cells(std::vector<T> own) : own_(std::move(own)) {}  // implicit: a vector is the usual source
  Cells(std::initializer_list<T> own) : own_(own) {}
  // `view` lies in what `keeper` keeps alive.
  Cells(std::span<const T> view, std::shared_ptr<const void> keeper) : view_(view), keeper_(std::move(keeper)) {}

  std::span<const T> span() const { return keeper_ != nullptr ? view_ : std::span<const T>(own_); }
  std::size_t size() const { return span().size(); }
  bool empty() const { return span().empty(); }
  const T& operator[](std::size_t i) const { return keeper_ != nullptr ? view_[i] : own_[i]; }

 private:
  std::vector<T> own_;
  std::span<const T> view_;
  std::shared_ptr<const void> keeper_;
};

}  // namespace kith::data
