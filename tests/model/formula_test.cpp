// Formulas mean what they mean in R, and their terms have R's names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/problem.h"
#include "model/formula.h"

namespace kith::model {
namespace {

std::vector<std::string> labels(std::string_view text) {
  std::vector<std::string> result;
  for (const Term& term : parse_formula(text).terms) {
    result.push_back(term.label);
  }
  return result;
}

std::string code_of(std::string_view text) {
  try {
    parse_formula(text);
  } catch (const Error& error) {
    return error.problems().front().code;
  }
  return {};
}

using testing::ElementsAre;

TEST(Formula, CrossesNestsAndTakesAway) {
  EXPECT_THAT(labels("y ~ a * b"), ElementsAre("a", "b", "a:b"));
  EXPECT_THAT(labels("y ~ a:b + a"), ElementsAre("a", "a:b"));
  EXPECT_THAT(labels("y ~ a / b"), ElementsAre("a", "a:b"));
  EXPECT_THAT(labels("y ~ b %in% a + a"), ElementsAre("a", "b:a"));
  EXPECT_THAT(labels("y ~ (a + b + c)^2"), ElementsAre("a", "b", "c", "a:b", "a:c", "b:c"));
  EXPECT_THAT(labels("y ~ a * b * c - a:b:c"), ElementsAre("a", "b", "c", "a:b", "a:c", "b:c"));
  EXPECT_THAT(labels("y ~ a + a"), ElementsAre("a"));
}

TEST(Formula, KnowsTheInterceptAndOffsets) {
  EXPECT_TRUE(parse_formula("y ~ a").intercept);
  EXPECT_FALSE(parse_formula("y ~ a - 1").intercept);
  EXPECT_FALSE(parse_formula("y ~ 0 + a").intercept);
  EXPECT_TRUE(parse_formula("y ~ 1").terms.empty());
  EXPECT_EQ(parse_formula("y ~ a + offset(log(n))").offsets.size(), 1U);
  EXPECT_THAT(labels("y ~ a + offset(log(n))"), ElementsAre("a"));
}

TEST(Formula, WritesCallsAsRDoes) {
  EXPECT_THAT(labels("y~I( x^2 )+log( x,2)+(sch.wide=='Yes')"),
              ElementsAre("I(x^2)", "log(x, 2)", "sch.wide == \"Yes\""));
  EXPECT_THAT(labels("y ~ I(a*b/2-c) + factor(q, levels=c('a','b'))"),
              ElementsAre("I(a * b/2 - c)", "factor(q, levels = c(\"a\", \"b\"))"));
}

TEST(Formula, FindsATermWhateverTheOrderOfItsVariables) {
  const Formula formula = parse_formula("y ~ a * b");
  EXPECT_EQ(formula.term("b:a"), 2U);
  EXPECT_FALSE(formula.term("c").has_value());
}

TEST(Formula, RefusesWhatItDoesNotUnderstand) {
  for (const char* text : {"y", "y ~ ", "y ~ a +", "y ~ (a", "y ~ a ^ b", "y ~ 2", "y ~ .", "y ~ a )", "y ~ y + a"}) {
    EXPECT_EQ(code_of(text), "bad-formula") << text;
  }
}

}  // namespace
}  // namespace kith::model
