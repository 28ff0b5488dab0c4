// Files that are part of the program (cmake/embed.cmake).
#pragma once

#include <string_view>

namespace kith::embedded {

std::string_view report_css();  // src/report/report.css
std::string_view typeface();    // Atkinson Hyperlegible Next, latin, WOFF2; empty when the build had none

}  // namespace kith::embedded
