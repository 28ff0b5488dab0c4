// Sentences as researchers write them, one a line in tests/report/sentences: false or unsupported ones are refused,
// true ones pass, and plain English that claims nothing of people passes too. Headings among them stand by themselves.
#include <fstream>
#include <string>
#include <vector>

#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

std::vector<std::string> sentences(const std::string& name) {
  std::ifstream file(std::string(KITH_SOURCE) + "/tests/report/sentences/" + name + ".txt");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) {
      lines.push_back(line);
    }
  }
  EXPECT_GT(lines.size(), 50U) << name;
  return lines;
}

TEST_F(Narratives, SentencesThatAreFalseOrUnsupportedAreRefused) {
  const auto all = sentences("false");
  const auto problems = problems_of_each(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_FALSE(problems[i].empty()) << all[i] << "\n  passed";
  }
}

TEST_F(Narratives, SentencesThatAreTruePass) {
  const auto all = sentences("true");
  const auto problems = problems_of_each(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(problems[i].empty()) << all[i] << listed(problems[i]);
  }
}

TEST_F(Narratives, PlainEnglishPasses) {
  const auto all = sentences("plain");
  const auto problems = problems_of_each(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_TRUE(problems[i].empty()) << all[i] << listed(problems[i]);
  }
}

}  // namespace
}  // namespace kith::report::tests
