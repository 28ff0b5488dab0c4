// A look-up, packed: found again, the same bytes each time, and refused when it is damaged.
#include "place/pack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "place/join.h"
#include "place/made.h"
#include "place/profile.h"

namespace kith::place {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* look_up =
    "PCD2,doterm,usertype,z01,oslaua,ru11ind\n"
    "ZZ1  1AA,,0,Z01,D1,A1\n"
    "ZZ1  1AB,199606,0,Z02,D1,F2\n"
    "ZZ10 1AA,,1,Z20,D2,8\n"
    "ZZ2  9ZZ,,0,,,\n"
    "ZZ9A 1AA,,0,Q99999999,L99999999,\n";

std::string index_csv() {
  std::vector<int> deciles(20);
  for (int i = 0; i < 20; ++i) {
    deciles[static_cast<std::size_t>(i)] = i / 2 + 1;
  }
  return areas_csv(20, deciles);
}

std::string packed(const std::string& csv = look_up) {
  const Library library = made_library(definition("zed", "z2001", 20));
  const tests::Scratch folder;
  tests::spit(folder / "postcodes.csv", csv);
  return pack(read_postcodes({folder / "postcodes.csv"}, {"z2001"}, library), {index_from(index_csv(), library, "zed")},
              library);
}

Pack opened(std::string bytes) {
  return {data::MappedFile::holding(std::move(bytes)), "places.kithplaces"};
}

TEST(Profile, SaysWhatIsKnownOfOnePostcodesArea) {
  const Pack places = opened(packed());
  const JoinOptions options{.cuts = {20}};
  const auto found = profile("zz1 1aa", places, options);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->area, "Z01");
  EXPECT_EQ(found->district, "D1");
  EXPECT_EQ(found->decile, 1);
  EXPECT_TRUE(found->in_band);
  EXPECT_EQ(found->settlement, Settlement::Urban);
  EXPECT_FALSE(found->people.has_value());
  EXPECT_FALSE(profile("ZZ10 1AA", places, options)->in_band);
  EXPECT_EQ(profile("ZZ10 1AA", places, options)->decile, 10);
  const auto nowhere_known = profile("ZZ2 9ZZ", places, options);
  ASSERT_TRUE(nowhere_known);
  EXPECT_TRUE(nowhere_known->index.empty());
  EXPECT_EQ(nowhere_known->decile, 0);
  EXPECT_FALSE(profile("ZZ3 1AA", places, options));
  EXPECT_FALSE(profile("ZZ1", places, options));
}

TEST(Pack, FindsEveryPostcodeAndNoOther) {
  const Pack places = opened(packed());
  EXPECT_EQ(places.postcodes(), 5U);
  const auto find = [&](const char* text) { return places.find(parse_postcode(text).postcode); };
  const auto first = find("ZZ1 1AA");
  ASSERT_TRUE(first);
  EXPECT_EQ(places.areas()[places.area(first->place, 0)], "Z01");
  EXPECT_EQ(places.districts()[places.district(first->place)], "D1");
  EXPECT_EQ(places.settlement(first->place), Settlement::Urban);
  EXPECT_EQ(find("ZZ1 1AB").value_or(Found{}).marks, terminated);
  EXPECT_EQ(find("ZZ10 1AA").value_or(Found{}).marks, large_user);
  EXPECT_EQ(find("ZZ2 9ZZ").value_or(Found{}).marks, not_geographic);
  EXPECT_EQ(find("ZZ9A 1AA").value_or(Found{}).marks, not_geographic);
  for (const char* text : {"ZZ1 1AD", "ZZ1 0AA", "ZZ3 1AA", "A1 1AA", "ZZ99 1AA"}) {
    EXPECT_FALSE(find(text)) << text;
  }
}

