// What is imputed, from what, and by which random numbers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/problem.h"
#include "impute/impute.h"
#include "impute/made_up.h"

namespace kith::impute {
namespace {

using data::Missing;
using data::missing_code;
using ::testing::Contains;
using ::testing::Field;

const std::vector<std::string> all{"x", "y", "agrees", "kind"};

std::vector<std::string> cells(const data::Table& table) {
  std::vector<std::string> text;
  for (const char* name : {"agrees", "kind", "x", "y"}) {
    const data::Column& column = table.column(name);
    for (std::size_t row = 0; row < column.size(); ++row) {
      text.push_back(column.label_at(row));
    }
  }
  return text;
}

TEST(ChainedEquations, ImputeWhatWasAskedAndNotAnsweredAndNothingElse) {
  data::Table table;
  const auto reason = [](Missing missing) { return static_cast<std::uint8_t>(missing); };
  table.add(numbers(
      "income", {1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0},
      {0, 0, 0, 0, reason(Missing::Blank), reason(Missing::Illegible), reason(Missing::Other),
       reason(Missing::NotAsked), reason(Missing::DontKnow), reason(Missing::Refused), reason(Missing::Withdrawn)}));
  table.add(choices("agrees", {"no", "yes"},
                    {0, 1, 0, 1, 0, missing_code(Missing::Blank), missing_code(Missing::NotAsked), 1, 0, 1,
                     missing_code(Missing::Refused)}));
  const Imputations imputations = impute(table, {.count = 3, .columns = {"income", "agrees"}});
  const data::Table completed = imputations.completed(2);
  const data::Column& income = completed.column("income");
  for (const std::size_t row : {4U, 5U, 6U}) {
    EXPECT_EQ(income.missing_at(row), Missing::None);
    EXPECT_THAT((std::vector<double>{1, 2, 3, 4}), Contains(income.number_at(row).value())) << "nobody gave it";
  }
  for (std::size_t row = 7; row < 11; ++row) {
    EXPECT_EQ(income.missing_at(row), table.column("income").missing_at(row));
  }
  EXPECT_EQ(completed.column("agrees").missing_at(5), Missing::None);
  EXPECT_EQ(completed.column("agrees").missing_at(6), Missing::NotAsked);
  EXPECT_EQ(completed.column("agrees").missing_at(10), Missing::Refused);
  const auto& columns = imputations.columns();
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].name, "agrees") << "fewest gaps first";
  EXPECT_EQ(columns[1].imputed, 3);
  EXPECT_EQ(columns[1].answered, 4);
  EXPECT_EQ(columns[1].left, 4);
}

TEST(ChainedEquations, GiveTheSameBitsForOneSeedOnAnyNumberOfThreads) {
  const data::Table table = made_up(300, 1);
  const auto draw = [&](std::uint64_t seed, int threads) {
    const Imputations imputations = impute(table, {.count = 4,
                                                   .seed = seed,
                                                   .iterations = 3,
                                                   .columns = all,
                                                   .strata = {"stratum"},
                                                   .clusters = {"cluster"},
                                                   .threads = {threads}});
    std::vector<std::vector<std::string>> each;
    for (std::size_t i = 0; i < imputations.count(); ++i) {
      each.push_back(cells(imputations.completed(i)));
    }
    return each;
  };
  const auto once = draw(7, 1);
  EXPECT_EQ(once, draw(7, 2));
  EXPECT_NE(once, draw(8, 1));
  EXPECT_NE(once[0], once[1]) << "imputations are not copies of each other";
}

TEST(ChainedEquations, DoNotCareInWhichOrderColumnsStand) {
  const data::Table table = made_up(200, 2);
  data::Table turned;
  for (std::size_t c = table.columns().size(); c-- > 0;) {
    turned.add(table.columns()[c]);
  }
  const Options options{.count = 2, .iterations = 3, .columns = all};
  Options reversed = options;
  std::ranges::reverse(reversed.columns);
  EXPECT_EQ(cells(impute(table, options).completed(1)), cells(impute(turned, reversed).completed(1)));
}

