// The order in which people list things: runs of digits by their value, letters without regard to case.
#pragma once

#include <string_view>

namespace kith::data {

// "Year 2" before "Year 10"; "apple" before "Banana"; equal but for case or zeros: by bytes. A strict weak ordering.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace kith::data
