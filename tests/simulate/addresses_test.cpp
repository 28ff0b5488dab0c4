// Synthetic postcodes: of the project's nation, and nothing else of a synthetic answer hangs on them.
#include "simulate/addresses.h"

#include <set>

#include "place/postcode.h"
#include "simulate/study_in_test.h"

namespace kith::simulate {
namespace {

std::string nation_of_project(const std::string& project) {
  const study::Project* found = tests::example_study().project(project);
  return found == nullptr ? std::string() : found->nation;
}

TEST(Addresses, LieInTheNationOfTheProjectAndAreTheExamplesOwn) {
  Problems problems;
  std::map<std::string, std::string> nation_of;
  for (const Address& address : addresses_of(tests::example_study(), problems)) {
    nation_of[address.postcode] = address.nation;
  }
  ASSERT_TRUE(problems.empty());
  const tests::Columns people = tests::example_participants();
  std::size_t full = 0;
  std::set<std::string> missing;
  for (std::size_t i = 0; i < people.at("postcode").size(); ++i) {
    const place::Parsed parsed = place::parse_postcode(people.at("postcode")[i]);
    if (parsed.form == place::Form::Full) {
      ++full;
      EXPECT_EQ(nation_of.at(place::to_text(parsed.postcode)), nation_of_project(people.at("project")[i])) << i;
    } else {
      EXPECT_NE(parsed.form, place::Form::Malformed) << people.at("postcode")[i];
    }
  }
  EXPECT_GT(full, 850U);
  EXPECT_LT(full, people.at("postcode").size());
}

// Without the column of postcodes every other byte is the same: the published figures do not hang on it.
TEST(Addresses, ChangeNoOtherCell) {
  study::Study without = tests::example_study();
  for (study::Population& population : without.populations) {
    population.postcode.clear();
  }
  const Simulated other = simulate(without, tests::example_recipe());
  const std::string file = "responses/w1-participants.csv";
  tests::Columns with_postcodes = tests::parse_csv(tests::bytes_of(tests::example_simulated(), file));
  with_postcodes.erase("postcode");
  EXPECT_EQ(with_postcodes, tests::parse_csv(tests::bytes_of(other, file)));
}

TEST(Addresses, OfANationWithoutAnyAreAProblem) {
  const study::Study& study = tests::example_study();
  Person person;
  person.nation = "nir";
  Problems problems;
  Recipe recipe;
  recipe.populations["participant"];
  (void)postcodes(study.populations.front(), "w1", recipe, {person}, {{"ZZ1 0EX", "eng", false}}, problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.items().front().code, "no-addresses");
}

}  // namespace
}  // namespace kith::simulate
