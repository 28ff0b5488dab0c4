// The house is kept: formatted, and its documents know every command.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

TEST(House, EverySourceIsFormatted) {
  const fs::path formatter = "/usr/bin/clang-format-19";
  if (!fs::exists(formatter)) {
    GTEST_SKIP() << "skipped: needs clang-format-19";
  }
  std::vector<std::string> words{formatter.string(), "--dry-run", "--Werror"};
  for (const char* folder : {"src", "tests", "bench"}) {
    for (const fs::path& path : files_below(fs::path(KITH_SOURCE) / folder, {".h", ".cpp"})) {
      if (path.string().find("node_modules") == std::string::npos) {
        words.push_back(path.string());
      }
    }
  }
  const auto outcome = tests::run_program(words);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err.substr(0, 4000) << "\n`make format` mends it";
}

TEST(Documents, NameEveryCommand) {
  const auto help = tests::kith({"--help"});
  ASSERT_EQ(help.exit_code, 0);
  const std::string guide = read_file(fs::path(KITH_SOURCE) / "docs/guide.md");
  for (const char* command : {"new", "check", "simulate", "import", "run", "estimate", "convert"}) {
    EXPECT_NE(help.out.find(std::string("  ") + command), std::string::npos) << command;
    EXPECT_NE(guide.find(std::string("`kith ") + command), std::string::npos) << command;
  }
}

TEST(Documents, LinkOnlyToFilesThatExist) {
  for (const fs::path& page : files_below(fs::path(KITH_SOURCE) / "docs", {".md"})) {
    const std::string text = read_file(page);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      const std::string target = text.substr(at + 2, text.find_first_of(")#", at) - at - 2);
      if (!target.empty() && target.find(':') == std::string::npos) {
        EXPECT_TRUE(fs::exists(page.parent_path() / target)) << page << " links to " << target;
      }
    }
  }
}

}  // namespace
}  // namespace kith
