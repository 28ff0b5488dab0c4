// What the tests of the narrative share: the world of narrative_world.h, and what its sentences come to.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/narrative.h"
#include "report/narrative_world.h"

namespace kith::report::tests {

class Narratives : public ::testing::Test, protected World {
 protected:
  // The problems of a narrative, in order.
  std::vector<Problem> problems_of(const std::string& text) const {
    try {
      (void)told(text);
      return {};
    } catch (const Error& error) {
      return error.problems();
    }
  }

  Story told(const std::string& text) const {
    study::Study one = study;
    one.narrative = {"report.md", text};
    return tell(one, findings, quotes, evidence);
  }

  // The problems of each of many sentences of one line, told in one narrative under a heading each.
  std::vector<std::vector<Problem>> problems_of_each(const std::vector<std::string>& sentences) const {
    constexpr int lines = 4;
    std::string text;
    for (const std::string& sentence : sentences) {
      text += "## Part\n\n" + sentence + "\n\n";
    }
    std::vector<std::vector<Problem>> problems(sentences.size());
    for (const Problem& problem : problems_of(text)) {
      problems.at(static_cast<std::size_t>(problem.where.line / lines)).push_back(problem);
    }
    return problems;
  }

  static std::string listed(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
      text += "\n  [" + problem.code + "] " + to_text(problem);
    }
    return text;
  }

  void expect_passes(const std::string& text) const {
    const auto problems = problems_of(text);
    EXPECT_TRUE(problems.empty()) << text << listed(problems);
  }

  // It has problems, and one of them is this one at this line.
  void expect_fails(const std::string& text, const std::string& code, int line = 1) const {
    const auto problems = problems_of(text);
    EXPECT_FALSE(problems.empty()) << text << "\n  passed, expected " << code;
    bool found = false;
    for (const Problem& problem : problems) {
      found = found || (problem.code == code && problem.where.line == line && problem.where.file == "report.md");
    }
    EXPECT_TRUE(problems.empty() || found)
        << text << "\n  expected " << code << " at line " << line << listed(problems);
  }
};

}  // namespace kith::report::tests
