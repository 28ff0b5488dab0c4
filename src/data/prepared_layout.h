// What the writer and the reader of prepared tables agree on.
#pragma once

#include <cstddef>
#include <string_view>

namespace kith::data {

constexpr std::string_view prepared_magic = "KITHTAB1";
constexpr std::size_t prepared_alignment = 64;  // of every array of cells: a cache line

}  // namespace kith::data
