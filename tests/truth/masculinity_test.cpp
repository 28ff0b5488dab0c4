// A published weighted crosstab, cell by cell: FiveThirtyEight's survey of men (2018, CC BY 4.0). "No answer" stays in
// this survey's base; "NA" is a respondent who was not asked. The published heads and the file's columns follow the
// same order.
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <map>
#include <string>
#include <vector>

#include "base/round.h"
#include "data/import.h"
#include "estimate/estimate.h"
#include "support/shared.h"

namespace kith {
namespace {

constexpr const char* raw_file = "data/imports/surveymonkey_538_masculinity_raw.csv";
constexpr const char* published_file = "data/imports/surveymonkey_538_masculinity_published_weighted.csv";

struct PublishedOption {
  std::string label;
  std::array<std::string, 10> cells;  // all men, three ages, two races, children or not, two orientations
};
using Question = std::vector<PublishedOption>;

// The two files write quotes and apostrophes in different encodings: letters and digits decide.
std::string plain(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return letters;
}

std::vector<Question> published_questions() {
  data::ReadOptions options;
  options.header_rows = 1;
  const data::Table table = data::read(tests::shared(published_file), options).table;
  std::vector<Question> questions;
  for (std::size_t row = 1; row < table.rows(); ++row) {
    if (!table.columns()[0].label_at(row).empty()) {
      questions.emplace_back();
      continue;
    }
    PublishedOption option{table.columns()[1].label_at(row), {}};
    for (std::size_t cell = 0; cell < option.cells.size(); ++cell) {
      option.cells[cell] = table.columns()[2 + cell].label_at(row);
    }
    questions.back().push_back(std::move(option));
  }
  return questions;
}

// The columns of each question in the file's order; rows of a grid (q0007) are questions of their own.
std::vector<std::vector<std::string>> question_columns(const data::Table& table) {
  std::vector<std::vector<std::string>> questions;
  std::string previous;
  for (const std::string& name : table.names()) {
    if (name.rfind("q0", 0) != 0) {
      continue;
    }
    const std::string stem = name.substr(0, 5);
    if (stem != previous || stem == "q0007") {
      questions.emplace_back();
    }
    questions.back().push_back(name);
    previous = stem;
  }
  return questions;
}

struct Asked {
  std::string where;  // for the failure message
  std::string published;
  std::size_t request;
  std::string dimension, level;
};

TEST(Masculinity, EveryPublishedCellComesOutToTheWholePercent) {
  SKIP_WITHOUT_SHARED(raw_file);
  data::ReadOptions options;
  options.missing = {"NA"};
  const data::Table table = data::read(tests::shared(raw_file), options).table;
  const auto questions = published_questions();
  const auto columns = question_columns(table);
  ASSERT_GE(columns.size(), 34U);

  const std::array<std::pair<const char*, const char*>, 10> breaks{{{"", ""},
                                                                    {"age3", "18 - 34"},
                                                                    {"age3", "35 - 64"},
                                                                    {"age3", "65 and up"},
                                                                    {"race2", "White"},
                                                                    {"race2", "Non-white"},
                                                                    {"kids", "Has children"},
                                                                    {"kids", "No children"},
                                                                    {"orientation", "Straight"},
                                                                    {"orientation", "Gay/Bisexual"}}};
  estimate::Request request;
  request.design.weight = "weight";
  request.breakdowns = {{}, {"age3"}, {"race2"}, {"kids"}, {"orientation"}};
  std::vector<Asked> asked;
  std::size_t covered = 0;
  for (std::size_t q = 0; q < 34; ++q) {
    bool any = false;
    for (const PublishedOption& option : questions.at(q)) {
      std::string measure;
      for (const std::string& name : columns[q]) {
        const data::Column& column = table.column(name);
        for (const data::Option& known : column.options()) {
          if (measure.empty() && plain(known.label) == plain(option.label)) {
            measure = "share(" + name + " in \"" + known.code + "\")";
          }
        }
      }
      const std::size_t index = request.measures.size();
      bool printed = false;
      for (std::size_t b = 0; b < breaks.size(); ++b) {
        if (option.cells[b].empty()) {
          continue;
        }
        ASSERT_FALSE(measure.empty()) << option.label;
        printed = true;
        asked.push_back({measure, option.cells[b], index, breaks[b].first, breaks[b].second});
      }
      if (printed) {
        request.measures.push_back(measure);
      }
      any = any || printed;
    }
    covered += any ? 1U : 0U;
  }
  const auto estimates = estimate::estimate(table, request);
  std::map<std::tuple<std::size_t, std::string, std::string>, double> shares;
  for (const finding::Finding& finding : estimates.findings()) {
    const auto level = finding.by.empty() ? finding::Level{} : finding.by.front();
    shares[{finding.request, level.dimension, level.label}] = finding.value.value_or(-1);
  }
  std::size_t agreed = 0;
  for (const Asked& cell : asked) {
    const double share = shares.at({cell.request, cell.dimension, cell.level});
    // A column of "37%" may be read as the number 37.
    const std::string percent = std::to_string(whole_percent(share)) + (cell.published.ends_with('%') ? "%" : "");
    EXPECT_EQ(percent, cell.published) << cell.where << " among " << cell.level;
    agreed += percent == cell.published ? 1U : 0U;
  }
  RecordProperty("cells", std::to_string(agreed));
  EXPECT_GE(agreed, 1734U);
  EXPECT_GE(covered, 32U);
}

}  // namespace
}  // namespace kith
