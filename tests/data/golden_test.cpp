// Every labelled file that we have, cell by cell and label by label, against what R's haven 2.5.1 makes of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/csv_dialect.h"
#include "data/import.h"
#include "support/shared.h"

namespace kith::data {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::vector<std::string>>;

const fs::path labelled = "data/labelled";
const fs::path golden = labelled / "golden_haven";

Rows rows_of(const fs::path& path) {
  const std::string text = read_file(path);
  Rows rows = first_rows(text, {',', '\n'}, SIZE_MAX).rows;
  rows.erase(rows.begin());
  return rows;
}

// "awkward/x.sav" -> "awkward_x.sav"
std::string golden_name(const std::string& file) {
  return text::replace_all(file, "/", "_");
}

struct MetaRow {
  std::string type, format, label, na_values, na_range;
  std::vector<std::pair<std::string, std::string>> labels;  // value, label
};

// The variables in the golden's order.
std::vector<std::pair<std::string, MetaRow>> meta_of(const std::string& file) {
  std::vector<std::pair<std::string, MetaRow>> meta;
  for (const auto& row : rows_of(tests::shared(golden / (golden_name(file) + ".meta.csv")))) {
    if (meta.empty() || meta.back().first != row[0]) {
      meta.push_back({row[0], {row[2], row[3], row[4], row[5], row[6], {}}});
    }
    if (!row[7].empty() || !row[8].empty()) {
      meta.back().second.labels.emplace_back(row[7], row[8]);
    }
  }
  return meta;
}

// Days since 1970 of "2014-09-22", years of any length.
double days_of(std::string_view date) {
  const auto parts = text::split(date, '-');
  const std::chrono::year_month_day day{
      std::chrono::year(static_cast<int>(*text::to_integer(parts.at(0)) % 400 + 2000)),
      std::chrono::month(
          static_cast<unsigned>(*text::to_integer(parts.at(1).substr(parts[1].starts_with('0') ? 1 : 0)))),
      std::chrono::day(
          static_cast<unsigned>(*text::to_integer(parts.at(2).substr(parts[2].starts_with('0') ? 1 : 0))))};
  // The calendar repeats after 400 years of 146097 days.
  const double cycles = static_cast<double>(*text::to_integer(parts[0]) / 400 - 5);
  return static_cast<double>(std::chrono::sys_days(day).time_since_epoch().count()) + cycles * 146097;
}

double seconds_of(std::string_view time) {
  double seconds = 0;
  for (const std::string_view part : text::split(time, ':')) {
    seconds = seconds * 60 + std::stod(std::string(part));
  }
  return seconds;
}

double number_of(const Column& column, const std::string& cell) {
  switch (column.meaning) {
    case Meaning::Date:
      return days_of(cell);
    case Meaning::DateTime:
      return days_of(cell.substr(0, cell.find(' '))) * 86400 + seconds_of(cell.substr(cell.find(' ') + 1));
    case Meaning::Time:
    case Meaning::Plain:
      return std::stod(cell);
  }
  return 0;
}

std::string cell_difference(const Column& column, std::size_t row, const std::string& cell) {
  const Missing missing = column.missing_at(row);
  if (cell.empty()) {
    return missing == Missing::Blank ? "" : "should be blank";
  }
  if (column.kind() == Kind::Text) {
    return column.text_at(row) == cell ? "" : fmt::format("{} is not {}", column.text_at(row), cell);
  }
  if (column.kind() == Kind::Number) {
    const double value = column.numbers()[row], wanted = number_of(column, cell);
    return missing != Missing::Blank && std::abs(value - wanted) <= 1e-12 * std::abs(wanted)
               ? ""
               : fmt::format("{} is not {}", value, wanted);
  }
  const std::uint8_t code = column.codes()[row];
  if (code >= missing_base) {
    return "should not be blank";
  }
  const Option& option = column.options()[code];
  const bool same = option.value ? *option.value == std::stod(cell) : text::trim(option.code) == cell;
  return same ? "" : fmt::format("{} is not {}", option.code, cell);
}

std::string label_of_option(const Column& column, const std::string& value) {
  const auto& options = column.kind() == Kind::Categorical ? column.options() : column.value_labels;
  for (const Option& option : options) {
    if (option.code == value || (option.value && text::to_number(value) == option.value)) {
      return option.label;
    }
  }
  return "<none>";
}

void expect_meta(const Column& column, const MetaRow& meta, const std::string& where) {
  EXPECT_EQ(column.format, meta.format) << where;
  // The script that made the golden took a label set's first value for the label of a variable without one.
  const bool borrowed = !meta.labels.empty() && meta.label == meta.labels.front().first;
  if (!borrowed || !column.label.empty()) {
    EXPECT_EQ(text::trim(column.label), meta.label) << where;
  }
  std::set<double> values;
  std::vector<MissingRange> ranges;
  for (const MissingRange& range : column.missing_ranges) {
    if (range.low == range.high) {
      values.insert(range.low);
    } else {
      ranges.push_back(range);
    }
  }
  if (!meta.na_range.empty()) {
    const auto limits = text::split(meta.na_range, ';');
    ASSERT_EQ(ranges.size(), 1U) << where;
    EXPECT_EQ(ranges[0], (MissingRange{std::stod(std::string(limits[0])), std::stod(std::string(limits[1]))})) << where;
  } else {
    EXPECT_TRUE(ranges.empty()) << where;
  }
  if (meta.type == "double") {
    std::set<double> wanted;
    for (const auto value : text::split(meta.na_values, ';')) {
      if (!value.empty()) {
        wanted.insert(std::stod(std::string(value)));
      }
    }
    EXPECT_EQ(values, wanted) << where;
    for (const auto& [value, label] : meta.labels) {
      EXPECT_EQ(text::trim(label_of_option(column, value)), label) << where << " value " << value;
    }
  } else {
    for (const auto value : text::split(meta.na_values, ';')) {
      if (!value.empty()) {
        const auto option = column.option(value);
        ASSERT_TRUE(option) << where;
        EXPECT_NE(column.options()[*option].missing, Missing::None) << where;
      }
    }
    for (const auto& [value, label] : meta.labels) {  // the golden has no values of texts
      EXPECT_TRUE(std::ranges::find(column.options(), label, &Option::label) != column.options().end())
          << where << label;
    }
  }
}

TEST(Golden, EveryLabelledFileIsWhatHavenReads) {
  SKIP_WITHOUT_SHARED("data/labelled/golden_haven/_index.csv");
  std::size_t files = 0, cells = 0;
  for (const auto& entry : rows_of(tests::shared(golden / "_index.csv"))) {
    if (entry[1].empty()) {
      continue;
    }
    const std::string& file = entry[0];
    SCOPED_TRACE(file);
    const Imported imported = read(tests::shared(labelled / file));
    const Table& table = imported.table;
    EXPECT_EQ(std::to_string(table.rows()), entry[1]);
    const auto meta = meta_of(file);
    ASSERT_EQ(table.columns().size(), meta.size());
    const Rows values = rows_of(tests::shared(golden / (golden_name(file) + ".values.csv")));
    for (std::size_t at = 0; at < meta.size(); ++at) {
      const Column& column = table.columns()[at];
      EXPECT_EQ(column.name, meta[at].first);
      expect_meta(column, meta[at].second, file + " " + column.name);
      int different = 0;
      for (std::size_t row = 0; row < std::min(values.size(), table.rows()); ++row) {
        const std::string difference = cell_difference(column, row, at < values[row].size() ? values[row][at] : "");
        if (!difference.empty() && ++different <= 3) {
          ADD_FAILURE() << file << " " << column.name << " row " << row + 1 << ": " << difference;
        }
        ++cells;
      }
    }
    ++files;
  }
  EXPECT_GE(files, 30U);
  EXPECT_GT(cells, 300'000U);
}

std::string error_of(const fs::path& path) {
  try {
    (void)read(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Golden, EncryptedAndMalformedFilesAreRefusedWithAReason) {
  SKIP_WITHOUT_SHARED("data/labelled/pspp");
  EXPECT_THAT(error_of(tests::shared(labelled / "pspp/hotel-encrypted.sav")),
              testing::HasSubstr("the file is encrypted"));
  EXPECT_THAT(error_of(tests::shared(labelled / "pspp/CVE-2017-10791.sav")), testing::HasSubstr("damaged"));
}

TEST(Golden, AFileCutAnywhereIsAnErrorOrTheRowsItDeclares) {
  SKIP_WITHOUT_SHARED("data/labelled/pspp/hotel.sav");
  for (const char* name : {"pspp/hotel.sav", "awkward/pyreadstat_sample.zsav", "awkward/pyreadstat_sample.dta"}) {
    const std::string bytes = read_file(tests::shared(labelled / name));
    const fs::path cut = fs::path(testing::TempDir()) / fs::path(name).filename();
    std::size_t refused = 0, tried = 0;
    for (std::size_t size = 1; size < bytes.size(); size += 37, ++tried) {
      write_file(cut, std::string_view(bytes).substr(0, size));
      const std::string error = error_of(cut);
      refused += error != "no error" ? 1U : 0U;
      EXPECT_THAT(error, testing::AnyOf(testing::HasSubstr(": "), "no error"));
    }
    fs::remove(cut);
    EXPECT_GT(refused * 10, tried * 7) << name;  // the end of a file may be padding
  }
}

}  // namespace
}  // namespace kith::data
