// The report as a reader's browser sees it: tests/browser/look.mjs in headless Chromium, at phone and desktop width and
// in print (axe-core, nothing cut or overlapping, no request, text that extracts whole).
#include <gtest/gtest.h>

#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

const fs::path source = KITH_SOURCE;

TEST(Browser, TheExampleReportIsWholeAndAccessible) {
  if (!fs::exists("/usr/bin/chromium") || !fs::exists(source / "web/node_modules/playwright-core")) {
    GTEST_SKIP() << "skipped: needs chromium, and npm ci in web/";
  }
  const tests::Scratch scratch;
  const auto run =
      tests::kith({"run", (source / "examples/community-power").string(), "--out", scratch.path().string(), "--pdf"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_GT(fs::file_size(scratch / "report.pdf"), 50'000U);
  const auto look = tests::run_program(
      {"/usr/bin/env", "node", (source / "tests/browser/look.mjs").string(), (scratch / "report.html").string(),
       "people living in areas with high levels of disadvantage", "confidence and a say in what happens"});
  EXPECT_EQ(look.exit_code, 0) << look.out << look.err;
  const auto page = tests::run_program({"/usr/bin/env", "node", (source / "tests/browser/look.mjs").string(),
                                        (scratch / "projects/lc03.html").string(), "do not rank them"});
  EXPECT_EQ(page.exit_code, 0) << page.out << page.err;
}

}  // namespace
}  // namespace kith
