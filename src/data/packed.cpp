#include "data/packed.h"

#include <bit>

#include <fmt/format.h>

#include "base/problem.h"

namespace kith::data {

static_assert(std::endian::native == std::endian::little, "cells are written as they lie in memory");

namespace {

constexpr std::size_t alignment = 64;  // of every array of cells: a cache line

std::size_t aligned(std::size_t offset) {
  return (offset + alignment - 1) / alignment * alignment;
}

}  // namespace

void PackedHead::number(std::uint64_t value) {
  text_.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void PackedHead::real(double value) {
  number(std::bit_cast<std::uint64_t>(value));
}

void PackedHead::text(std::string_view value) {
  number(value.size());
  text_ += value;
}

PackedArrays::PackedArrays(std::size_t begin) : next_(aligned(begin)) {}

std::size_t PackedArrays::place(std::string_view bytes) {
  const std::size_t offset = next_;
  if (!bytes.empty()) {
    pieces_.emplace_back(offset, bytes);
  }
  next_ = aligned(offset + bytes.size());
  return offset;
}

void PackedArrays::write(std::string& file) const {
  file.resize(next_);
  for (const auto& [offset, bytes] : pieces_) {
    std::memcpy(file.data() + offset, bytes.data(), bytes.size());
  }
}

std::string packed(std::string_view mark, const std::function<std::string(PackedArrays&)>& head) {
  PackedArrays nowhere(0);  // the length of the head does not depend on where the arrays are
  const std::size_t length = head(nowhere).size();
  PackedArrays arrays(mark.size() + sizeof(std::uint64_t) + length);
  PackedHead begin;
  begin.number(length);
  std::string bytes = std::string(mark) + begin.take() + head(arrays);
  arrays.write(bytes);
  return bytes;
}

PackedReader::PackedReader(std::shared_ptr<const MappedFile> file, std::string source, Words words)
    : file_(std::move(file)), bytes_(file_->bytes()), source_(std::move(source)), words_(words) {}

void PackedReader::damaged(std::string_view what) const {
  throw Error({"damaged-file",
               fmt::format("{} cannot be read: {}", words_.kind, what),
               {source_, 0},
               std::string(words_.remedy)});
}

void PackedReader::enter(std::size_t mark) {
  end_ = bytes_.size();
  at_ = mark;
  if (mark > end_) {
    damaged("it ends early");
  }
  const std::uint64_t length = number();
  if (length > end_ - at_) {
    damaged("it ends early");
  }
  end_ = at_ + length;
}

std::uint64_t PackedReader::number() {
  std::uint64_t value = 0;
  need(sizeof value);
  std::memcpy(&value, bytes_.data() + at_, sizeof value);
  at_ += sizeof value;
  return value;
}

double PackedReader::real() {
  return std::bit_cast<double>(number());
}

std::string PackedReader::text() {
  const std::uint64_t length = number();
  need(length);
  at_ += length;
  return std::string(bytes_.substr(at_ - length, length));
}

std::size_t PackedReader::count(std::size_t size) {
  const std::uint64_t value = number();
  if (value > (end_ - at_) / size) {
    damaged("it ends early");
  }
  return value;
}

void PackedReader::need(std::uint64_t size) const {
  if (size > end_ - at_) {
    damaged("it ends early");
  }
}

}  // namespace kith::data
