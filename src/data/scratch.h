// Memory for a while: taken from the system untouched and given back to it at once, which malloc does not promise.
// Pages that are never written cost nothing, so that room can be generous.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace kith::data {

template <typename T>
class Scratch {
  static_assert(std::is_trivial_v<T>);

 public:
  Scratch() = default;
  explicit Scratch(std::size_t size) : size_(size * sizeof(T)) {
    if (size_ != 0) {
      void* const taken = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (taken == MAP_FAILED) {
        throw std::bad_alloc();
      }
      data_ = static_cast<T*>(taken);
    }
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&& other) noexcept { swap(other); }
  Scratch& operator=(Scratch&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Scratch() {
    if (data_ != nullptr) {
      ::munmap(data_, size_);
    }
  }

  T* data() const { return data_; }

 private:
  void swap(Scratch& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace kith::data
