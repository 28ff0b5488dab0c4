// A large table is protected in time, and the loss is counted.
#include <gtest/gtest.h>

#include <cstdint>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <tuple>

#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

struct People {
  std::int64_t all = 0, with = 0;
};

// 40 projects by 12 groups by 3 waves, with every margin: how many people, or what share of them.
enum class What { Counts, Shares };
std::vector<finding::Finding> large_table(What what) {
  std::mt19937_64 random(11);
  std::map<std::tuple<int, int, int>, People> cells;  // -1: all
  for (int p = 0; p < 40; ++p) {
    for (int g = 0; g < 12; ++g) {
      for (int w = 0; w < 3; ++w) {
        const auto people = static_cast<std::int64_t>(random() % 10 == 0 ? random() % 20 : 20 + random() % 300);
        const std::int64_t with = what == What::Counts ? 0 : people * static_cast<std::int64_t>(2 + random() % 6) / 10;
        for (int margin = 0; margin < 8; ++margin) {
          People& sum = cells[{(margin & 1) != 0 ? -1 : p, (margin & 2) != 0 ? -1 : g, (margin & 4) != 0 ? -1 : w}];
          sum.all += people;
          sum.with += with;
        }
      }
    }
  }
  std::vector<finding::Finding> findings;
  for (const auto& [key, people] : cells) {
    const auto& [p, g, w] = key;
    Levels by;
    for (const auto& [name, level] : {std::pair("project", p), std::pair("group", g), std::pair("wave", w)}) {
      if (level >= 0) {
        by.emplace_back(name, name[0] + std::to_string(level));
      }
    }
    findings.push_back(what == What::Counts ? count("people", by, people.all)
                                            : share("trust", by, people.with, people.all));
  }
  return findings;
}

class LargeTable : public testing::TestWithParam<What> {};

TEST_P(LargeTable, IsProtectedInTenSecondsAtASmallLoss) {
  const std::vector<finding::Finding> findings = large_table(GetParam());
  const std::clock_t start = std::clock();  // of this process: other programs do not count
  Gate gate(Rules{});
  const auto released = gate.release(findings);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::size_t small = 0, withheld = 0;
  for (const Decision& decision : gate.log()) {
    ++withheld;
    small += decision.rule == Rule::SmallCell ||
                     (GetParam() == What::Shares &&
                      (decision.rule == Rule::ConfidentialBase || decision.rule == Rule::UnreliableBase))
                 ? 1U
                 : 0U;
  }
  RecordProperty("seconds", std::to_string(seconds));
  RecordProperty("figures", static_cast<int>(released.size()));
  RecordProperty("withheld", static_cast<int>(withheld));
  EXPECT_LT(seconds, 10);
  EXPECT_GT(small, 40U);
  EXPECT_LT(withheld, small * 8) << "each small cell of a three-way table needs seven others at the most";
}

INSTANTIATE_TEST_SUITE_P(Of, LargeTable, testing::Values(What::Counts, What::Shares),
                         [](const auto& which) { return which.param == What::Counts ? "Counts" : "Shares"; });

}  // namespace
}  // namespace kith::disclose::tests
