// What must be known of a text file before it is cut up, at several gigabytes a second.
#pragma once

#include <cstddef>
#include <string_view>

namespace kith::data {

struct Census {
  std::size_t line_breaks = 0;
  bool ascii = true;  // no byte above 127
};

Census census(std::string_view bytes, char newline);

}  // namespace kith::data
