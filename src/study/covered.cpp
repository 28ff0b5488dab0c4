#include "study/covered.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/text.h"

namespace kith::study {

namespace {

constexpr std::array<std::string_view, 4> kingdom{"england", "scotland", "wales", "northern ireland"};

// Its words, one space before and after each.
std::string spaced(const std::string& text) {
  std::string words = " ";
  for (const char c : text::fold(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (letter || words.back() != ' ') {
      words += letter ? c : ' ';
    }
  }
  return words + " ";
}

std::set<std::string_view> named_in(const std::string& geography) {
  const std::string words = spaced(geography);
  const auto says = [&](std::string_view name) {
    return words.find(" " + std::string(name) + " ") != std::string::npos;
  };
  std::set<std::string_view> nations;
  const bool all = says("united kingdom") || says("uk");
  const bool britain = all || says("great britain") || says("gb");
  for (const std::string_view nation : kingdom) {
    if (all || (britain && nation != "northern ireland") || says(nation)) {
      nations.insert(nation);
    }
  }
  return nations;
}

}  // namespace

std::vector<std::string> nations_left_out(const Study& study, const Benchmark& benchmark) {
  const std::set<std::string_view> covered = named_in(benchmark.geography);
  std::vector<std::string> names;
  for (const Nation& nation : study.nations) {
    const std::string name = text::fold(nation.name);
    const bool ours = std::ranges::find(kingdom, name) != kingdom.end();
    if (ours && !covered.empty() && !covered.contains(name)) {
      names.push_back(nation.name);
    }
  }
  return names;
}

}  // namespace kith::study
