// One line of what is known of the population (design/margins.h says what the words mean).
#pragma once

#include <string>

#include "base/problem.h"

namespace kith::design {

struct MarginTotal {
  std::string margin;   // "sex", "sex:age", "income", "total()"
  std::string level{};  // "F", "F:16-24"; empty for numbers and for total()
  double total = 0;
  Where where{};  // the line that says so
};

}  // namespace kith::design
