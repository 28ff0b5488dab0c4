// The manual's examples are run as they stand there: blocks ```file NAME``` are written, blocks ```console``` are run,
// and what follows the command in them must be what it prints; each line of a block ```in NAME``` must stand in that
// file.
#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"
#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

struct Block {
  std::string kind;  // what stands behind the opening fence
  int line = 0;
  std::string body;
};

std::vector<Block> blocks_of(const std::string& page) {
  std::istringstream lines(page);
  std::vector<Block> blocks;
  std::string line;
  bool inside = false;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.starts_with("```")) {
      if (!inside) {
        blocks.push_back({line.substr(3), number, {}});
      }
      inside = !inside;
    } else if (inside) {
      blocks.back().body += line + '\n';
    }
  }
  return blocks;
}

// Backslashes at the end of a line carry the command on, as in a shell.
std::size_t end_of_command(const std::string& body) {
  std::size_t end = body.find('\n');
  while (end != std::string::npos && end > 0 && body[end - 1] == '\\') {
    end = body.find('\n', end + 1);
  }
  return end;
}

class Manual : public testing::TestWithParam<const char*> {
 protected:
  std::string page() const { return read_file(fs::path(KITH_SOURCE) / "docs" / GetParam()); }
};

TEST_P(Manual, ExamplesPrintWhatStandsBelowThem) {
  const tests::Scratch folder;
  int commands = 0;
  for (const Block& block : blocks_of(page())) {
    if (block.kind.starts_with("file ")) {
      tests::spit(folder / block.kind.substr(5), block.body);
    } else if (block.kind.starts_with("in ")) {
      const std::string text = tests::slurp(folder / block.kind.substr(3));
      std::istringstream lines(block.body);
      for (std::string line; std::getline(lines, line);) {
        EXPECT_NE(text.find(line), std::string::npos) << GetParam() << ":" << block.line << "\n" << line;
      }
    } else if (block.kind == "console") {
      ++commands;
      const std::size_t end = end_of_command(block.body);
      const std::string command = block.body.substr(0, end);
      ASSERT_TRUE(command.starts_with("$ kith ")) << GetParam() << ":" << block.line;
      const auto done = tests::run_program(
          {"sh", "-c", "cd " + folder.path().string() + " && " + std::string(KITH_BINARY) + "/" + command.substr(2)});
      EXPECT_EQ(done.exit_code, 0) << command << done.err;
      EXPECT_EQ(done.out, block.body.substr(end + 1)) << GetParam() << ":" << block.line << "\n" << command;
    }
  }
  EXPECT_GE(commands, 2) << GetParam();
}

// A command outside a console block is a synopsis and names no file; an example would not be run.
TEST_P(Manual, HasNoExampleThatIsNotRun) {
  for (const Block& block : blocks_of(page())) {
    if (block.kind != "console") {
      EXPECT_EQ(block.body.find(".csv --"), std::string::npos) << GetParam() << ":" << block.line;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Pages, Manual,
                         testing::Values("compare.md", "model.md", "places.md", "pool.md", "test.md", "waves.md",
                                         "weight.md"),
                         [](const auto& page) {
                           return std::string(page.param).substr(0, std::string(page.param).find('.'));
                         });

}  // namespace
}  // namespace kith
