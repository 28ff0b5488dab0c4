#include "report/palette.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace kith::report::palette {

std::string level(std::size_t index, std::size_t count) {
  using Color = std::array<double, 3>;
  constexpr Color pale{0xcf, 0xe6, 0xe2}, middle{0x3f, 0x93, 0x8f}, dark{0x04, 0x35, 0x38};
  const double at = count < 2 ? 0.5 : static_cast<double>(index) / static_cast<double>(count - 1);
  const Color& from = at < 0.5 ? pale : middle;
  const Color& to = at < 0.5 ? middle : dark;
  const double part = at < 0.5 ? 2 * at : 2 * at - 1;
  const auto mixed = [&](std::size_t i) { return std::lround(from.at(i) + part * (to.at(i) - from.at(i))); };
  return fmt::format("#{:02x}{:02x}{:02x}", mixed(0), mixed(1), mixed(2));
}

}  // namespace kith::report::palette
