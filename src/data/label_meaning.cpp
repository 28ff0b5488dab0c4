#include "data/label_meaning.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"

namespace kith::data {

namespace {

// Folded, apostrophes taken out, everything that is no letter a blank; with a blank at both ends.
std::string words_of(std::string_view label) {
  const std::string folded = text::replace_all(text::replace_all(text::fold(label), "\u2019", ""), "'", "");
  std::string words = " ";
  for (const char c : folded) {
    const bool letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (letter || words.back() != ' ') {
      words += letter ? c : ' ';
    }
  }
  return words.back() == ' ' ? words : words + ' ';
}

}  // namespace

Missing reason_of_label(std::string_view label) {
  static constexpr std::array<std::pair<std::string_view, Missing>, 21> meanings{{
      {" dont know ", Missing::DontKnow},
      {" do not know ", Missing::DontKnow},
      {" dk ", Missing::DontKnow},
      {" cant say ", Missing::DontKnow},
      {" not sure ", Missing::DontKnow},
      {" unsure ", Missing::DontKnow},
      {" refused ", Missing::Refused},
      {" refusal ", Missing::Refused},
      {" refuse ", Missing::Refused},
      {" prefer not to ", Missing::Refused},
      {" rather not say ", Missing::Refused},
      {" declined ", Missing::Refused},
      {" not applicable ", Missing::NotAsked},
      {" inapplicable ", Missing::NotAsked},
      {" not asked ", Missing::NotAsked},
      {" iap ", Missing::NotAsked},
      {" n a ", Missing::NotAsked},
      {" not administered ", Missing::NotAsked},
      {" skipped ", Missing::NotAsked},
      {" does not apply ", Missing::NotAsked},
      {" routed out ", Missing::NotAsked},
  }};
  const std::string words = words_of(label);
  const auto* const found = std::ranges::find_if(
      meanings, [&](const auto& meaning) { return words.find(meaning.first) != std::string::npos; });
  return found == meanings.end() ? Missing::Other : found->second;
}

}  // namespace kith::data
