#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "data/xlsx_dates.h"
#include "data/xlsx_read.h"
#include "data/xlsx_write.h"
#include "data/zip_archive.h"
#include "data/zip_bytes.h"
#include "support/shared.h"

namespace kith::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using tests::workbook_bytes;

std::vector<std::string> labels(const Column& column) {
  std::vector<std::string> labels;
  for (std::size_t row = 0; row < column.size(); ++row) {
    labels.push_back(column.missing_at(row) == Missing::None ? column.label_at(row) : "<blank>");
  }
  return labels;
}

std::string error_of(const std::string& bytes, const ReadOptions& options = {}) {
  try {
    (void)read_xlsx(bytes, "a.xlsx", options);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Xlsx, ReadsBackWhatItWrites) {
  const std::string bytes =
      xlsx({{"Tables/1", {"id", "share", "why"}, {{"a", 0.25, "=1+1"}, {"b", 3.0, {}}}}, {"Tables?1", {"x"}, {{"y"}}}});
  const Imported imported = read_xlsx(bytes, "a.xlsx");
  EXPECT_THAT(labels(imported.table.column("id")), ElementsAre("a", "b"));
  EXPECT_EQ(imported.table.column("share").number_at(0), 0.25);
  EXPECT_THAT(labels(imported.table.column("why")), ElementsAre("=1+1", "<blank>"));
  EXPECT_THAT(imported.guesses, ElementsAre("the answers are in the sheet `Tables 1`, of 2"));
  EXPECT_THAT(read_workbook(bytes, "a.xlsx").sheets, ElementsAre("Tables 1", "Tables 1 (2)"));
  EXPECT_EQ(read_xlsx(bytes, "a.xlsx", {.sheet = "Tables 1 (2)"}).table.rows(), 1U);
}

TEST(Xlsx, TheSameCellsAreTheSameBytes) {
  const std::vector<Sheet> sheets{{"a", {"x"}, {{1.5}, {"t"}}}};
  EXPECT_EQ(xlsx(sheets), xlsx(sheets));
  EXPECT_EQ(xlsx(sheets).find("<f>"), std::string::npos);
}

TEST(Xlsx, RefusesWhatNoSheetCanHold) {
  EXPECT_THROW((void)xlsx({{"a", {"x"}, {{std::string(32768, 'x')}}}}), Error);
  EXPECT_NO_THROW((void)xlsx({{"a", {"x"}, {{std::string(32767, 'x')}}}}));
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const std::string bytes = workbook_bytes(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>when</t></is></c>"
      "<c r=\"C1\" t=\"str\"><f>A1</f><v>flag</v></c><c r=\"E1\" "
      "t=\"inlineStr\"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>"
      "<c r=\"F1\" t=\"str\"><v>zip</v></c></row>"
      "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>44287</v></c><c r=\"C3\" t=\"b\"><v>1</v></c>"
      "<c r=\"D3\"><v>0.1</v></c><c r=\"E3\" t=\"e\"><v>#N/A</v></c><c r=\"F3\" s=\"2\"><v>7</v></c></row>"
      "<row r=\"4\"><c><v>2</v></c><c s=\"1\"><v>44287.5</v></c><c t=\"b\"><v>0</v></c><c><f>1+1</f></c>"
      "<c t=\"s\"><v>1</v></c></row>",
      {{"xl/sharedStrings.xml",
        "<sst><si><t>id</t></si><si><r><t>bo</t></r><r><t xml:space=\"preserve\">ld </t></r>"
        "<rPh><t>no</t></rPh></si></sst>"},
       {"xl/styles.xml",
        "<x:styleSheet xmlns:x=\"x\"><x:numFmts><x:numFmt numFmtId=\"164\" formatCode=\"000\"/></x:numFmts>"
        "<x:cellXfs><x:xf numFmtId=\"0\"/><x:xf numFmtId=\"14\"/><x:xf "
        "numFmtId=\"164\"/></x:cellXfs></x:styleSheet>"}});
  const Imported imported = read_xlsx(bytes, "a.xlsx");
  const Table& table = imported.table;
  EXPECT_THAT(table.names(), ElementsAre("id", "when", "flag", "column_4", "rich", "zip"));
  EXPECT_THAT(labels(table.column("when")), ElementsAre("2021-04-01", "2021-04-01 12:00:00"));
  EXPECT_THAT(labels(table.column("flag")), ElementsAre("TRUE", "FALSE"));
  EXPECT_EQ(table.column("column_4").number_at(0), 0.1);
  EXPECT_THAT(labels(table.column("rich")), ElementsAre("<blank>", "bold"));
  EXPECT_THAT(labels(table.column("zip")), ElementsAre("007", "<blank>"));
  EXPECT_EQ(imported.lines.of(0), 3);
  EXPECT_EQ(imported.lines.of(1), 4);
  std::vector<std::string> losses;
  for (const Loss& loss : imported.losses) {
    losses.push_back(loss.code);
  }
  EXPECT_THAT(losses, ElementsAre("rich-text", "error-cell", "formula"));
}

TEST(Xlsx, CountsDaysFromEitherYearAndPastExcelsFalseLeapDay) {
  EXPECT_EQ(date_text(1, DateSystem::From1900), "1900-01-01");
  EXPECT_EQ(date_text(59, DateSystem::From1900), "1900-02-28");
  EXPECT_EQ(date_text(61, DateSystem::From1900), "1900-03-01");
  EXPECT_EQ(date_text(44287, DateSystem::From1900), "2021-04-01");
  EXPECT_EQ(date_text(42825, DateSystem::From1904), "2021-04-01");
  EXPECT_EQ(date_text(44287.999999, DateSystem::From1900), "2021-04-02");  // rounds to the second
  EXPECT_EQ(date_text(0.75, DateSystem::From1900), "18:00:00");
}

TEST(Xlsx, TellsDateFormatsFromNumbers) {
  for (const char* date : {"dd/mm/yyyy", "[$-409]h:mm AM/PM", "[hh]:mm", "mmm-yy", "yyyy\\-mm\\-dd", "d"}) {
    EXPECT_EQ(shown_by(date), Shown::Date) << date;
  }
  for (const char* number :
       {"General", "0.00", "\"Day\" 0", "[Red]0", "#,##0 \\d", "0%", "_d0", "[$\u00A3-809]#,##0"}) {
    EXPECT_EQ(shown_by(number), Shown::Number) << number;
  }
  EXPECT_EQ(shown_by(14), Shown::Date);
  EXPECT_EQ(shown_by(2), Shown::Number);
}

TEST(Xlsx, ReadsDatesOfTheSystemOf1904) {
  const std::string bytes =
      workbook_bytes("<row><c t=\"str\"><v>when</v></c></row><row><c s=\"0\"><v>42825</v></c></row>",
                     {{"xl/workbook.xml",
                       "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" sheetId=\"1\" "
                       "r:id=\"rId1\"/></sheets></workbook>"},
                      {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"}});
  EXPECT_THAT(labels(read_xlsx(bytes, "a.xlsx").table.column("when")), ElementsAre("2021-04-01"));
}

TEST(Xlsx, AMergedHeadingContinuesItsQuestion) {
  const std::string bytes = xlsx({{"a",
                                   {"Respondent ID", "Joined? (tick all)", "", "Trust"},
                                   {{{}, "Choir", "Garden", "Response"},
                                    {1.0, "Choir", {}, "yes"},
                                    {2.0, {}, "Garden", "no"},
                                    {3.0, "Choir", "Garden", "no"}}}});
  const Table table = read_xlsx(bytes, "a.xlsx").table;
  EXPECT_EQ(table.rows(), 3U);
  ASSERT_EQ(table.sets.size(), 1U);
  EXPECT_EQ(table.sets[0].members[1].label, "Garden");
}

TEST(Xlsx, AnEntityIsNeverExpanded) {
  const std::string bytes =
      tests::zip_bytes({{"xl/workbook.xml",
                         "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><workbook>&b;</workbook>"},
                        {"xl/_rels/workbook.xml.rels", "<Relationships/>"}});
  EXPECT_THAT(error_of(bytes), HasSubstr("its part xl/workbook.xml is not allowed"));
}

TEST(Xlsx, AZipBombIsRefusedBeforeItUnpacks) {
  const std::string bytes = tests::zip_bytes({{"bomb", std::string(1 << 20, ' ')}});
  ASSERT_LT(bytes.size(), 4096U);
  ZipArchive narrow(bytes, "a.xlsx", {.of_entry = 1 << 19});
  EXPECT_THROW((void)narrow.read("bomb"), Error);
  ZipArchive twice(bytes, "a.xlsx", {.of_all = 3 << 19});
  EXPECT_EQ(twice.read("bomb")->size(), 1U << 20U);
  EXPECT_THROW((void)twice.read("bomb"), Error);
  EXPECT_EQ(twice.read("other"), std::nullopt);
}

TEST(Xlsx, FilesThatAreNoWorkbookAreRefusedWithAReason) {
  EXPECT_THAT(error_of("PK\x03\x04 nonsense"), HasSubstr("damaged or incomplete"));
  EXPECT_THAT(error_of(tests::zip_bytes({{"a.txt", "b"}})), HasSubstr("no Excel workbook"));
  EXPECT_THAT(error_of(workbook_bytes("<row><c>")), HasSubstr("sheet1.xml is damaged"));
  EXPECT_THAT(error_of(workbook_bytes("")), HasSubstr("is empty"));
  EXPECT_THAT(error_of(workbook_bytes("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>")),
              HasSubstr("out of order"));
  EXPECT_THAT(error_of(xlsx({{"Data", {"x"}, {{1.0}}}}), {.sheet = "Date"}), HasSubstr("did you mean `Data`?"));
  EXPECT_THAT(error_of(xlsx({{"Data", {"x"}, {}}})), HasSubstr("no answers below it"));
  EXPECT_THAT(error_of(xlsx({{"Data", {"x"}, {{1.0, 2.0}}}})), HasSubstr("a.xlsx:2: there is an answer behind"));
}

TEST(Xlsx, EveryWorkbookOfTheCollectionIsReadOrRefusedWithAReason) {
  SKIP_WITHOUT_SHARED("data/forms/pyxform");
  std::size_t books = 0, cells = 0;
  for (const char* folder : {"data/forms", "data/benchmarks"}) {
    for (const auto& path : files_below(tests::shared(folder), {".xlsx"})) {
      const std::string bytes = read_file(path);
      for (const std::string& sheet : read_workbook(bytes, path.string()).sheets) {
        for (const GridRow& row : read_workbook(bytes, path.string(), sheet).grid.rows) {
          cells += row.cells.size();
        }
      }
      ++books;
    }
  }
  EXPECT_GE(books, 27U);
  EXPECT_EQ(cells, 6956U);  // <v> and <is> elements in all sheets
}

TEST(Xlsx, ReadsAFormAsTheTableThatItIs) {
  SKIP_WITHOUT_SHARED("data/forms/pyxform");
  const auto path = tests::shared("data/forms/pyxform/example_xls/yes_or_no_question.xlsx");
  const Table table = read(path, {.sheet = "survey"}).table;
  EXPECT_THAT(table.names(), testing::IsSupersetOf({"type", "name"}));
}

}  // namespace
}  // namespace kith::data
