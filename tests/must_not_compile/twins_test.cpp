// A file that must not compile proves something only if one token is what is wrong with it.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> tokens_of(const fs::path& path) {
  std::vector<std::string> tokens;
  std::istringstream in(read_file(path));
  const std::regex token(R"([A-Za-z_][A-Za-z_0-9]*|[0-9][0-9.]*|"[^"]*"|::|->|==|[^\s])");
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("//")) {
      for (std::sregex_iterator at(line.begin(), line.end(), token); at != std::sregex_iterator(); ++at) {
        tokens.push_back(at->str());
      }
    }
  }
  return tokens;
}

TEST(MustNotCompile, EveryBadFileDiffersFromItsGoodTwinInOneToken) {
  int pairs = 0;
  for (const fs::path& path : files_below(fs::path(KITH_SOURCE) / "tests/must_not_compile", {".cpp"})) {
    const std::string name = path.filename().string();
    if (!name.ends_with("_bad.cpp")) {
      continue;
    }
    ++pairs;
    const fs::path twin = path.parent_path() / (name.substr(0, name.size() - 8) + "_good.cpp");
    const auto bad = tokens_of(path), good = tokens_of(twin);
    ASSERT_EQ(bad.size(), good.size()) << name;
    int different = 0;
    for (std::size_t i = 0; i < bad.size(); ++i) {
      different += bad[i] == good[i] ? 0 : 1;
    }
    EXPECT_EQ(different, 1) << name;
  }
  EXPECT_GE(pairs, 6);
}

}  // namespace
}  // namespace kith
