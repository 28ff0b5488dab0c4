// A table as the bytes of a prepared file (see prepared.h).
#include <bit>
#include <cstring>

#include "data/prepared.h"
#include "data/prepared_layout.h"

namespace kith::data {

static_assert(std::endian::native == std::endian::little, "cells are written as they lie in memory");

namespace {

class Head {
 public:
  void number(std::uint64_t value) { text_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void text(std::string_view value) {
    number(value.size());
    text_ += value;
  }
  void options(const std::vector<Option>& options) {
    number(options.size());
    for (const Option& option : options) {
      text(option.code);
      text(option.label);
      number(option.value ? 1 : 0);
      real(option.value.value_or(0));
      number(static_cast<std::uint64_t>(option.missing));
    }
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::size_t aligned(std::size_t offset) {
  return (offset + prepared_alignment - 1) / prepared_alignment * prepared_alignment;
}

// Where arrays go: first asked for their places, then written there.
class Arrays {
 public:
  explicit Arrays(std::size_t begin) : next_(aligned(begin)) {}

  template <typename T>
  std::size_t place(std::span<const T> cells) {
    const std::size_t offset = next_;
    if (!cells.empty()) {
      pieces_.push_back({offset, {reinterpret_cast<const char*>(cells.data()), cells.size_bytes()}});
    }
    next_ = aligned(offset + cells.size_bytes());
    return offset;
  }
  void write(std::string& file) const {
    file.resize(next_);
    for (const auto& [offset, bytes] : pieces_) {
      std::memcpy(file.data() + offset, bytes.data(), bytes.size());
    }
  }

 private:
  std::size_t next_;
  std::vector<std::pair<std::size_t, std::string_view>> pieces_;
};

void add_column(const Column& column, Head& head, Arrays& arrays) {
  head.text(column.name);
  head.text(column.label);
  head.text(column.format);
  head.number(static_cast<std::uint64_t>(column.meaning));
  head.number(column.ordered ? 1 : 0);
  head.number(static_cast<std::uint64_t>(column.kind()));
  head.options(column.options());
  head.options(column.value_labels);
  head.number(column.missing_ranges.size());
  for (const MissingRange& range : column.missing_ranges) {
    head.real(range.low);
    head.real(range.high);
  }
  const auto array = [&](auto cells) {
    head.number(cells.size());
    head.number(arrays.place(cells));
  };
  array(column.codes());
  array(column.numbers());
  array(column.ends());
  array(column.arena());
  array(column.reasons());
}

std::string head_of(const Table& table, Arrays& arrays) {
  Head head;
  head.text(table.source);
  head.number(table.rows());
  head.number(table.columns().size());
  for (const Column& column : table.columns()) {
    add_column(column, head, arrays);
  }
  head.number(table.sets.size());
  for (const ResponseSet& set : table.sets) {
    head.text(set.name);
    head.text(set.label);
    head.number(set.members.size());
    for (const ResponseSet::Member& member : set.members) {
      head.text(member.code);
      head.text(member.label);
      head.text(member.column);
      head.text(member.ticked);
    }
  }
  return head.take();
}

}  // namespace

std::string prepared(const Table& table) {
  Arrays nowhere(0);  // the length of the head does not depend on where the arrays are
  const std::size_t length = head_of(table, nowhere).size();
  Arrays arrays(prepared_magic.size() + sizeof(std::uint64_t) + length);
  Head file;
  file.number(length);
  std::string bytes = std::string(prepared_magic) + file.take() + head_of(table, arrays);
  arrays.write(bytes);
  return bytes;
}

}  // namespace kith::data
