// One broken study for each kind of problem: tests/study/cases/problems.txt.
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "base/text.h"
#include "study/base_study.h"

namespace kith {
namespace {

struct Change {
  std::string file, from, to;
};

struct Case {
  std::string name;
  std::vector<Change> changes;
  std::vector<std::string> expected;
};

void PrintTo(const Case& tested, std::ostream* out) {
  *out << tested.name;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\\n") {
      plain += '\n';
      ++i;
    } else if (text.substr(i, 2) == "\\x") {
      plain += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::vector<Case> cases() {
  std::vector<Case> found;
  std::istringstream in(read_file(std::filesystem::path(KITH_SOURCE) / "tests/study/cases/problems.txt"));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("- ")) {
      found.push_back({line.substr(2), {}, {}});
    } else if (line.starts_with("> ")) {
      found.back().expected.push_back(line.substr(2));
    } else if (!line.empty() && !line.starts_with("#")) {
      const std::size_t colon = line.find(": ");
      const std::size_t arrow = line.find(" => ");
      const std::size_t begin = colon + 2;
      found.back().changes.push_back(
          {line.substr(0, colon), unescaped(std::string_view(line).substr(begin, arrow < begin ? 0 : arrow - begin)),
           unescaped(std::string_view(line).substr(arrow + 4))});
    }
  }
  return found;
}

class Broken : public ::testing::TestWithParam<Case> {};

TEST_P(Broken, SaysWhatAndWhereAndWhatToDo) {
  const tests::BaseStudy study("broken");
  for (const Change& change : GetParam().changes) {
    ASSERT_TRUE(study.change(change.file, change.from, change.to)) << change.file << " has no " << change.from;
  }
  EXPECT_EQ(study.problems(), text::join(GetParam().expected, "\n"));
}

INSTANTIATE_TEST_SUITE_P(Study, Broken, ::testing::ValuesIn(cases()), [](const auto& tested) {
  std::string name;
  for (const char c : tested.param.name) {
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  }
  return name;
});

}  // namespace
}  // namespace kith
