// What may be shown. A Safe<T> exists only because the gate let the value through.
#pragma once

#include <utility>

namespace kith::disclose {

class Gate;

// Made by Gate and by nobody else: `report` and `serve` accept Safe<Finding>, so that showing an unchecked answer does
// not compile (tests/must_not_compile).
template <typename T>
class Safe {
 public:
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

 private:
  friend class Gate;
  explicit Safe(T value) : value_(std::move(value)) {}

  T value_;
};

}  // namespace kith::disclose
