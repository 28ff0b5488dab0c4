#include "run/ordered_scales.h"

#include <gtest/gtest.h>

namespace kith::run {
namespace {

std::vector<std::string> ordered(const std::vector<std::string>& labels) {
  std::vector<std::string> result;
  if (const auto order = natural_order(labels)) {
    for (const std::size_t i : *order) {
      result.push_back(labels[i]);
    }
  }
  return result;
}

using Labels = std::vector<std::string>;

TEST(OrderedScales, PutsAgreementInItsOrder) {
  EXPECT_EQ(ordered({"Agree", "Disagree", "Neither agree nor disagree", "Strongly agree", "Strongly disagree"}),
            (Labels{"Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"}));
  EXPECT_EQ(ordered({"Definitely agree", "Definitely disagree", "Tend to agree", "Tend to disagree"}),
            (Labels{"Definitely agree", "Tend to agree", "Tend to disagree", "Definitely disagree"}));
}

TEST(OrderedScales, KnowsFrequenciesAndQualities) {
  EXPECT_EQ(ordered({"Always", "Never", "Often", "Rarely", "Sometimes"}),
            (Labels{"Always", "Often", "Sometimes", "Rarely", "Never"}));
  EXPECT_EQ(ordered({"excellent", "fair", "good", "poor", "very good"}),
            (Labels{"excellent", "very good", "good", "fair", "poor"}));
}

TEST(OrderedScales, OrdersDegreesOfAnything) {
  EXPECT_EQ(ordered({"Not at all important", "Not too important", "Somewhat important", "Very important"}),
            (Labels{"Very important", "Somewhat important", "Not too important", "Not at all important"}));
  EXPECT_EQ(ordered({"Extremely welcome", "Not at all welcome", "Slightly welcome", "Very welcome"}),
            (Labels{"Extremely welcome", "Very welcome", "Slightly welcome", "Not at all welcome"}));
}

TEST(OrderedScales, PutsTheOppositePoleBelowTheMiddle) {
  EXPECT_EQ(ordered({"Fairly dissatisfied", "Fairly satisfied", "Neither satisfied nor dissatisfied",
                     "Very dissatisfied", "Very satisfied"}),
            (Labels{"Very satisfied", "Fairly satisfied", "Neither satisfied nor dissatisfied", "Fairly dissatisfied",
                    "Very dissatisfied"}));
  EXPECT_EQ(ordered({"Unlikely", "Very likely", "Very unlikely", "Likely"}),
            (Labels{"Very likely", "Likely", "Unlikely", "Very unlikely"}));
  EXPECT_EQ(ordered({"Fairly easy", "Very difficult", "Very easy", "Fairly difficult"}),
            (Labels{"Very easy", "Fairly easy", "Fairly difficult", "Very difficult"}));
}

TEST(OrderedScales, LeavesAloneWhatItDoesNotKnow) {
  EXPECT_EQ(natural_order(Labels{"England", "Scotland", "Wales"}), std::nullopt);
  EXPECT_EQ(natural_order(Labels{"Agree", "Agree"}), std::nullopt);
  EXPECT_EQ(natural_order(Labels{"Agree", "Tend to agree", "Disagree"}), std::nullopt)
      << "two labels of one rung: nobody can say which is more";
  EXPECT_EQ(natural_order(Labels{"Agree"}), std::nullopt);
  EXPECT_EQ(natural_order(Labels{}), std::nullopt);
}

}  // namespace
}  // namespace kith::run
