#include "run/quotes.h"

#include <gtest/gtest.h>

namespace kith::run {
namespace {

TEST(Faithful, EverythingOutsideTheBracketsIsTheRespondents) {
  const char* verbatim = "it made me aware of issues in my community and I made new friends";
  EXPECT_TRUE(is_faithful(verbatim, verbatim));
  EXPECT_TRUE(is_faithful(verbatim, "[It] made me aware of issues in [the] community and [I] made new friends"));
  EXPECT_TRUE(is_faithful(verbatim, "it made me aware of issues [...]"));
  EXPECT_TRUE(is_faithful(verbatim, "[...] I made new friends"));
}

TEST(Faithful, AChangeWithoutBracketsIsFound) {
  const char* verbatim = "it made me aware of issues in my community and I made new friends";
  EXPECT_FALSE(is_faithful(verbatim, "It made me aware of issues in my community and I made new friends"));
  EXPECT_FALSE(is_faithful(verbatim, "it made me aware of issues"));
  EXPECT_FALSE(is_faithful(verbatim, "I made new friends"));
  EXPECT_FALSE(is_faithful(verbatim, "it made me aware of [some] good issues [...]"));
  EXPECT_FALSE(is_faithful(verbatim, "I made new friends [and] it made me aware [...]"));
  EXPECT_FALSE(is_faithful(verbatim, "it made me [aware"));
}

}  // namespace
}  // namespace kith::run
