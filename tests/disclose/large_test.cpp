// A large table is protected in time, and the loss is counted.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "disclose/secondary.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

struct People {
  std::int64_t all = 0, with = 0;
};

struct Size {
  int projects = 40, groups = 12, waves = 3;
};

// Projects by groups by waves, with every margin: how many people, or what share of them; in each cell up to so many
// more who came late.
enum class What { Counts, Shares };
std::vector<finding::Finding> table(What what, Size size, std::uint64_t most_late = 0) {
  std::mt19937_64 random(11), later(12);
  std::map<std::tuple<int, int, int>, People> cells;  // -1: all
  for (int p = 0; p < size.projects; ++p) {
    for (int g = 0; g < size.groups; ++g) {
      for (int w = 0; w < size.waves; ++w) {
        const auto early = static_cast<std::int64_t>(random() % 10 == 0 ? random() % 20 : 20 + random() % 300);
        const auto late = static_cast<std::int64_t>(later() % (most_late + 1));
        const std::int64_t people = early + late;
        const std::int64_t with =
            what == What::Counts ? 0 : late + early * static_cast<std::int64_t>(2 + random() % 6) / 10;
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
  const std::vector<finding::Finding> findings = table(GetParam(), Size{});
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

// Some answers more in a few cells each: neighbourhoods prove too little of it.
TEST(LargeTableAfterAnother, IsWithheldWhereItCannotBeProvedInTime) {
  const Size size{5, 4, 3};
  std::vector<EarlierRelease> earlier;
  publish(table(What::Shares, size), earlier);
  const Rules rules;
  const Releases releases = together(table(What::Shares, size, 1), {}, {}, earlier);
  const System system = system_of(releases, rules);
  const auto figures = std::ranges::count_if(
      system.cells, [](const Cell& cell) { return cell.finding >= 0 && !cell.past && !cell.refused; });

  const std::vector<Protection> at_once = Secondary(system, rules, Effort{0, 0, 0}).protect();
  EXPECT_EQ(at_once.size(), static_cast<std::size_t>(figures));
  EXPECT_TRUE(std::ranges::any_of(at_once, [](const Protection& each) { return each.because.empty(); }));
}

}  // namespace
}  // namespace kith::disclose::tests