TEST(Pack, TheSameSourcesMakeTheSameBytesInAnyOrderOfRows) {
  EXPECT_EQ(packed(), packed());
  EXPECT_EQ(packed(), packed("PCD2,doterm,usertype,z01,oslaua,ru11ind\n"
                             "ZZ9A 1AA,,0,Q99999999,L99999999,\n"
                             "ZZ10 1AA,,1,Z20,D2,8\n"
                             "ZZ2  9ZZ,,0,,,\n"
                             "ZZ1  1AB,199606,0,Z02,D1,F2\n"
                             "ZZ1  1AA,,0,Z01,D1,A1\n"));
}

TEST(Pack, ADamagedOneIsAProblemWhereverItIsDamaged) {
  const std::string whole = packed();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(problems_of([&] { opened(changed); }).empty()) << at;
  }
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_FALSE(problems_of([&] { opened(whole.substr(0, size)); }).empty()) << size;
  }
  EXPECT_THAT(problems_of([&] { opened("KITHPLC9"); }), HasSubstr("of another version"));
  EXPECT_THAT(problems_of([&] { opened("PK\3\4"); }), HasSubstr("this is no place pack"));
}

TEST(Pack, ALookUpWithoutTheIndexsVintageIsRefused) {
  const Library library = made_library(definition("new", "z2011", 21));
  const tests::Scratch folder;
  tests::spit(folder / "postcodes.csv", look_up);
  EXPECT_THAT(problems_of([&] { (void)read_postcodes({folder / "postcodes.csv"}, {"z2011"}, library); }),
              HasSubstr("there is no column of Z area 2011; there is one of Z area 2001"));
}

TEST(Pack, AreasOfAnotherVintageInTheRightColumnAreRefused) {
  const Library library = made_library(definition("old", "z2011", 2));
  const tests::Scratch folder;
  tests::spit(folder / "postcodes.csv", "pcds,z11\nZZ1 1AA,Z01\nZZ1 1AB,Z05\n");
  const std::string said = problems_of([&] {
    (void)pack(read_postcodes({folder / "postcodes.csv"}, {"z2011"}, library),
               {index_from("area,rank\nZ01,1\nZ02,2\n", library, "old")}, library);
  });
  EXPECT_THAT(said, HasSubstr("1 areas of the look-up's column are not in it: Z05; they look like Z area 2001"));
}

TEST(Pack, PostcodesThatCannotBeReadOrStandTwiceAreRefused) {
  EXPECT_THAT(problems_of([] { packed("pcd,z01\nZZ1 1AA,Z01\nnone,Z02\n"); }),
              HasSubstr("1 rows have no postcode that can be read: `none` (line 3)"));
  EXPECT_THAT(problems_of([] { packed("pcd,z01\nZZ1 1AA,Z01\nZZ11AA,Z02\n"); }),
              HasSubstr("stand twice, at different places: ZZ1 1AA"));
  EXPECT_EQ(opened(packed("pcd,z01\nZZ1 1AA,Z01\nZZ11AA,Z01\n")).postcodes(), 1U);
  EXPECT_THAT(problems_of([] { packed("code,z01\nZZ1 1AA,Z01\n"); }), HasSubstr("there is no column of postcodes"));
}

std::vector<std::string> labels(const std::vector<data::Column>& columns, std::string_view name) {
  std::vector<std::string> all;
  for (const data::Column& column : columns) {
    for (std::size_t row = 0; column.name == name && row < column.size(); ++row) {
      all.push_back(column.label_at(row));
    }
  }
  return all;
}

