// Linear programmes with known optima, and those that have none.
#include "num/linear_program.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace kith::num {
namespace {

using Status = Optimum::Status;

// Hillier and Lieberman (2001), Introduction to Operations Research, the Wyndor Glass Co.: 36 at (2, 6), and the shadow
// prices of an hour in its three plants 0, 3/2 and 1.
TEST(LinearProgramme, SolvesTheWyndorGlassProblem) {
  LinearProgramme programme;
  const int doors = programme.add_variable(0, no_limit);
  const int windows = programme.add_variable(0, no_limit);
  programme.add_row({{doors, 1}}, -no_limit, 4);
  programme.add_row({{windows, 2}}, -no_limit, 12);
  programme.add_row({{doors, 3}, {windows, 2}}, -no_limit, 18);
  const Optimum best = programme.maximise({{doors, 3}, {windows, 5}});
  ASSERT_EQ(best.status, Status::Found);
  EXPECT_NEAR(best.value, 36, 1e-9);
  EXPECT_NEAR(best.point[0], 2, 1e-9);
  EXPECT_NEAR(best.point[1], 6, 1e-9);
  ASSERT_EQ(best.row_prices.size(), 3U);
  EXPECT_NEAR(best.row_prices[0], 0, 1e-9);
  EXPECT_NEAR(best.row_prices[1], 1.5, 1e-9);
  EXPECT_NEAR(best.row_prices[2], 1, 1e-9);
}

// Dantzig (1963), Linear Programming and Extensions, section 3-3: two canneries, three warehouses. With freight of 90
// dollars (the problem `trnsport` of the GAMS library) the least cost is 153.675.
TEST(LinearProgramme, SolvesDantzigsTransportProblem) {
  constexpr double distance[2][3] = {{2.5, 1.7, 1.8}, {2.5, 1.8, 1.4}};
  LinearProgramme programme;
  int route[2][3];
  std::vector<Term> cost;
  for (int plant = 0; plant < 2; ++plant) {
    for (int market = 0; market < 3; ++market) {
      route[plant][market] = programme.add_variable(0, no_limit);
      cost.push_back({route[plant][market], 0.09 * distance[plant][market]});
    }
  }
  const double supply[] = {350, 600}, demand[] = {325, 300, 275};
  for (int plant = 0; plant < 2; ++plant) {
    programme.add_row({{route[plant][0], 1}, {route[plant][1], 1}, {route[plant][2], 1}}, -no_limit, supply[plant]);
  }
  for (int market = 0; market < 3; ++market) {
    programme.add_row({{route[0][market], 1}, {route[1][market], 1}}, demand[market], no_limit);
  }
  EXPECT_NEAR(programme.minimise(cost).value, 153.675, 1e-9);
}

TEST(LinearProgramme, SaysWhenNothingFitsAndWhenThereIsNoLimit) {
  LinearProgramme none;
  const int x = none.add_variable(0, 3);
  none.add_row({{x, 2}}, 10, no_limit);
  EXPECT_EQ(none.minimise({{x, 1}}).status, Status::Infeasible);
  none.set_bounds(x, 0, 6);
  EXPECT_NEAR(none.minimise({{x, 1}}).value, 5, 1e-9);

  LinearProgramme open;
  const int y = open.add_variable(0, no_limit), z = open.add_variable(0, no_limit);
  open.add_row({{y, 1}, {z, -1}}, 0, 0);
  EXPECT_EQ(open.maximise({{y, 1}}).status, Status::Unbounded);
  EXPECT_NEAR(open.minimise({{y, 1}}).value, 0, 1e-9);
}

// x + y = 5, y + z = 7, x + z = 6: three equations together fix what no one of them does.
TEST(LinearProgramme, BoundsAVariableThroughSeveralRowsAtOnce) {
  LinearProgramme programme;
  const int x = programme.add_variable(0, no_limit), y = programme.add_variable(0, no_limit),
            z = programme.add_variable(0, no_limit);
  programme.add_row({{x, 1}, {y, 1}}, 5, 5);
  programme.add_row({{y, 1}, {z, 1}}, 7, 7);
  programme.add_row({{x, 1}, {z, 1}}, 6, 6);
  EXPECT_NEAR(programme.minimise({{x, 1}}).value, 2, 1e-9);
  EXPECT_NEAR(programme.maximise({{x, 1}}).value, 2, 1e-9);
}

TEST(LinearProgramme, NamesTheBoundsThatHoldTheOptimum) {
  LinearProgramme programme;
  const int part = programme.add_variable(0, no_limit), other = programme.add_variable(30, 30),
            total = programme.add_variable(40, 40), idle = programme.add_variable(0, 9);
  programme.add_row({{part, 1}, {other, 1}, {total, -1}}, 0, 0);
  programme.add_row({{idle, 1}, {total, -1}}, -no_limit, 0);
  const Optimum highest = programme.maximise({{part, 1}});
  EXPECT_NEAR(highest.value, 10, 1e-9);
  EXPECT_NEAR(highest.prices[static_cast<std::size_t>(other)], -1, 1e-9);
  EXPECT_NEAR(highest.prices[static_cast<std::size_t>(total)], 1, 1e-9);
  EXPECT_NEAR(highest.prices[static_cast<std::size_t>(idle)], 0, 1e-9);
}

// A two-way table with known margins: the bounds of each cell are Frechet's, max(0, r + c - n) and min(r, c). And one
// programme that is asked everything says what a fresh one says.
TEST(LinearProgramme, FindsFrechetsBoundsWarmAndCold) {
  std::mt19937_64 random(7);
  for (int trial = 0; trial < 20; ++trial) {
    const int rows = 2 + static_cast<int>(random() % 3), columns = 2 + static_cast<int>(random() % 3);
    std::vector<double> row_sums(static_cast<std::size_t>(rows)), column_sums(static_cast<std::size_t>(columns));
    double all = 0;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        const auto count = static_cast<double>(random() % 20);
        row_sums[static_cast<std::size_t>(r)] += count;
        column_sums[static_cast<std::size_t>(c)] += count;
        all += count;
      }
    }
    const auto table = [&] {
      LinearProgramme programme;
      std::vector<std::vector<Term>> by_row(row_sums.size()), by_column(column_sums.size());
      for (std::size_t r = 0; r < row_sums.size(); ++r) {
        for (std::size_t c = 0; c < column_sums.size(); ++c) {
          const int cell = programme.add_variable(0, no_limit);
          by_row[r].push_back({cell, 1});
          by_column[c].push_back({cell, 1});
        }
      }
      for (std::size_t r = 0; r < row_sums.size(); ++r) {
        programme.add_row(by_row[r], row_sums[r], row_sums[r]);
      }
      for (std::size_t c = 0; c < column_sums.size(); ++c) {
        programme.add_row(by_column[c], column_sums[c], column_sums[c]);
      }
      return programme;
    };
    LinearProgramme warm = table();
    for (std::size_t r = 0; r < row_sums.size(); ++r) {
      for (std::size_t c = 0; c < column_sums.size(); ++c) {
        const int cell = static_cast<int>(r * column_sums.size() + c);
        const double low = std::max(0.0, row_sums[r] + column_sums[c] - all);
        EXPECT_NEAR(warm.minimise({{cell, 1}}).value, low, 1e-7);
        EXPECT_NEAR(warm.maximise({{cell, 1}}).value, std::min(row_sums[r], column_sums[c]), 1e-7);
        LinearProgramme cold = table();
        EXPECT_NEAR(cold.minimise({{cell, 1}}).value, low, 1e-7);
      }
    }
  }
}

