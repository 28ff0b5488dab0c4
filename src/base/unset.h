// A vector whose elements begin unset: large arrays that several threads fill at once would otherwise be cleared by one
// of them first. `Unset<T>(n)` and `resize(n)` leave what is new without a value, which must be set before it is read;
// `Unset<T>(n, value)` sets it.
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace kith {

template <typename T>
struct UnsetAllocator : std::allocator<T> {
  static_assert(std::is_trivial_v<T>);

  template <typename Element, typename... Arguments>
  void construct(Element* place, Arguments&&... arguments) {
    if constexpr (sizeof...(arguments) == 0) {
      ::new (static_cast<void*>(place)) Element;
    } else {
      ::new (static_cast<void*>(place)) Element(std::forward<Arguments>(arguments)...);
    }
  }
};

template <typename T>
using Unset = std::vector<T, UnsetAllocator<T>>;

}  // namespace kith
