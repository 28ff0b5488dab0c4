// What the writer and the reader of prepared tables agree on.
#pragma once

#include <string_view>

namespace kith::data {

constexpr std::string_view prepared_magic = "KITHTAB1";

}  // namespace kith::data
