#include "report/typeface.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "report/embedded.h"

namespace kith::report {

namespace {

using Widths = std::array<std::uint16_t, 95>;  // U+0020 to U+007E

constexpr Widths regular{280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548,
                         576, 614, 588, 598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569,
                         552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623,
                         575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492,
                         262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555};

constexpr Widths bold{313, 303, 390, 765, 610, 969, 725, 210, 335, 335, 485, 595, 271, 373, 272, 440, 659, 440, 579,
                      600, 624, 608, 626, 537, 624, 571, 272, 272, 569, 612, 569, 547, 781, 678, 643, 658, 689, 597,
                      566, 718, 701, 425, 561, 664, 552, 858, 717, 747, 629, 757, 650, 610, 607, 686, 644, 886, 685,
                      650, 618, 340, 440, 344, 582, 400, 288, 552, 596, 510, 596, 563, 365, 593, 571, 300, 259, 555,
                      318, 882, 571, 576, 596, 599, 376, 508, 376, 567, 530, 740, 540, 521, 506, 381, 254, 381, 537};

constexpr double margin = 1.04;

// Without the typeface in the build, drawings are set in the reader's own: those of Linux desktops (DejaVu Sans) are
// the widest in use, by these factors.
double wider(Weight weight) {
  static const bool own = !embedded::typeface().empty();
  return own ? margin : weight == Weight::Bold ? 1.25 : 1.17;
}

// Letters beyond ASCII are taken as wide as the widest common accented small letter, those beyond Latin, Greek and
// Cyrillic as a full em.
double advance(char32_t point, Weight weight) {
  if (point >= 0x20 && point < 0x7f) {
    return (weight == Weight::Bold ? bold : regular)[point - 0x20];
  }
  if (point == 0x2018 || point == 0x2019) {
    return 270;
  }
  if (point == 0x2014) {
    return 832;
  }
  return point < 0x2e80 ? 640 : 1000;
}

// The code point that starts at `at`, which moves past it. A stray byte counts as one letter.
char32_t next_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  const std::size_t end = std::min(text.size(), at + length);
  for (++at; at < end; ++at) {
    point = (point << 6) | (static_cast<unsigned char>(text[at]) & 0x3FU);
  }
  return point;
}

// Puts as much of `word` as fits on each line; the last piece is returned to be continued.
std::string break_inside(std::string_view word, double width, double size, Weight weight,
                         std::vector<std::string>& lines) {
  std::string piece;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t start = at;
    next_point(word, at);
    const std::string letter(word.substr(start, at - start));
    if (!piece.empty() && text_width(piece + letter, size, weight) > width) {
      lines.push_back(piece);
      piece.clear();
    }
    piece += letter;
  }
  return piece;
}

}  // namespace

double text_width(std::string_view text, double size, Weight weight) {
  double thousandths = 0;
  for (std::size_t at = 0; at < text.size();) {
    thousandths += advance(next_point(text, at), weight);
  }
  return thousandths / 1000 * size * wider(weight);
}

std::vector<std::string> wrap(std::string_view text, double width, double size, Weight weight) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, space - at);
    at = space + 1;
    if (word.empty()) {
      continue;
    }
    const std::string longer = line.empty() ? std::string(word) : line + ' ' + std::string(word);
    if (text_width(longer, size, weight) <= width) {
      line = longer;
      continue;
    }
    if (!line.empty()) {
      lines.push_back(line);
    }
    line = text_width(word, size, weight) <= width ? std::string(word) : break_inside(word, width, size, weight, lines);
  }
  if (!line.empty() || lines.empty()) {
    lines.push_back(line);
  }
  return lines;
}

double widest(const std::vector<std::string>& lines, double size, Weight weight) {
  double width = 0;
  for (const std::string& line : lines) {
    width = std::max(width, text_width(line, size, weight));
  }
  return width;
}

}  // namespace kith::report
