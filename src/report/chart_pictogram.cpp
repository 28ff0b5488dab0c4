#include <algorithm>

#include <fmt/format.h>

#include "base/round.h"
#include "report/charts.h"

namespace kith::report {

Drawing ten_people(double share) {
  constexpr double step = 28;
  Drawing drawing(step * 10);
  drawing.set_height(58);
  const int filled = std::clamp(static_cast<int>(round_half_up(share * 10, 0)), 0, 10);
  for (int i = 0; i < 10; ++i) {
    const double x = step * i + step / 2;
    const std::string body =
        fmt::format("M {} 57 V 36 A 9.5 9.5 0 0 1 {} 36 V 57 Z", coordinate(x - 9.5), coordinate(x + 9.5));
    if (i < filled) {
      drawing.disc(x, 13, 8, palette::teal);
      drawing.shape(body, palette::teal);
    } else {
      drawing.ring(x, 13, 7.25, {.color = palette::grey, .width = 1.5});
      drawing.path(
          fmt::format("M {0} 56.2 V 36 A 8.75 8.75 0 0 1 {1} 36 V 56.2 Z", coordinate(x - 8.75), coordinate(x + 8.75)),
          {.color = palette::grey, .width = 1.5});
    }
  }
  return drawing;
}

}  // namespace kith::report
