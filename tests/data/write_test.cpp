// Writing and reading back: what a format holds comes back, and what it does not is said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/file.h"
#include "data/cells_out.h"
#include "data/csv_write.h"
#include "data/import.h"
#include "support/shared.h"

namespace kith::data {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

// A file that is gone when the test is.
class Scrap {
 public:
  explicit Scrap(const std::string& extension)
      : path_(std::filesystem::path(testing::TempDir()) / fmt::format("kith-write-{}{}", ::getpid(), extension)) {}
  Scrap(const Scrap&) = delete;
  Scrap& operator=(const Scrap&) = delete;
  ~Scrap() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

Table answers() {
  Table table;
  table.source = "answers";
  Column trust = Column::categorical("trust",
                                     {{"1", "Many", 1.0, Missing::None},
                                      {"2", "Some", 2.0, Missing::None},
                                      {"98", "Don't know", 98.0, Missing::DontKnow}},
                                     {0, 1, 2, missing_code(Missing::NotAsked), missing_code(Missing::Blank)});
  trust.label = "Can people be trusted?";
  trust.ordered = true;
  table.add(std::move(trust));
  table.add(Column::categorical("role",
                                {{"vol", "Volunteer", {}, Missing::None}, {"staff", "Staff", {}, Missing::None}},
                                {1, 0, 0, 1, missing_code(Missing::Blank)}));
  Column born = Column::number("born", {0, 18718, -3653, 11016, 0}, {0, 0, 0, 0, 1});
  born.meaning = Meaning::Date;
  table.add(std::move(born));
  table.add(Column::number("share", {0.1, -2.5, 1e300, 3, 0}, {0, 0, 0, 0, 4}));
  table.add(Column::text("why", {"=1+1", "say \"no\", twice", "line\nbreak", " caf\u00E9 ", ""}, {0, 0, 0, 0, 1}));
  return table;
}

std::vector<std::string> codes(const std::vector<Loss>& losses) {
  std::vector<std::string> codes;
  for (const Loss& loss : losses) {
    codes.push_back(fmt::format("{} {}", loss.code, loss.column));
  }
  return codes;
}

TEST(Write, CsvIsExactAndNeverAFormula) {
  std::vector<Loss> losses;
  EXPECT_EQ(csv(answers(), losses),
            "trust,role,born,share,why\n"
            "1,staff,1970-01-01,0.1,'=1+1\n"
            "2,vol,2021-04-01,-2.5,\"say \"\"no\"\", twice\"\n"
            "98,vol,1960-01-01,1e+300,\"line\nbreak\"\n"
            ",staff,2000-02-29,3,\" caf\u00E9 \"\n"
            ",,,,\n");
  EXPECT_THAT(codes(losses),
              ElementsAre("formula-escaped why", "column-label trust", "value-labels trust", "missing-values trust",
                          "missing-reasons trust", "value-labels role", "missing-reasons share"));
}

TEST(Write, ABlankAnswerInTheOnlyColumnStaysARow) {
  Table table;
  table.add(Column::text("x", {"", "", "c"}, {1, 1, 0}));
  std::vector<Loss> losses;
  EXPECT_EQ(csv(table, losses), "x\n\"\"\n\"\"\nc\n");
}

TEST(Write, ShowsMomentsAsPeopleWriteThem) {
  EXPECT_EQ(moment_text(18718.5, Meaning::Date), "2021-04-01");
  EXPECT_EQ(moment_text(18718.0 * 86400 + 34200, Meaning::DateTime), "2021-04-01 09:30:00");
  EXPECT_EQ(moment_text(-1, Meaning::DateTime), "1969-12-31 23:59:59");
  EXPECT_EQ(moment_text(43870.09, Meaning::Time), "12:11:10.09");
  EXPECT_EQ(moment_text(360000, Meaning::Time), "100:00:00");
}

TEST(Write, ASheetOfLabelsGoesWithTheAnswers) {
  const Scrap file(".xlsx");
  const auto losses = write(answers(), file.path());
  EXPECT_THAT(codes(losses), ElementsAre("missing-reasons trust", "missing-reasons share"));
  const Table back = read(file.path()).table;
  EXPECT_EQ(back.column("share").number_at(1), -2.5);
  EXPECT_EQ(back.column("why").label_at(0), "=1+1");
  const Table book = read(file.path(), {.sheet = "Codebook"}).table;
  EXPECT_EQ(book.rows(), 8U);
  EXPECT_EQ(book.column("label").label_at(2), "Don't know");
  EXPECT_EQ(book.column("missing").label_at(2), "dont_know");
}

TEST(Write, AnSpssFileKeepsLabelsOrderDatesAndReasons) {
  for (const char* extension : {".sav", ".zsav"}) {
    const Scrap file(extension);
    const auto losses = write(answers(), file.path());
    EXPECT_THAT(codes(losses), ElementsAre("option-codes role"));
    const Table back = read(file.path()).table;
    const Column& trust = back.column("trust");
    EXPECT_EQ(trust.label, "Can people be trusted?");
    EXPECT_TRUE(trust.ordered);
    EXPECT_EQ(trust.label_at(0), "Many");
    EXPECT_EQ(trust.missing_at(2), Missing::DontKnow);
    EXPECT_EQ(trust.missing_at(3), Missing::NotAsked);
    EXPECT_EQ(trust.missing_at(4), Missing::Blank);
    EXPECT_EQ(back.column("role").label_at(0), "Staff");
    EXPECT_EQ(back.column("role").number_at(0), 2.0);
    EXPECT_EQ(back.column("born").meaning, Meaning::Date);
    EXPECT_EQ(back.column("born").number_at(2), -3653.0);
    EXPECT_EQ(back.column("share").number_at(2), 1e300);
    EXPECT_EQ(back.column("share").missing_at(4), Missing::Refused);
    EXPECT_EQ(back.column("why").label_at(1), "say \"no\", twice");
  }
}

TEST(Write, TheSameTableIsTheSameBytes) {
  for (const char* extension : {".csv", ".xlsx", ".sav", ".zsav"}) {
    const Scrap file(extension);
    (void)write(answers(), file.path());
    const std::string first = read_file(file.path());
    (void)write(answers(), file.path());
    EXPECT_EQ(read_file(file.path()), first) << extension;
  }
}

TEST(Write, SaysWhatSpssCannotHold) {
  Table table;
  Column many = Column::categorical("all",
                                    {{"-3", "No reply", -3.0, Missing::Other},
                                     {"1", "Yes", 1.0, Missing::None},
                                     {"2", "Lost", 2.0, Missing::Other},
                                     {"3", "No", 3.0, Missing::None},
                                     {"4", "Void", 4.0, Missing::Other},
                                     {"5", "Fine", 5.0, Missing::None},
                                     {"6", "Gone", 6.0, Missing::Other}},
                                    {0, 1, 2, 3});
  many.label = std::string(300, 'q');
  table.add(std::move(many));
  table.add(Column::number("2nd answer", {1, 2, 3, 4}));
  const Scrap file(".sav");
  EXPECT_THAT(codes(write(table, file.path())),
              ElementsAre("renamed all", "label-cut all", "missing-values all", "renamed 2nd answer"));
  EXPECT_THAT(read(file.path()).table.names(), ElementsAre("all_v", "v2nd_answer"));
}

TEST(Write, RefusesAnUnknownExtension) {
  try {
    (void)write(answers(), "answers.pdf");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::Usage);
    EXPECT_THAT(error.what(), HasSubstr(".csv, .xlsx, .sav, .zsav"));
  }
}

// Every labelled file that we have, written as an SPSS file and read again: the same answers under the same labels.
TEST(Write, EveryLabelledFileSurvivesASpssFile) {
  SKIP_WITHOUT_SHARED("data/labelled");
  std::size_t files = 0;
  for (const auto& path : files_below(tests::shared("data/labelled"), {".sav", ".zsav", ".por", ".dta"})) {
    Imported first;
    try {
      first = read(path);
    } catch (const Error&) {
      continue;  // the encrypted and the malformed one
    }
    const Scrap file(".sav");
    (void)write(first.table, file.path());
    const Table again = read(file.path()).table;
    ASSERT_EQ(again.rows(), first.table.rows()) << path;
    for (std::size_t at = 0; at < first.table.columns().size(); ++at) {
      const Column& before = first.table.columns()[at];
      const Column& after = again.columns()[at];
      for (std::size_t row = 0; row < before.size(); ++row) {
        ASSERT_EQ(after.missing_at(row) == Missing::None, before.missing_at(row) == Missing::None)
            << path << " " << before.name << " " << row;
        ASSERT_EQ(after.label_at(row), before.label_at(row)) << path << " " << before.name << " " << row;
      }
    }
    ++files;
  }
  EXPECT_GE(files, 36U);
}

}  // namespace
}  // namespace kith::data
