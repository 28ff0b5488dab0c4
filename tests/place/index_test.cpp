// The rule from rank to decile, and what refuses a file.
#include "place/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "place/made.h"

namespace kith::place {
namespace {

using testing::HasSubstr;

TEST(Ranking, GroupsEndAsTheRuleSays) {
  // Sizes of the four official indices (requirements D3) and the ranks that publishers state.
  EXPECT_EQ(last_rank(32844, 20, EndsAt::Down), 6568U);
  EXPECT_EQ(last_rank(33755, 20, EndsAt::Down), 6751U);
  EXPECT_EQ(last_rank(6976, 20, EndsAt::Nearest), 1395U);
  EXPECT_EQ(last_rank(6976, 10, EndsAt::Nearest), 698U);  // as the deciles in circulation
  EXPECT_EQ(last_rank(6976, 30, EndsAt::Nearest), 2093U);
  EXPECT_EQ(last_rank(1909, 20, EndsAt::Up), 382U);
  EXPECT_EQ(last_rank(890, 20, EndsAt::Down), 178U);
  EXPECT_EQ(last_rank(10, 5, EndsAt::Nearest), 1U);  // a half goes up
  EXPECT_EQ(last_rank(10, 15, EndsAt::Down), 1U);
  EXPECT_EQ(last_rank(10, 12.5, EndsAt::Up), 2U);
}

// ceil(10 rank / N) is the rule that rounds down.
TEST(Ranking, RoundedDownIsTheCeilingOfTenRanksAnArea) {
  for (const std::size_t areas : {7U, 10U, 33U, 101U}) {
    std::vector<double> ranks(areas);
    std::iota(ranks.begin(), ranks.end(), 1.0);
    const std::vector<std::uint8_t> deciles = deciles_by_areas(ranks, EndsAt::Down);
    for (std::size_t i = 0; i < areas; ++i) {
      EXPECT_EQ(deciles[i], (10 * (i + 1) + areas - 1) / areas) << areas << " " << i;
    }
  }
}

TEST(Ranking, ByPopulationCountsPeople) {
  const std::vector<std::uint32_t> people{10, 10, 30, 50};
  EXPECT_EQ(deciles_by_population(people), (std::vector<std::uint8_t>{1, 2, 5, 10}));
  EXPECT_EQ(areas_in_band(std::span(people), 20), 2U);
  EXPECT_EQ(areas_in_band(std::span(people), 49), 2U);
  EXPECT_EQ(areas_in_band(std::span(people), 50), 3U);
}

TEST(Index, DecilesFollowFromRanksByTheStatedRule) {
  const Library library =
      made_library(definition("up", "z2001", 20, "\"up\"") + definition("either", "z2001", 20, "[\"up\", \"down\"]"));
  std::vector<int> even(20);
  for (int i = 0; i < 20; ++i) {
    even[static_cast<std::size_t>(i)] = i / 2 + 1;
  }
  const Index index = index_from(areas_csv(20, even), library, "up");
  EXPECT_TRUE(index.deciles_checked);
  EXPECT_EQ(index.in_band(20), 4U);
  EXPECT_EQ(index_from(areas_csv(20, even), library, "either").deciles, index.deciles);
}

TEST(Index, AnAlteredDecileIsRefusedAndTheAreaNamed) {
  const Library library = made_library(definition("zed", "z2001", 20));
  std::vector<int> deciles(20);
  for (int i = 0; i < 20; ++i) {
    deciles[static_cast<std::size_t>(i)] = i / 2 + 1;
  }
  deciles[6] = 5;
  const std::string said = problems_of([&] { index_from(areas_csv(20, deciles), library, "zed"); });
  EXPECT_THAT(said, HasSubstr("decile-against-rank: 1 decile of `zed` does not follow"));
  EXPECT_THAT(said, HasSubstr("Z07 (rank 7, decile 5, by the rule 4)"));
}

TEST(Index, ManyWrongDecilesNameTenAndCountTheRest) {
  const Library library = made_library(definition("zed", "z2001", 20));
  const std::string said = problems_of([&] { index_from(areas_csv(20, std::vector<int>(20, 5)), library, "zed"); });
  EXPECT_THAT(said, HasSubstr("18 deciles"));
  EXPECT_THAT(said, HasSubstr("Z12 (rank 12, decile 5, by the rule 6) and 8 more"));
}

TEST(Index, TiesAreAllowedAndOtherRanksAreNone) {
  const Library library = made_library(definition("zed", "z2001", 4));
  EXPECT_EQ(problems_of([&] { index_from("area,rank\nZ01,1\nZ02,2\nZ03,2\nZ04,4\n", library, "zed"); }), "");
  EXPECT_EQ(problems_of([&] { index_from("area,rank\nZ01,1\nZ02,2.5\nZ03,2.5\nZ04,4\n", library, "zed"); }), "");
  EXPECT_THAT(problems_of([&] { index_from("area,rank\nZ01,1\nZ02,2\nZ03,2\nZ04,3\n", library, "zed"); }),
              HasSubstr("wrong-ranks: the ranks are no order of 4 areas from 1: Z04"));
  EXPECT_THAT(problems_of([&] { index_from("area,rank\nZ01,1\nZ02,2\nZ03,\nZ04,4\n", library, "zed"); }),
              HasSubstr("area Z03 has no rank"));
}

// "decile 1 (where 1 is least deprived)": the heading is not believed, the ranks are.
TEST(Index, ADecileThatRunsTheOtherWayIsRefused) {
  const Library library = made_library(definition("zed", "z2001", 10));
  std::string csv = "area,rank,Decile (where 1 is least deprived)\n";
  std::string right = csv;
  for (int i = 1; i <= 10; ++i) {
    csv += fmt::format("Z{:02},{},{}\n", i, i, 11 - i);
    right += fmt::format("Z{:02},{},{}\n", i, i, i);
  }
  EXPECT_THAT(problems_of([&] { index_from(csv, library, "zed"); }), HasSubstr("decile-against-rank: 10 deciles"));
  EXPECT_EQ(problems_of([&] { index_from(right, library, "zed"); }), "");
}

TEST(Index, AScoreThatRisesWithTheRankIsRefused) {
  const Library library = made_library(definition("zed", "z2001", 3));
  EXPECT_THAT(problems_of([&] { index_from("area,rank,score\nZ01,1,9\nZ02,2,3\nZ03,3,7\n", library, "zed"); }),
              HasSubstr("scores that rise with the rank: Z03"));
}

TEST(Index, AreasOfAnotherVintageAreRefusedByName) {
  const Library library = made_library(definition("old", "z2001", 20) + definition("new", "z2011", 21));
  std::string csv = "area,rank\n";
  for (int i = 1; i <= 21; ++i) {
    csv += fmt::format("Z{:02},{}\n", i, i);
  }
  const std::string said = problems_of([&] { index_from(csv, library, "old"); });
  EXPECT_THAT(said,
              HasSubstr("`old` is bound to Z area 2001, and 1 codes are none of it: Z21; they look like Z area 2011"));
  EXPECT_THAT(said, HasSubstr("an index of these areas: new"));
  const std::string fewer = problems_of([&] { index_from("area,rank\nZ01,1\n", library, "old"); });
  EXPECT_THAT(fewer, HasSubstr("`old` has 20 areas of Z area 2001, and the file 1"));
  EXPECT_THAT(problems_of([&] { index_from("z11,rank\nZ01,1\nZ02,2\n", library, "old"); }),
              HasSubstr("the file's areas are Z area 2011"));
  EXPECT_THAT(
      problems_of([&] { index_from("area,rank\nZ01,1\nZ01,2\n", made_library(definition("two", "z2001", 2)), "two"); }),
      HasSubstr("areas that stand twice: Z01"));
}

TEST(Index, APopulationFileWithCommasAMarkAndATotal) {
  const Library library = made_library(definition("zed", "z2001", 3, "\"down\"", "population"));
  const tests::Scratch folder;
  tests::spit(folder / "people.csv",
              "\xEF\xBB\xBFlsoa,pop\nZ01,\"1,000\"\nGrand Total,\"10,000\"\nZ02,\"1,000\"\nZ03,\"8,000\"\nGrand "
              "Total,\"10,000\"\n");
  const Population population = read_population(folder / "people.csv", library);
  EXPECT_EQ(population.people.at("Z03"), 8000U);
  EXPECT_EQ(population.left_out, std::vector<std::string>{"Grand Total"});  // the one at the end is no row at all
  const Index index = index_from("area,rank,decile\nZ01,1,1\nZ02,2,2\nZ03,3,10\n", library, "zed", &population);
  EXPECT_EQ(index.in_band(20), 2U);
  EXPECT_THAT(problems_of([&] { index_from("area,rank\nZ01,1\nZ02,2\nZ03,3\n", library, "zed"); }),
              HasSubstr("the deciles of `zed` are by population"));
}

TEST(Index, APopulationOfOtherAreasLeavesBandsByAreas) {
  const Library library = made_library(definition("zed", "z2001", 3));
  Population population;
  population.people = {{"Z01", 10}, {"Z02", 10}};
  const Index index = index_from("area,rank\nZ01,1\nZ02,2\nZ03,3\n", library, "zed", &population);
  EXPECT_TRUE(index.population.empty());
  EXPECT_THAT(problems_of([&] { (void)index.in_band(20, By::Population); }),
              HasSubstr("the populations of the areas of `zed` are not known"));
}

TEST(Library, SaysWhatIsWrongWithADefinition) {
  const std::string said = problems_of([&] {
    made_library(
        "[[index]]\nid = \"zed\"\ntitle = \"Z\"\nnations = [\"Z\"]\nvintages = [\"z2012\"]\nareas = 3\n"
        "[index.deciles]\nends_at = \"round\"\n");
  });
  EXPECT_THAT(said, HasSubstr("unknown vintage `z2012`"));
  EXPECT_THAT(said, HasSubstr("unknown rule `round`"));
  EXPECT_THAT(said, HasSubstr("what the columns of codes and ranks are called"));
}

TEST(Library, KnowsTheOfficialIndices) {
  const Library official = library();
  for (const char* id : {"imd2019", "imd2025", "simd2020", "wimd2019", "nimdm2017", "uk2020"}) {
    const Definition& index = official.index(id);
    EXPECT_FALSE(index.source.empty()) << id;
    EXPECT_FALSE(index.licence.empty()) << id;
    EXPECT_FALSE(index.rule.empty()) << id;
  }
  EXPECT_THAT(problems_of([&] { (void)official.index("imd2020"); }), HasSubstr("did you mean `imd2025`"));
}

}  // namespace
}  // namespace kith::place