TEST(ChainedEquations, FollowAColumnThatTellsOptionsApartWithoutException) {
  data::Table table;
  std::vector<double> x;
  std::vector<std::uint8_t> answer;
  for (int i = 0; i < 200; ++i) {
    x.push_back(i - 99.5);
    answer.push_back(i % 4 == 0 ? missing_code(Missing::Blank) : static_cast<std::uint8_t>(i < 100 ? 0 : 1));
  }
  table.add(numbers("x", x));
  table.add(choices("answer", {"below", "above"}, answer));
  const data::Table completed = impute(table, {.count = 2, .columns = {"x", "answer"}}).completed(0);
  int wrong = 0;
  for (std::size_t row = 0; row < 200; row += 4) {
    wrong += completed.column("answer").label_at(row) == (row < 100 ? "below" : "above") ? 0 : 1;
  }
  EXPECT_LE(wrong, 8) << "of 50";
}

TEST(ChainedEquations, TakeDonorsFromAllWhoAreEquallyNear) {
  // With a yes-or-no predictor alone a hundred people are predicted the same: five of them would be five answers.
  data::Table table;
  std::vector<double> y;
  std::vector<std::uint8_t> gone, group;
  for (int i = 0; i < 300; ++i) {
    y.push_back(i);
    group.push_back(static_cast<std::uint8_t>(i % 2));
    gone.push_back(i % 3 == 0 ? blank : 0);
  }
  table.add(choices("group", {"a", "b"}, group));
  table.add(numbers("y", y, gone));
  const data::Table completed = impute(table, {.count = 2, .columns = {"group", "y"}}).completed(0);
  std::set<double> taken;
  for (std::size_t row = 0; row < 300; row += 3) {
    taken.insert(completed.column("y").number_at(row).value());
  }
  EXPECT_GT(taken.size(), 40U);
}

TEST(ChainedEquations, NoteWhatCannotBeImputedOrDoesNotHelp) {
  data::Table table = made_up(100, 3);
  const std::size_t n = table.rows();
  std::vector<double> twice;
  for (const double x : table.column("x").numbers()) {
    twice.push_back(2 * x);
  }
  table.add(numbers("nobody", std::vector<double>(n), std::vector<std::uint8_t>(n, blank)));
  std::vector<std::uint8_t> some(n);
  some[3] = some[5] = blank;
  table.add(numbers("same", std::vector<double>(n, 4), some));
  table.add(numbers("z_twice_x", twice));
  table.add(data::Column::text("said", std::vector<std::string>(n, "words")));
  table.sets.push_back({"ticks", "", {{"a", "a", "agrees", ""}}});
  std::vector<std::string> names = all;
  names.insert(names.end(), {"nobody", "same", "z_twice_x", "said", "ticks"});
  const Imputations imputations = impute(table, {.count = 2, .columns = names});
  for (const char* code :
       {"nothing-to-learn-from", "constant-answer", "predictor-left-out", "text-not-imputed", "set-not-imputed"}) {
    EXPECT_THAT(imputations.notes(), Contains(Field(&finding::Note::code, code)));
  }
  const data::Table completed = imputations.completed(0);
  EXPECT_EQ(completed.column("nobody").missing_at(0), Missing::Blank);
  EXPECT_EQ(completed.column("same").number_at(3), 4);
}

TEST(ChainedEquations, BearMorePredictorsThanAnswers) {
  num::Random random(5);
  data::Table table;
  std::vector<std::string> names;
  for (int k = 0; k < 40; ++k) {
    std::vector<double> values;
    std::vector<std::uint8_t> gone;
    for (int i = 0; i < 15; ++i) {
      values.push_back(random.normal());
      gone.push_back(random.uniform() < 0.3 ? blank : 0);
    }
    gone[static_cast<std::size_t>(k % 15)] = 0;
    names.push_back("c" + std::to_string(k));
    table.add(numbers(names.back(), values, gone));
  }
  const Imputations imputations = impute(table, {.count = 2, .columns = names});
  EXPECT_THAT(imputations.notes(), Contains(Field(&finding::Note::code, "few-answers-per-predictor")));
  for (const std::string& name : names) {
    const data::Table completed = imputations.completed(1);
    for (std::size_t row = 0; row < 15; ++row) {
      ASSERT_TRUE(std::isfinite(completed.column(name).number_at(row).value()));
    }
  }
}

TEST(ChainedEquations, RefuseWhatMeansNothing) {
  const data::Table table = made_up(20, 6);
  EXPECT_THROW(impute(table, {.count = 1, .columns = all}), Error);
  EXPECT_THROW(impute(table, {.count = 2, .iterations = 0, .columns = all}), Error);
  EXPECT_THROW(impute(table, {.count = 2, .columns = {"yy"}}), Error);
}

}  // namespace
}  // namespace kith::impute
