// The publishers' genuine files: they load, the bands have the counts that are published, and a change is seen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/text.h"
#include "place/join.h"
#include "place/made.h"
#include "support/shared.h"

namespace kith::place {
namespace {

using testing::HasSubstr;

struct Official {
  const char* id;
  const char* file;
  std::size_t worst20;
  const char* own20 = "";  // where the publisher's own deciles 1 and 2 hold another number, why
};

class OfficialIndex : public testing::TestWithParam<Official> {};

TEST_P(OfficialIndex, LoadsAndItsWorstFifthHasThePublishedNumberOfAreas) {
  const std::string name = std::string("data/deprivation/") + GetParam().file;
  SKIP_WITHOUT_SHARED(name);
  const Library official = library();
  const Index index = read_index(tests::shared(name), official.index(GetParam().id), official);
  EXPECT_TRUE(index.deciles_checked);
  EXPECT_EQ(index.in_band(20), GetParam().worst20);
}

// Requirement D3.
INSTANTIATE_TEST_SUITE_P(Nations, OfficialIndex,
                         testing::Values(Official{"imd2019", "imd2019_england_lsoa11.csv", 6568},
                                         Official{"imd2025", "imd2025_england_lsoa21.csv", 6751},
                                         Official{"simd2020", "imd2020_scotland_dz11.csv", 1395},
                                         Official{"wimd2019", "imd2019_wales_lsoa11.csv", 382},
                                         Official{"nimdm2017", "imd2017_northern_ireland_soa01.csv", 178}),
                         [](const auto& nation) { return std::string(nation.param.id); });

TEST(OfficialFiles, TheCompositeIsByPopulationAndPutsMostOfNorthernIrelandIntoTheWorstFifth) {
  SKIP_WITHOUT_SHARED("data/deprivation/UK_IMD_E.csv");
  const Library official = library();
  const Population population =
      read_population(tests::shared("data/deprivation/lsoa_population_2019_uk.csv"), official);
  EXPECT_EQ(population.people.size(), 42619U);
  const Index index =
      read_index(tests::shared("data/deprivation/UK_IMD_E.csv"), official.index("uk2020"), official, &population);
  EXPECT_TRUE(index.deciles_checked);
  std::size_t northern_irish = 0;
  for (std::size_t i = 0; i < index.in_band(20); ++i) {
    northern_irish += index.codes[i].starts_with("95") ? 1U : 0U;
  }
  EXPECT_EQ(northern_irish, 570U);  // 371 + 199 of 890: 64%
  EXPECT_FALSE(index.definition.warning.empty());
  EXPECT_EQ(index.definition.base, "England");
}

// notes.md, 3: the population cut falls at about data zone 1,429, by the populations of the index's own file.
TEST(OfficialFiles, ScotlandByPopulationDiffersFromScotlandByAreas) {
  SKIP_WITHOUT_SHARED("data/deprivation/simd2020v2-ranks-raw.csv");
  const Library official = library();
  const std::filesystem::path file = tests::shared("data/deprivation/simd2020v2-ranks-raw.csv");
  const Population population = read_population(file, official);
  const Index index = read_index(file, official.index("simd2020"), official, &population);
  EXPECT_FALSE(index.deciles_checked);  // the file has none
  EXPECT_EQ(index.in_band(20, By::Areas), 1395U);
  EXPECT_EQ(index.in_band(20, By::Population), 1429U);
}

TEST(OfficialFiles, OneAlteredDecileIsRefusedAndTheAreaNamed) {
  SKIP_WITHOUT_SHARED("data/deprivation/imd2019_england_lsoa11.csv");
  const Library official = library();
  std::string csv = read_file(tests::shared("data/deprivation/imd2019_england_lsoa11.csv"));
  const std::size_t at = csv.find("\"E01000002\",10,");
  ASSERT_NE(at, std::string::npos);
  csv.replace(at, 15, "\"E01000002\",9,");
  const std::string said = problems_of([&] { index_from(csv, official, "imd2019"); });
  EXPECT_THAT(said, HasSubstr("1 decile of `imd2019` does not follow from the rank"));
  EXPECT_THAT(said, HasSubstr("E01000002 (rank 30379, decile 9, by the rule 10)"));
}

TEST(OfficialFiles, AreasOf2011AreNeverJoinedToTheIndexOf2025) {
  SKIP_WITHOUT_SHARED("data/deprivation/imd2025_england_lsoa21.csv");
  const Library official = library();
  const std::string old = read_file(tests::shared("data/deprivation/imd2019_england_lsoa11.csv"));
  EXPECT_THAT(problems_of([&] { index_from(old, official, "imd2025"); }),
              HasSubstr("`imd2025` is bound to LSOA 2021, and the file's areas are LSOA 2011"));
  EXPECT_THAT(
      problems_of([&] { index_from(text::replace_all(old, "lsoa11_code", "lsoa21_code"), official, "imd2025"); }),
      HasSubstr("33,755 areas of LSOA 2021, and the file 32,844"));

  // A file of answers with codes of 2011.
  const Index index =
      read_index(tests::shared("data/deprivation/imd2025_england_lsoa21.csv"), official.index("imd2025"), official);
  PostcodeFile no_postcodes;
  no_postcodes.vintages = {"lsoa2021"};
  const Pack packed(data::MappedFile::holding(pack(no_postcodes, {index}, official)), "pack");
  const data::Column codes = data::Column::text("where", {"E01000001", "E01000010", "E01000023"});
  const std::string said = problems_of([&] { join_areas(codes, packed, official, {}, "answers.csv"); });
  EXPECT_THAT(said, HasSubstr("`imd2025` is bound to LSOA 2021, and 2 codes of `where` are not in it: E01000010, "
                              "E01000023; they look like LSOA 2011"));
  EXPECT_THAT(said, HasSubstr("imd2019 (LSOA 2011)"));
  const data::Column named = data::Column::text("LSOA11CD", {"E01000001"});
  EXPECT_THAT(problems_of([&] { join_areas(named, packed, official, {}, "answers.csv"); }),
              HasSubstr("`LSOA11CD` are codes of LSOA 2011"));
  const data::Column right = data::Column::text("LSOA21CD", {"E01000001", ""});
  EXPECT_EQ(join_areas(right, packed, official, {}, "answers.csv").report.banded, 1);
}

TEST(OfficialFiles, TheSampleOfThePostcodeDirectoryMatchesWithItsShares) {
  SKIP_WITHOUT_SHARED("data/geo/onspd_sample_ab_postcodes.csv");
  const Library official = library();
  const std::filesystem::path file = tests::shared("data/geo/onspd_sample_ab_postcodes.csv");
  const Index scotland =
      read_index(tests::shared("data/deprivation/imd2020_scotland_dz11.csv"), official.index("simd2020"), official);
  const Index england =
      read_index(tests::shared("data/deprivation/imd2019_england_lsoa11.csv"), official.index("imd2019"), official);
  const PostcodeFile postcodes = read_postcodes({file}, {"dz2011", "lsoa2011"}, official);
  const Pack packed(data::MappedFile::holding(pack(postcodes, {scotland, england}, official)), "pack");
  EXPECT_EQ(packed.postcodes(), 8048U);
  const data::Table table = data::read(file).table;
  for (const char* column : {"pcd7", "pcd8", "pcds"}) {
    const MatchReport report = join(table.column(column), packed, {}).report;
    EXPECT_EQ(report.matched, 8048) << column;
    EXPECT_EQ(report.terminated, 3811) << column;
    EXPECT_EQ(report.live, 8048 - 3811) << column;
    EXPECT_EQ(report.large_users, 1226) << column;
    EXPECT_EQ(report.not_geographic, 2) << column;  // one without a place, one of the Channel Islands
    EXPECT_EQ(report.banded, 8046) << column;
    EXPECT_EQ(report.corrected, 0) << column;
  }
  EXPECT_THAT(problems_of([&] {
                const Index wales = read_index(tests::shared("data/deprivation/imd2019_wales_lsoa11.csv"),
                                               official.index("wimd2019"), official);
                (void)read_postcodes({file}, {"nowhere"}, official);
              }),
              HasSubstr("unknown vintage"));
}

}  // namespace
}  // namespace kith::place
