// What ships about national surveys: readable, sourced, and what the sources say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "study/library.h"

namespace kith::study {
namespace {

TEST(Library, EveryFigureHasASourceAndEverySurveyAName) {
  const Library& all = library();
  EXPECT_GE(all.entries.size(), 120U);
  for (const Benchmark& entry : all.entries) {
    EXPECT_FALSE(entry.source.empty()) << entry.id;
    EXPECT_FALSE(entry.survey.empty()) << entry.id;
    EXPECT_FALSE(entry.item.empty()) << entry.id;
    EXPECT_EQ(entry.base.has_value(), entry.design_factor.has_value()) << entry.id;
    if (!entry.computed) {
      EXPECT_FALSE(entry.licence.empty()) << entry.id;
      EXPECT_FALSE(entry.geography.empty()) << entry.id;
      EXPECT_FALSE(entry.cut.empty()) << entry.id;
    }
  }
  for (const char* code : {"ukhls", "cls", "nsw", "shs", "aps"}) {
    ASSERT_NE(all.survey(code), nullptr) << code;
  }
  EXPECT_EQ(all.survey("ukhls")->designs.size(), 4U);
  EXPECT_EQ(all.survey("ukhls")->designs.back().weight, "indscg2_xw");
}

// Scottish Household Survey 2021, tables 2.8 and the page on confidence intervals.
TEST(Library, HasThePublishedFigureWithItsBaseAndDesignFactor) {
  const Benchmark* entry = library().entry("shs_2021_backgrounds_q1");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->value, 0.68);
  EXPECT_EQ(entry->base, 1180);
  EXPECT_EQ(entry->design_factor, 1.24);
  const Benchmark* before = library().entry("shs_2020_backgrounds");
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->value, 0.77);
  EXPECT_EQ(before->design_factor, 1.34);
  EXPECT_EQ(library().entry("nothing"), nullptr);
}

// Personal well-being of ONS is four means, with the harmonised words.
TEST(Library, HasMeansThatTakeTheirQuestionFromAnotherEntry) {
  const Benchmark* happy = library().entry("aps_2018_19_happy");
  ASSERT_NE(happy, nullptr);
  EXPECT_TRUE(happy->mean);
  EXPECT_EQ(happy->value, 7.56);
  EXPECT_EQ(happy->wording, "Overall, how happy did you feel yesterday?");
  EXPECT_EQ(happy->survey, "Annual Population Survey, personal well-being (ONS4)");
  EXPECT_FALSE(happy->has_error());
  Benchmark own;
  own.computed = true;
  fill_from(*happy, own);
  EXPECT_TRUE(own.mean);
  EXPECT_EQ(own.value, 7.56);
}

TEST(Library, FillsWhatTheStudyDoesNotSayAndNothingElse) {
  Benchmark own;
  own.computed = true;
  own.mode = "by post";
  fill_from(*library().entry("shs_2021_backgrounds_q1"), own);
  EXPECT_EQ(own.mode, "by post");
  EXPECT_EQ(own.geography, "Scotland");
  EXPECT_EQ(own.value, 0.68);
  EXPECT_FALSE(own.computed);
  Benchmark from_data;
  from_data.computed = true;
  from_data.microdata = "survey.csv";
  fill_from(*library().entry("shs_2021_backgrounds_q1"), from_data);
  EXPECT_TRUE(from_data.computed);
  EXPECT_FALSE(from_data.base.has_value());
}

TEST(NearMiss, KnowsThePairsThatSoundAlike) {
  Benchmark chat;
  chat.item = "SChatN";
  Benchmark pull;
  pull.wording = "People in this neighbourhood PULL TOGETHER to improve the neighbourhood";
  Benchmark talk;
  talk.item = "scopngbhh";
  EXPECT_NE(near_miss("I regularly stop and talk with people in my neighbourhood", chat), nullptr);
  EXPECT_NE(near_miss("I would be willing to work together with others", pull), nullptr);
  EXPECT_NE(near_miss("I chat to my neighbours", talk), nullptr);
  EXPECT_EQ(near_miss("I regularly stop and talk with people in my neighbourhood", talk), nullptr);
  EXPECT_EQ(near_miss("I regularly stop and talk with people in my neighbourhood", pull), nullptr);
}

}  // namespace
}  // namespace kith::study
