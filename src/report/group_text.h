// Tests between groups, and pooled groups, in words and numbers, alike on the page and in the workbook.
#pragma once

#include <string>
#include <vector>

#include "finding/group_test.h"
#include "report/release.h"

namespace kith::report {

struct Noun {
  std::string one, many;  // "nation", "nations"; "group", "groups" of a question's answers
};
Noun group_noun(const Release& release, const std::string& indicator, const std::string& dimension);

std::string test_label(const Release& release, const finding::GroupTest& test);  // the indicator's
// What is compared, where it is not the figures themselves: "how far they are from their benchmarks"; otherwise empty.
std::string compared_text(const finding::GroupTest& test);
std::string gap_label(const finding::GroupTest& test, const finding::GroupTest::Gap& gap);       // "England less Wales"
std::string gap_difference(const finding::GroupTest& test, const finding::GroupTest::Gap& gap);  // "+12", "-0.4"
std::string gap_limits(const finding::GroupTest& test, const finding::GroupTest::Gap& gap);      // "3 to 21"
std::string p_text(double p);  // "0.042", "under 0.001"
// "The three nations do not clearly differ."
std::string test_sentence(const Release& release, const finding::GroupTest& test);

// Name, raw share, steadied share, base, limits of the steadied share, place in the funnel; of a withheld group the
// sign alone.
std::vector<std::vector<std::string>> pooling_rows(const Release& release,
                                                   const disclose::Safe<finding::Pooling>& pooling);
std::string number_word(std::size_t count);  // "three"; from ten on in figures

}  // namespace kith::report