TEST(Join, GivesBandsDecilesRuralityAndTheAgreedArea) {
  const Pack places = opened(packed());
  const data::Column typed = data::Column::text(
      "postcode", {"zz11aa", "ZZ1 1AB", "ZZ10 1AA", "ZZ2 9ZZ", "ZZ1", "nope", "", "ZZ8 1AA", "ZZI 1AA"});
  const Joined joined = join(typed, places, {.cuts = {5, 20}, .keep = Keep::District});
  const MatchReport& report = joined.report;
  EXPECT_EQ(report.rows, 9);
  EXPECT_EQ(report.matched, 5);
  EXPECT_EQ(report.terminated, 1);
  EXPECT_EQ(report.not_geographic, 1);
  EXPECT_EQ(report.banded, 4);
  EXPECT_EQ(report.outside, 1);
  EXPECT_EQ(report.partial, 1);
  EXPECT_EQ(report.malformed, 1);
  EXPECT_EQ(report.missing, 1);
  EXPECT_EQ(report.unknown, 1);
  EXPECT_EQ(report.corrected, 1);
  EXPECT_EQ(report.matched + report.partial + report.malformed + report.missing + report.unknown, report.rows);
  EXPECT_THAT(labels(joined.columns, "deprivation_decile"),
              ElementsAre("1, most deprived", "1, most deprived", "10, least deprived", "", "", "", "", "",
                          "1, most deprived"));
  EXPECT_THAT(labels(joined.columns, "deprivation_5"),
              ElementsAre("5% most deprived", "Elsewhere", "Elsewhere", "", "", "", "", "", "5% most deprived"));
  EXPECT_THAT(labels(joined.columns, "rurality"), ElementsAre("Urban", "Rural", "Rural", "", "", "", "", "", "Urban"));
  EXPECT_THAT(labels(joined.columns, "district"), ElementsAre("D1", "D1", "D2", "", "", "", "", "", "D1"));
  EXPECT_EQ(joined.columns[0].missing_at(6), data::Missing::Blank);
  EXPECT_EQ(joined.columns[0].missing_at(5), data::Missing::Other);
}

TEST(Join, KeepsNoAreaUnlessAskedAndNeverAPostcode) {
  const Pack places = opened(packed());
  for (const Keep keep : {Keep::None, Keep::District, Keep::Area}) {
    const Joined joined = join(data::Column::text("postcode", {"ZZ1 1AA", "ZZ1 1AB"}), places, {.keep = keep});
    for (const data::Column& column : joined.columns) {
      for (std::size_t row = 0; row < column.size(); ++row) {
        EXPECT_NE(parse_postcode(column.label_at(row)).form, Form::Full) << column.name;
      }
    }
    EXPECT_EQ(labels(joined.columns, "area").empty(), keep != Keep::Area);
  }
}

TEST(Join, TwoIndicesOfOneNationAreRefused) {
  const Library library = made_library(definition("one", "z2001", 20) + definition("two", "z2001", 20));
  const tests::Scratch folder;
  tests::spit(folder / "postcodes.csv", look_up);
  const Pack places =
      opened(pack(read_postcodes({folder / "postcodes.csv"}, {"z2001"}, library),
                  {index_from(index_csv(), library, "one"), index_from(index_csv(), library, "two")}, library));
  const data::Column typed = data::Column::text("postcode", {"ZZ1 1AA"});
  EXPECT_THAT(problems_of([&] { join(typed, places, {}); }), HasSubstr("both `one` and `two` speak for Zedland"));
  EXPECT_EQ(join(typed, places, {.indices = {"two"}}).report.indices.front().id, "two");
  EXPECT_THAT(problems_of([&] { join(typed, places, {.indices = {"tow"}}); }), HasSubstr("did you mean `two`"));
  EXPECT_THAT(problems_of([&] { join(typed, places, {.indices = {"two"}, .by = By::Population}); }),
              HasSubstr("does not know the populations of `two`"));
}

TEST(Join, OtherColumnsThatHoldPostcodesAreFound) {
  data::Table table;
  table.add(data::Column::text("address", {"ZZ1 1AA", "zz11ab", "none", ""}));
  table.add(data::Column::text("said", {"a", "b", "ZZ1 1AA", "c"}));
  EXPECT_THAT(columns_of_postcodes(table, {}), ElementsAre("address"));
  EXPECT_THAT(columns_of_postcodes(table, "address"), ElementsAre());
}

}  // namespace
}  // namespace kith::place
