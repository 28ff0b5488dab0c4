#include "cli/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/process.h"

namespace kith::cli {
namespace {

using std::chrono::milliseconds;

// What a progress over so long says.
std::string said(Progress::To to, milliseconds work, milliseconds interval) {
  const tests::Scratch scratch;
  const std::string path = (scratch / "said").string();
  std::FILE* stream = std::fopen(path.c_str(), "w");
  {
    const Progress progress("reading answers.csv", to, stream, interval);
    std::this_thread::sleep_for(work);
  }
  std::fclose(stream);
  return tests::slurp(path);
}

TEST(Progress, SaysWhatTakesLongAndLeavesAnEmptyLine) {
  const std::string text = said(Progress::To::Terminal, milliseconds(200), milliseconds(20));
  EXPECT_THAT(text, testing::StartsWith("\rreading answers.csv ... 0 s"));
  EXPECT_THAT(text, testing::EndsWith("\r\033[K"));
}

TEST(Progress, SaysNothingOfWhatIsQuickAndNothingToAFile) {
  EXPECT_EQ(said(Progress::To::Terminal, milliseconds(0), milliseconds(10'000)), "");
  EXPECT_EQ(said(Progress::To::Nobody, milliseconds(50), milliseconds(5)), "");
}

}  // namespace
}  // namespace kith::cli
