#include "cli/losses.h"

#include <fmt/format.h>

namespace kith::cli {

std::string guesses_text(const std::vector<std::string>& guesses) {
  std::string text = guesses.empty() ? "" : "Taken for granted:\n";
  for (const std::string& guess : guesses) {
    text += fmt::format("  {}\n", guess);
  }
  return text;
}

std::string losses_text(const std::vector<data::Loss>& losses) {
  std::string text = losses.empty() ? "Nothing was lost.\n" : "Not carried:\n";
  for (const data::Loss& loss : losses) {
    text +=
        loss.column.empty() ? fmt::format("  {}\n", loss.text) : fmt::format("  `{}`: {}\n", loss.column, loss.text);
  }
  return text;
}

}  // namespace kith::cli
