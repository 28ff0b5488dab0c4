#include "cli/paragraph.h"

#include "base/text.h"

namespace kith::cli {

namespace {

constexpr std::size_t columns = 80;

}  // namespace

std::string paragraph(std::string_view words, std::size_t first, std::size_t others) {
  std::string all;
  std::string line(first, ' ');
  std::size_t width = first;
  bool fresh = true;  // nothing stands on the line yet
  for (const std::string_view word : text::split(words, ' ')) {
    const std::size_t length = text::code_points(word);
    if (!fresh && width + 1 + length > columns) {
      all += line + '\n';
      line.assign(others, ' ');
      width = others;
      fresh = true;
    }
    line += (fresh ? "" : " ") + std::string(word);
    width += length + (fresh ? 0 : 1);
    fresh = false;
  }
  return all + line + '\n';
}

}  // namespace kith::cli
