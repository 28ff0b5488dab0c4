// Counting a byte, fast.
#pragma once

#include <cstddef>
#include <string_view>

namespace kith::data {

// How often `byte` occurs, at several gigabytes a second.
std::size_t count_of(std::string_view bytes, char byte);

}  // namespace kith::data
