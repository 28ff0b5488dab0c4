// The gate and the audit of what it lets through are two programmes, and neither knows the other's reasons. A release
// that the one makes and the other calls exposed is a fault of one of them.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "disclose/attack.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

using Answer = std::map<std::string, std::int64_t>;  // option -> people

// Answers to a question in every cell of one or two breakdowns.
class Asked {
 public:
  Asked(std::mt19937& random, std::vector<std::vector<std::string>> breakdowns, std::int64_t people_a_cell)
      : random_(random), breakdowns_(std::move(breakdowns)), people_a_cell_(people_a_cell) {
    fill({});
  }

  // Of everyone, of each level, and of each cell: some nets of the question.
  std::vector<finding::Finding> figures(const std::vector<std::vector<std::string>>& nets) const {
    std::vector<finding::Finding> figures;
    for (const auto& [by, answer] : sums_) {
      std::int64_t base = 0;
      for (const auto& [option, people] : answer) {
        base += people;
      }
      for (std::size_t i = 0; i < nets.size() && base > 0; ++i) {
        std::int64_t people = 0;
        for (const std::string& option : nets[i]) {
          people += answer.at(option);
        }
        finding::Finding& figure = figures.emplace_back(share("net" + std::to_string(i), by, people, base));
        figure.answers = {"trust", nets[i], {"a", "b", "c", "d"}};
      }
    }
    return figures;
  }

 private:
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(high - low + 1));
  }

  void fill(const Levels& cell) {
    if (cell.size() < breakdowns_.size()) {
      for (const std::string& level : breakdowns_[cell.size()]) {
        Levels inner = cell;
        inner.emplace_back("by" + std::to_string(cell.size()), level);
        fill(inner);
      }
      return;
    }
    for (const char* option : {"a", "b", "c", "d"}) {
      const std::int64_t people = between(0, people_a_cell_ / 2);
      sums_[{}][option] += people;
      sums_[cell][option] += people;
      for (std::size_t d = 0; d < cell.size() && cell.size() > 1; ++d) {
        sums_[{cell[d]}][option] += people;
      }
    }
  }

  std::mt19937& random_;
  std::vector<std::vector<std::string>> breakdowns_;
  std::int64_t people_a_cell_;
  std::map<Levels, Answer> sums_;
};

// How many figures were shown of so many releases that the audit finds nothing exposed in.
std::size_t shown_of(int releases, const std::vector<std::vector<std::string>>& breakdowns, std::int64_t people_a_cell,
                     const std::vector<std::vector<std::string>>& nets) {
  std::mt19937 random(20261130);
  std::size_t shown = 0;
  for (int release = 0; release < releases; ++release) {
    const auto figures = Asked(random, breakdowns, people_a_cell).figures(nets);
    std::vector<Seen> seen_by_readers;
    for (const auto& figure : Gate(Rules{}).release(figures)) {
      shown += figure->withheld ? 0U : 1U;
      seen_by_readers.push_back(seen(*figure, Rules{}));
    }
    for (const Bound& bound : attack(seen_by_readers, {}, Rules{}).bounds) {
      EXPECT_FALSE(bound.exposed) << bound.id << " in release " << release << ": " << bound.possible << " of "
                                  << bound.needed << " from " << bound.range.low << " to " << bound.range.high;
    }
  }
  return shown;
}

TEST(GateAndAudit, AgreeOnThreeGroups) {
  EXPECT_GT(shown_of(150, {{"x", "y", "z"}}, 40, {{"a"}, {"a", "b"}, {"c"}}), 500U);
}

TEST(GateAndAudit, AgreeOnSixGroups) {
  EXPECT_GT(shown_of(80, {{"u", "v", "w", "x", "y", "z"}}, 60, {{"a", "b"}, {"d"}}), 500U);
}

TEST(GateAndAudit, AgreeOnTwoCrossedBreakdowns) {
  EXPECT_GT(shown_of(80, {{"x", "y"}, {"m", "n", "o"}}, 50, {{"a"}, {"a", "b"}}), 500U);
}

}  // namespace
}  // namespace kith::disclose::tests
