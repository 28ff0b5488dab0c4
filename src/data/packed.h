// Binary files that are read by mapping them: a mark, the length of a head, the head, and arrays of cells.
//
//   mark      a few bytes that say what the file is
//   8         length of the head
//   head      numbers of 8 bytes each, texts as their length and their bytes; of every array its size and its offset
//   arrays    each at a multiple of 64 bytes from the beginning of the file
//
// Numbers are little-endian, reals IEEE 754. The reader believes nothing: lengths are held against the file, and what
// does not fit is an Error ("damaged-file") in the words of the file's kind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/cells.h"
#include "data/mapped_file.h"

namespace kith::data {

class PackedHead {
 public:
  void number(std::uint64_t value);
  void real(double value);
  void text(std::string_view value);
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Where arrays go: each is given its place, in order, and written there at the end.
class PackedArrays {
 public:
  explicit PackedArrays(std::size_t begin);

  // The array's size and place, into the head. The cells must stay until `write`.
  template <typename T>
  void add(PackedHead& head, std::span<const T> cells) {
    head.number(cells.size());
    head.number(place({reinterpret_cast<const char*>(cells.data()), cells.size_bytes()}));
  }
  void write(std::string& file) const;

 private:
  std::size_t place(std::string_view bytes);

  std::size_t next_;
  std::vector<std::pair<std::size_t, std::string_view>> pieces_;
};

// The bytes of a file. `head` is asked twice: once for its length, once when the arrays have their places.
std::string packed(std::string_view mark, const std::function<std::string(PackedArrays&)>& head);

class PackedReader {
 public:
  struct Words {
    std::string_view kind;    // "the prepared table"
    std::string_view remedy;  // "make it again with kith convert"
  };
  PackedReader(std::shared_ptr<const MappedFile> file, std::string source, Words words);

  [[noreturn]] void damaged(std::string_view what) const;
  void enter(std::size_t mark);  // bytes of the mark
  std::uint64_t number();
  double real();
  std::string text();
  std::size_t count(std::size_t size);  // how many things follow, each at least `size` bytes of the head
  template <typename Enum>
  Enum one_of(std::uint64_t values) {
    const std::uint64_t value = number();
    if (value >= values) {
      damaged("a kind that there is not");
    }
    return static_cast<Enum>(value);
  }
  template <typename T>
  Cells<T> array() {
    const std::uint64_t size = number();
    const std::uint64_t offset = number();
    if (size == 0) {
      return {};
    }
    if (offset % alignof(T) != 0 || offset > bytes_.size() || size > (bytes_.size() - offset) / sizeof(T)) {
      damaged("cells lie outside the file");
    }
    return Cells<T>({reinterpret_cast<const T*>(bytes_.data() + offset), size}, file_);
  }

 private:
  void need(std::uint64_t size) const;

  std::shared_ptr<const MappedFile> file_;
  std::string_view bytes_;
  std::string source_;
  Words words_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
};

}  // namespace kith::data
