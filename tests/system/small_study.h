// A study of neighbours and their trust, in a folder of its own, that a test writes, runs and publishes.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/release.h"

namespace kith::tests {

// Of study.toml: who was asked, and wave 1. Each test says its title, waves and nations before it.
inline constexpr const char* neighbours_toml = R"(
[[population]]
code = "neighbour"
noun = "neighbour"
plural = "neighbours"
base_noun = "those surveyed"
instrument = "people"
)";
inline constexpr const char* first_responses_toml = R"(
[[responses]]
file = "responses/w1.csv"
population = "neighbour"
wave = "w1"
)";

// The same of a second wave.
inline constexpr const char* two_waves_toml = R"(
[[wave]]
code = "w1"
name = "Wave 1"
[[wave]]
code = "w2"
name = "Wave 2"
)";
inline constexpr const char* second_responses_toml = R"(
[[responses]]
file = "responses/w2.csv"
population = "neighbour"
wave = "w2"
)";

// Its instrument, where they are asked whether they trust, and its plan, where that is the first indicator. A test goes
// on from them: more questions behind the one; keys of the indicator, further tables behind the other.
inline constexpr const char* trust_instrument_toml = R"(
title = "Questionnaire"
[[question]]
name = "trust"
text = "Can most people be trusted?"
options = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
)";
inline constexpr const char* trust_plan_toml = R"(
[[section]]
code = "main"
title = "Trust"
[[indicator]]
id = "trust"
population = "neighbour"
question = "trust"
positive = ["yes"]
label = "think that most people can be trusted"
short_label = "Trust"
section = "main"
)";

class SmallStudy : public testing::Test {
 protected:
  void write(const std::string& file, const std::string& text) const { spit(study / file, text); }
  Outcome run(const std::string& out, bool publish = false) const {
    std::vector<std::string> words{"run", study.string(), "--out", (scratch / out).string()};
    if (publish) {
      words.emplace_back("--publish");
    }
    return kith(words);
  }
  // Or not there.
  bool withheld(const std::string& out, const std::string& id) const {
    const auto all = findings_in(scratch / out);
    return !all.contains(id) || !all.at(id).at("withheld").is_null();
  }

  Scratch scratch;
  std::filesystem::path study = scratch / "study";
};

}  // namespace kith::tests
