// docs/formats.md is true and complete: its examples are read by the loader, and every key that the loader knows is in
// it.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>

#include "base/file.h"
#include "study/loading.h"

namespace kith::study {
namespace {

struct Chapter {
  std::string text;                   // everything below the heading
  std::vector<std::string> examples;  // its blocks of TOML
};

// Chapters of the page by their heading ("study.toml").
std::map<std::string, Chapter> chapters() {
  std::map<std::string, Chapter> found;
  std::istringstream in(read_file(std::filesystem::path(KITH_SOURCE) / "docs/formats.md"));
  std::string heading;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("#") && !inside) {
      heading = line.substr(line.find(' ') + 1);
    }
    Chapter& chapter = found[heading];
    chapter.text += line + '\n';
    if (line == "```toml") {
      inside = true;
      chapter.examples.emplace_back();
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      chapter.examples.back() += line + '\n';
    }
  }
  return found;
}

// The example with its optional keys: `# key = value` becomes `key = value`.
std::string with_optional_keys(const std::string& example) {
  return std::regex_replace(example, std::regex("(^|\n)# ([a-z_]+ = )"), "$1$2");
}

struct Example {
  std::string chapter;
  std::size_t index = 0;
  std::function<void(Entry&, Study&)> read;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> all{
      {"study.toml", 0, read_study_file},
      {"instruments/NAME.toml", 0, [](Entry& file, Study& study) { read_instrument(file, "name", study); }},
      {"theory.toml", 0, read_theory},
      {"plan.toml", 0, read_plan},
      {"benchmarks/NAME.toml", 0, read_benchmarks},
      {"codebook.toml, quotes.toml", 0, read_codebook},
      {"codebook.toml, quotes.toml", 1, read_quotes}};
  return all;
}

Trail read(const Example& example, const std::string& text) {
  Trail trail;
  Study study;
  study.research_questions = {"One?", "Two?"};
  EXPECT_TRUE(read_toml(text, example.chapter, trail, [&](Entry& file) { example.read(file, study); }));
  return trail;
}

std::string lines(const Trail& trail) {
  std::string all;
  for (const Problem& problem : trail.problems.items()) {
    all += to_text(problem) + '\n';
  }
  return all;
}

TEST(Formats, EveryExampleIsReadWithoutAProblem) {
  const auto pages = chapters();
  for (const Example& example : examples()) {
    ASSERT_TRUE(pages.contains(example.chapter)) << example.chapter;
    ASSERT_GT(pages.at(example.chapter).examples.size(), example.index) << example.chapter;
    EXPECT_EQ(lines(read(example, pages.at(example.chapter).examples[example.index])), "");
  }
}

TEST(Formats, OptionalKeysAreShownAsTheyAreWritten) {
  const auto pages = chapters();
  for (const Example& example : examples()) {
    const Trail trail = read(example, with_optional_keys(pages.at(example.chapter).examples[example.index]));
    for (const Problem& problem : trail.problems.items()) {
      EXPECT_EQ(problem.code, "question-and-theme") << to_text(problem) << " (an indicator's example shows both)";
    }
  }
}

TEST(Formats, EveryKeyThatTheLoaderKnowsIsMentioned) {
  const auto pages = chapters();
  std::size_t keys = 0;
  for (const Example& example : examples()) {
    const Chapter& chapter = pages.at(example.chapter);
    for (const std::string& key : read(example, chapter.examples[example.index]).keys) {
      const std::string name = key.substr(key.rfind('.') + 1);
      EXPECT_TRUE(std::regex_search(chapter.text, std::regex("\\b" + name + "\\b"))) << example.chapter << ": " << key;
      ++keys;
    }
  }
  EXPECT_GT(keys, 100U);
}

TEST(Formats, EveryBlockIsAnExampleOfAKnownFile) {
  std::map<std::string, std::size_t> known{{"Mapping files", 1}};
  for (const Example& example : examples()) {
    known[example.chapter] = std::max(known[example.chapter], example.index + 1);
  }
  for (const auto& [heading, chapter] : chapters()) {
    const auto found = known.find(heading);
    EXPECT_EQ(chapter.examples.size(), found == known.end() ? 0U : found->second) << heading;
  }
}

}  // namespace
}  // namespace kith::study
