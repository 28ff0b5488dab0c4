// The calls of the oracles that were made with Python, as R would write them.
//
// A list `[a, b]` becomes c(a, b), and keyword arguments that stand behind the closed parenthesis of the first call, as
// in `f(1, 2), method='wald'`, come inside. R has neither, so that its own calls stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace kith::oracles {

std::string as_r(std::string_view call);

}  // namespace kith::oracles
