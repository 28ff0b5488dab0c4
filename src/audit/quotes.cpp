#include "audit/quotes.h"

#include <fmt/format.h>

namespace kith::audit {

namespace {

constexpr const char* opening = "\u201c";
constexpr const char* closing = "\u201d";

}  // namespace

std::vector<Quoted> quotes_in(const Page& page) {
  std::vector<Quoted> quotes;
  for (std::size_t i = 0; i + 1 < page.passages.size(); ++i) {
    const Passage& words = page.passages[i];
    const Passage& under = page.passages[i + 1];
    if (words.figure >= 0 && under.figure == words.figure && words.where == "text" && under.where == "text" &&
        words.text.starts_with(opening) && words.text.ends_with(closing)) {
      quotes.push_back({words.text, under.text});
    }
  }
  return quotes;
}

std::vector<std::string> named_otherwise(const std::vector<Quoted>& now, const std::vector<Quoted>& then,
                                         const std::string& then_where) {
  std::vector<std::string> said;
  for (const Quoted& quote : now) {
    for (const Quoted& before : then) {
      if (quote.words == before.words && !before.attribution.ends_with(quote.attribution)) {
        said.push_back(fmt::format("{} stands under \"{}\" here and under \"{}\" in {}", quote.words, quote.attribution,
                                   before.attribution, then_where));
      }
    }
  }
  return said;
}

}  // namespace kith::audit
