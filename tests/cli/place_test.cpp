// kith place and kith place build, as a shell sees them. (The example of docs/places.md is run by manual_test.cpp.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/process.h"

namespace kith {
namespace {

using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

const std::string places = std::string(KITH_SOURCE) + "/examples/community-power/places/";

class Place : public testing::Test {
 protected:
  Place() {
    tests::spit(folder_ / "answers.csv",
                "id,home,said\n1,ZZ1 0EX,a\n2,zz11th,b\n3,ZZ1,c\n4,,d\n5,ZZ99 1AA,e\n6,ZZ60 9ZZZ,f\n");
    tests::spit(folder_ / "twice.csv", "id,home,address\n1,ZZ1 0EX,ZZ1 0EX\n2,ZZ1 1TH,zz1 1th\n");
  }

  std::string in(const std::string& name) const { return (folder_ / name).string(); }
  tests::Outcome build(const std::string& out) const {
    return tests::kith(
        {"place", "build", "--postcodes", places + "postcodes.csv", "--definition", places + "indices.toml", "--index",
         "invented_england=" + places + "england.csv,invented_scotland=" + places + "scotland.csv", "--out", in(out)});
  }

 private:
  tests::Scratch folder_;
};

TEST_F(Place, BuildsTheSamePackTwiceAndJoinsByIt) {
  const auto made = build("a.kithplaces");
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("720 postcodes"));
  ASSERT_EQ(build("b.kithplaces").exit_code, 0);
  EXPECT_EQ(tests::slurp(in("a.kithplaces")), tests::slurp(in("b.kithplaces")));

  const auto done = tests::kith({"place", in("answers.csv"), "--postcode", "home", "--pack", in("a.kithplaces"),
                                 "--cut", "20,30", "--keep", "district", "--out", in("out.csv"), "--format", "json"});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  const Json match = Json::parse(done.out).at("place").at("match");
  EXPECT_EQ(match.at("rows"), 6);
  EXPECT_EQ(match.at("matched"), 2);
  EXPECT_EQ(match.at("large_users"), 1);
  EXPECT_EQ(match.at("partial"), 1);
  EXPECT_EQ(match.at("missing"), 1);
  EXPECT_EQ(match.at("unknown"), 1);
  EXPECT_EQ(match.at("malformed"), 1);
  const std::string out = tests::slurp(in("out.csv"));
  EXPECT_THAT(out, HasSubstr("id,said,deprivation_index,deprivation_decile,deprivation_20,deprivation_30,rurality,"
                             "district\n1,a,invented_england,"));
  EXPECT_THAT(out, Not(HasSubstr("home")));
  EXPECT_THAT(out, Not(HasSubstr("ZZ1")));
  EXPECT_THAT(out, Not(HasSubstr("zz11th")));
}

TEST_F(Place, RefusesToKeepAPostcode) {
  ASSERT_EQ(build("a.kithplaces").exit_code, 0);
  const auto kept = tests::kith({"place", in("answers.csv"), "--postcode", "home", "--pack", in("a.kithplaces"),
                                 "--keep", "postcode", "--out", in("out.csv")});
  EXPECT_EQ(kept.exit_code, 2);
  EXPECT_THAT(kept.err, HasSubstr("a postcode is never kept"));
  const auto other = tests::kith(
      {"place", in("twice.csv"), "--postcode", "home", "--pack", in("a.kithplaces"), "--out", in("out.csv")});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("`address` holds postcodes too"));
  EXPECT_FALSE(std::filesystem::exists(in("out.csv")));
  const auto dropped = tests::kith({"place", in("twice.csv"), "--postcode", "home", "--pack", in("a.kithplaces"),
                                    "--drop", "address", "--out", in("out.csv")});
  EXPECT_EQ(dropped.exit_code, 0) << dropped.err;
}

TEST_F(Place, SaysWhatIsMissingAndWhatIsDamaged) {
  const auto none = tests::kith(
      {"place", in("answers.csv"), "--postcode", "home", "--pack", in("none.kithplaces"), "--out", in("out.csv")});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("make it with kith place build"));
  ASSERT_EQ(build("a.kithplaces").exit_code, 0);
  std::string bytes = tests::slurp(in("a.kithplaces"));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  tests::spit(in("bad.kithplaces"), bytes);
  const auto damaged = tests::kith(
      {"place", in("answers.csv"), "--postcode", "home", "--pack", in("bad.kithplaces"), "--out", in("out.csv")});
  EXPECT_EQ(damaged.exit_code, 1);
  EXPECT_THAT(damaged.err, HasSubstr("its checksum does not fit"));
  EXPECT_EQ(tests::kith({"place", in("answers.csv"), "--out", in("out.csv")}).exit_code, 2);
  const auto column = tests::kith(
      {"place", in("answers.csv"), "--postcode", "hom", "--pack", in("a.kithplaces"), "--out", in("out.csv")});
  EXPECT_THAT(column.err, HasSubstr("did you mean `home`"));
}

TEST_F(Place, WorksFromTheFilesWithoutAPack) {
  const auto done = tests::kith({"place", in("answers.csv"), "--postcode", "home", "--postcodes",
                                 places + "postcodes.csv", "--definition", places + "indices.toml", "--index",
                                 "invented_england=" + places + "england.csv", "--out", in("out.csv")});
  ASSERT_EQ(done.exit_code, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("`home` left out"));
}

}  // namespace
}  // namespace kith
