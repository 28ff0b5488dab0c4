// One processor and all of them: the same bytes.
#include <gtest/gtest.h>
#include <sched.h>

#include <fmt/format.h>

#include "num/random.h"
#include "support/process.h"

namespace kith {
namespace {

// More rows than one block of any pass holds.
std::string answers() {
  num::Random random(11);
  std::string csv = "stratum,cluster,weight,sex,region,age,agree,trust\n";
  for (int row = 0; row < 140'000; ++row) {
    csv += fmt::format("{},{},{:.3f},{},{},{},{},{}\n", row % 7, row / 400, 0.5 + random.uniform(),
                       random.uniform() < 0.5 ? "F" : "M", 1 + random.below(9), 18 + random.below(70),
                       random.uniform() < 0.05 ? "" : std::to_string(1 + random.below(5)), random.below(2));
  }
  return csv;
}

TEST(Threads, OneAndAllGiveTheSameBytes) {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  ASSERT_EQ(sched_getaffinity(0, sizeof allowed, &allowed), 0);
  if (CPU_COUNT(&allowed) < 2) {
    GTEST_SKIP() << "skipped: needs two processors";
  }
  std::size_t first = 0;
  while (!CPU_ISSET(first, &allowed)) {
    ++first;
  }
  const tests::Scratch scratch;
  const std::string file = (scratch / "answers.csv").string();
  tests::spit(file, answers());
  tests::spit(scratch / "margins.csv", "margin,level,total\nsex,F,70000\nsex,M,72000\n");
  const std::string margins = (scratch / "margins.csv").string();
  const std::vector<std::string> design{"--weight",  "weight",  "--strata", "stratum",
                                        "--cluster", "cluster", "--format", "json"};
  const std::vector<std::vector<std::string>> commands{
      {"estimate", file, "--measure", "mean(age)", "--measure", "share(agree)", "--measure", "quantile(age, 0.5)",
       "--by", "region"},
      {"estimate", file, "--measure", "mean(age)", "--measure", "mean(trust)", "--calibrate", margins, "--by", "sex"},
      {"estimate", file, "--measure", "mean(age)", "--make-replicates", "bootstrap", "--replicate-count", "20"},
      {"test", file, "--independence", "agree,region"},
      {"model", file, "--formula", "trust ~ age + sex + factor(region)", "--family", "quasibinomial"},
      {"model", file, "--formula", "factor(agree) ~ age + sex", "--family", "cumulative"}};
  for (std::vector<std::string> words : commands) {
    words.insert(words.end(), design.begin(), design.end());
    const tests::Outcome all = tests::kith(words);
    words.insert(words.begin(), {"taskset", "-c", std::to_string(first), std::string(KITH_BINARY) + "/kith"});
    const tests::Outcome one = tests::run_program(words);
    EXPECT_EQ(all.exit_code, 0) << all.err;
    EXPECT_EQ(one.exit_code, 0) << one.err;
    EXPECT_FALSE(all.out.empty());
    EXPECT_TRUE(one.out == all.out) << words[4] << ' ' << words[7];
  }
}

}  // namespace
}  // namespace kith
