// Cells, variables and figures are numbered by int, of which -1 stands for none; containers want another kind of
// number.
#pragma once

#include <cstddef>

namespace kith::disclose {

constexpr std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

}  // namespace kith::disclose
