#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose {
namespace {

finding::Quote quote(const std::string& id, const std::string& person, std::int64_t attribution_count) {
  finding::Quote quote;
  quote.id = id;
  quote.text = "[The group] is where I made friends.";
  quote.person = person;
  quote.population = "participant";
  quote.attribution = {{"programme", "lc", "Local Conversations"}};
  quote.attribution_text = "Local Conversations project participant";
  quote.attribution_count = attribution_count;
  quote.consent = true;
  return quote;
}

std::vector<std::string> ids(const std::vector<Safe<finding::Quote>>& quotes) {
  std::vector<std::string> ids;
  for (const auto& quote : quotes) {
    ids.push_back(quote->id);
  }
  return ids;
}

TEST(Quotes, NeedConsentBeforeAnythingElse) {
  Gate gate(Rules{});
  finding::Quote refused = quote("a", "p1", 400);
  refused.consent = false;
  EXPECT_EQ(ids(gate.release({refused, quote("b", "p1", 400)})), std::vector<std::string>{"b"})
      << "a refused quote does not use up its person";
  ASSERT_EQ(gate.decisions().size(), 1U);
  EXPECT_EQ(gate.decisions()[0].code, "no-consent");
  EXPECT_EQ(gate.explain("a"), "`a` is not shown: the person did not agree to be quoted");
}

TEST(Quotes, KeepAnAttributionThatTenShare) {
  Gate gate(Rules{});
  const auto released = gate.release({quote("a", "p1", 10)});
  ASSERT_EQ(released.size(), 1U);
  EXPECT_EQ(released[0]->attribution_text, "Local Conversations project participant");
  EXPECT_EQ(released[0]->attribution_count, 0) << "the count itself stays inside";
  EXPECT_EQ(released[0]->person, "");
  EXPECT_TRUE(gate.decisions().empty());
}

TEST(Quotes, FallBackToTheRoleWhenFewerShareTheAttribution) {
  Gate gate(Rules{});
  finding::Quote small = quote("a", "p1", 9);
  small.role_text = "Participant";
  small.role_count = 10;
  const auto released = gate.release({small});
  ASSERT_EQ(released.size(), 1U);
  EXPECT_EQ(released[0]->attribution_text, "Participant");
  EXPECT_TRUE(released[0]->attribution.empty());
  EXPECT_EQ(released[0]->role_count, 0);
  EXPECT_EQ(gate.decisions()[0].code, "role-only");
  EXPECT_EQ(gate.explain("a"), "`a` is shown with the role alone: fewer than 10 people share its attribution");
}

TEST(Quotes, AreDroppedWhenEvenTheRoleIsRare) {
  Gate gate(Rules{});
  finding::Quote small = quote("a", "p1", 9);
  small.role_text = "Key interviewee";
  small.role_count = 9;
  EXPECT_TRUE(gate.release({small, quote("b", "p2", 9)}).empty());
  EXPECT_EQ(gate.decisions().size(), 2U);
  EXPECT_EQ(gate.decisions()[1].code, "small-attribution");
}

TEST(Quotes, ComeFromEachPersonOnce) {
  Gate gate(Rules{});
  EXPECT_EQ(ids(gate.release({quote("a", "p1", 400), quote("b", "p2", 400), quote("c", "p1", 400), quote("d", "", 400),
                              quote("e", "", 400)})),
            (std::vector<std::string>{"a", "b", "d", "e"}))
      << "quotes without a person cannot be told apart";
  EXPECT_EQ(gate.decisions().at(0).code, "same-person");
}

// ---- beside what was published -------------------------------------------------------------------------------------

finding::Quote roled(finding::Quote quote) {
  quote.role_text = "Participant";
  quote.role_count = 400;
  return quote;
}

// What an earlier release showed, with whose it is.
std::vector<EarlierRelease> published(finding::Quote shown) {
  EarlierRelease release{"0001-w1", Rules{}, {}, {}, {}};
  release.quotes = {std::move(shown)};
  return {release};
}

std::string shown_as(const finding::Quote& quote, std::vector<EarlierRelease> earlier) {
  Gate gate(Rules{}, {}, {}, std::move(earlier));
  const auto released = gate.release({quote});
  return released.empty() ? "" : released[0]->attribution_text;
}

TEST(QuotesAgain, KeepTheAttributionThatTheyHad) {
  const finding::Quote now = roled(quote("a", "p1", 12));
  EXPECT_EQ(shown_as(now, published(now)), "Local Conversations project participant");
}

TEST(QuotesAgain, AreOfTheRoleAloneWhereTheyWere) {
  const finding::Quote now = roled(quote("a", "p1", 12));
  finding::Quote then = now;
  then.attribution.clear();
  EXPECT_EQ(shown_as(now, published(then)), "Participant") << "then fewer than ten shared it";
  then.text = "Other words.";
  EXPECT_EQ(shown_as(now, published(then)), "Participant");
  then.person = "p2";
  EXPECT_EQ(shown_as(now, published(then)), "Local Conversations project participant");
  then.text = now.text;
  EXPECT_EQ(shown_as(now, published(then)), "Participant") << "an id that was corrected";
}

TEST(QuotesAgain, NameNobodyInTwoWays) {
  const finding::Quote now = roled(quote("a", "p1", 400));
  finding::Quote then = now;
  then.attribution = {{"programme", "ac", "Active Communities"}};
  Gate gate(Rules{}, {}, {}, published(then));
  const auto released = gate.release({now});
  ASSERT_EQ(released.size(), 1U);
  EXPECT_EQ(released[0]->attribution_text, "Participant");
  EXPECT_EQ(gate.explain("a"),
            "`a` is shown with the role alone: release 0001-w1 quotes the person, or these words, under another "
            "attribution");
  EXPECT_EQ(gate.decisions()[0].code, "role-only") << "readers are not told that the person was quoted before";
  EXPECT_EQ(gate.decisions()[0].because, "");
}

TEST(QuotesAgain, NeedARoleThatTenShareWhereTheAttributionFails) {
  finding::Quote then = quote("a", "p1", 400);
  then.attribution.clear();
  EXPECT_EQ(shown_as(quote("a", "p1", 400), published(then)), "");
}

// ---- beside the figures
// ----------------------------------------------------------------------------------------------

finding::Finding people(const std::string& programme, std::int64_t count) {
  finding::Finding finding =
      tests::count("respondents", programme.empty() ? tests::Levels{} : tests::Levels{{"programme", programme}}, count);
  finding.population = "participant";
  finding.wave = "w1";
  return finding;
}

finding::Quote of_wave_1(std::int64_t sharing) {
  finding::Quote quote = roled(disclose::quote("a", "p1", sharing));
  quote.wave = "w1";
  return quote;
}

// 16 people less those of Local Conversations: to say that ten are leaves at most six.
TEST(QuotesAndCounts, AnAttributionDoesNotBoundACountThatIsWithheld) {
  const std::vector<finding::Finding> counts{people("", 216), people("other", 200), people("lc", 12), people("ac", 4)};
  Gate gate(Rules{});
  const auto released = gate.release(counts);
  ASSERT_TRUE(released[2]->withheld);
  const auto quotes = gate.release({of_wave_1(12)});
  ASSERT_EQ(quotes.size(), 1U);
  EXPECT_EQ(quotes[0]->attribution_text, "Participant");
  EXPECT_THAT(gate.explain("a"), testing::HasSubstr("how many people share its attribution is withheld"));
}

TEST(QuotesAndCounts, AnAttributionStandsBesideACountThatIsShown) {
  Gate gate(Rules{});
  gate.release({people("", 240), people("lc", 120), people("ac", 120)});
  EXPECT_EQ(gate.release({of_wave_1(120)})[0]->attribution_text, "Local Conversations project participant");
}

// What the attribution told once is told; the others are protected with it.
TEST(QuotesAndCounts, AnEarlierAttributionIsKnownOfACountThatIsWithheldNow) {
  const std::vector<finding::Finding> counts{people("", 216), people("other", 200), people("lc", 12), people("ac", 4)};
  Gate alone(Rules{});
  const auto without = alone.release(counts);
  EXPECT_FALSE(without[0]->withheld);
  EXPECT_FALSE(without[1]->withheld);
  Gate beside(Rules{}, {}, {}, published(of_wave_1(12)));
  const auto with = beside.release(counts);
  EXPECT_TRUE(with[3]->withheld);
  EXPECT_TRUE(with[0]->withheld || with[1]->withheld) << "16 less at least ten is at most six";
  EXPECT_EQ(beside.release({of_wave_1(12)})[0]->attribution_text, "Local Conversations project participant")
      << "to name fewer people now tells nobody less";
}

}  // namespace
}  // namespace kith::disclose
