// How much room a text takes, without a browser.
//
// Charts are drawn before anyone opens them, so whether two labels collide must be known here. The advance widths are
// those of Atkinson Hyperlegible Next (Braille Institute, SIL Open Font License 1.1), read from the font at weights 400
// and 700 in thousandths of an em; kerning is ignored, and a margin of 4% is added. A build without the typeface (npm
// out of reach) leaves room for the widest system font that may stand in for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::report {

enum class Weight { Regular, Bold };

// Width in the drawing's units of `text` (UTF-8) set at `size`.
double text_width(std::string_view text, double size, Weight weight = Weight::Regular);

// Lines of at most `width`, broken at spaces; a word that is wider than a line is broken inside. Never empty.
std::vector<std::string> wrap(std::string_view text, double width, double size, Weight weight = Weight::Regular);

// The width of the widest line.
double widest(const std::vector<std::string>& lines, double size, Weight weight = Weight::Regular);

}  // namespace kith::report