// The same optimum whether variables start at their bounds or at 0, with bounds that change later; and prices that
// prove it: where one is positive the highest is reached, where one is negative the lowest.
TEST(LinearProgramme, StartsFromZeroWithTheSameAnswers) {
  struct Limits {
    double low = 0, high = 0;
  };
  std::mt19937_64 random(5);
  const auto whole = [&](int low, int high) {
    return static_cast<double>(low + static_cast<int>(random() % static_cast<std::uint64_t>(high - low + 1)));
  };
  const auto held = [](double price, double value, const Limits& limits) {
    return std::abs(price) < 1e-7 || std::abs(value - (price > 0 ? limits.high : limits.low)) < 1e-6;
  };
  for (int trial = 0; trial < 200; ++trial) {
    LinearProgramme plain, zero;
    zero.start_from_zero();
    std::vector<Limits> variables, rows;
    std::vector<std::vector<Term>> terms(4);
    for (int i = 0; i < 6; ++i) {
      const Limits& limits = variables.emplace_back(whole(-9, 0), whole(0, 9));
      plain.add_variable(limits.low, limits.high);
      zero.add_variable(limits.low, limits.high);
    }
    for (std::vector<Term>& row : terms) {
      for (int i = 0; i < 6; ++i) {
        row.push_back({i, whole(-2, 2)});
      }
      const Limits& limits = rows.emplace_back(whole(-9, 0), whole(0, 9));
      plain.add_row(row, limits.low, limits.high);
      zero.add_row(row, limits.low, limits.high);
    }
    const auto value = [](const std::vector<Term>& form, const std::vector<double>& point) {
      return std::accumulate(form.begin(), form.end(), 0.0, [&](double sum, const Term& term) {
        return sum + term.coefficient * point[static_cast<std::size_t>(term.variable)];
      });
    };
    for (int question = 0; question < 6; ++question) {
      std::vector<Term> form;
      for (int i = 0; i < 6; ++i) {
        form.push_back({i, whole(-5, 5)});
      }
      const Optimum a = plain.maximise(form), b = zero.maximise(form);
      ASSERT_EQ(a.status, Status::Found);
      ASSERT_EQ(b.status, Status::Found);
      EXPECT_NEAR(a.value, b.value, 1e-6);
      ASSERT_EQ(b.point.size(), variables.size());
      ASSERT_EQ(b.prices.size(), variables.size());
      EXPECT_NEAR(value(form, b.point), b.value, 1e-6);
      for (std::size_t i = 0; i < variables.size(); ++i) {
        EXPECT_TRUE(held(b.prices[i], b.point[i], variables[i]));
      }
      for (std::size_t row = 0; row < rows.size(); ++row) {
        EXPECT_TRUE(held(b.row_prices[row], value(terms[row], b.point), rows[row]));
      }
      Limits& next = variables[static_cast<std::size_t>(question)];
      next = {whole(-9, 0), whole(0, 9)};
      plain.set_bounds(question, next.low, next.high);
      zero.set_bounds(question, next.low, next.high);
    }
  }
}

}  // namespace
}  // namespace kith::num
