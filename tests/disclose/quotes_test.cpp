#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "disclose/gate.h"

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

}  // namespace
}  // namespace kith::disclose
