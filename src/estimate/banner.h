// A banner table: questions down, groups of people across, and beside each figure the letters of the columns that it is
// higher than.
//
// A column is everyone, or the people who gave one answer to a banner's question; where that is a question with several
// ticks, columns hold some of the same people. Within each banner every pair of columns is compared by a t test of the
// difference of their shares or means, with the standard error of the design and the covariance that common people,
// clusters and calibrations make (domain_means.h), on the degrees of freedom of the people in either column less 1, as
// in group_test.h. P-values are adjusted within a family: the pairs of one row, or all of the table.
//
// Letters as market researchers write them: the letter of column j stands in the higher cell i in lower case where the
// adjusted p is below 5%, in upper case where it is below 1%. Cost: for each option of each question rows x columns,
// and rows x pairs for the degrees of freedom.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/design.h"
#include "finding/finding.h"
#include "num/p_adjust.h"

namespace kith::estimate {

struct BannerColumn {
  std::string letter;  // "A", ..., "Z", "AA", ...; empty: everyone
  std::string banner;  // the question whose answer it is
  std::string title;
  std::int64_t respondents = 0;
};

struct BannerCell {
  std::optional<double> value;  // none: nobody in the column answered
  std::optional<double> se;
  std::int64_t respondents = 0;  // in the column, with an answer
  std::string letters;
};

struct BannerTest {
  std::size_t first = 0;  // columns
  std::size_t second = 0;
  double difference = 0;  // first less second
  double se = 0;
  double df = 0;
  std::optional<double> p;         // none where the difference cannot vary, or without degrees of freedom
  std::optional<double> adjusted;  // p within its family
};

struct BannerRow {
  std::string item;
  std::string option;  // empty: a mean
  finding::Kind kind = finding::Kind::Share;
  std::vector<BannerCell> cells;  // of each column
  std::vector<BannerTest> tests;
};

struct Banner {
  std::vector<BannerColumn> columns;  // everyone first
  std::vector<BannerRow> rows;
  std::vector<finding::Note> notes;
};

enum class TestFamily { Row, Table };

struct BannerOptions {
  num::Adjustment adjustment = num::Adjustment::Holm;
  TestFamily family = TestFamily::Row;
  double lower_case = 0.05;
  double upper_case = 0.01;
};

// Banners and items are names of columns or of questions with several ticks: an item is a share for each of its
// options. A column of numbers without labels, and an item "mean(EXPR)", is one mean. Of the rows where `keep` is 1.
// Throws Error for unknown names, a banner with fewer than two answers, and what the design throws.
Banner banner(const data::Table& table, const std::vector<std::string>& banners, const std::vector<std::string>& items,
              const design::Design& design, std::span<const std::uint8_t> keep, const BannerOptions& options = {});

// The names that an item mentions, which an importer must read.
std::vector<std::string> item_columns(const std::string& item);

}  // namespace kith::estimate
