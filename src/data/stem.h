// Columns of one question, told by how their headings begin: "Do you agree? [I feel safe]" and "Do you agree? [I feel
// at home]" share the question "Do you agree?". Survey platforms put the rows of a grid, and the options of a
// tick-all-that-apply question, behind " - " (Qualtrics, SmartSurvey), in brackets (Google Forms), or behind a colon.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::data {

struct Stem {
  std::size_t columns = 1;  // how many headings share it, from the first; 1: none does
  std::string question;
  std::vector<std::string> items;  // what is left of each heading
};

// Of the headings from the first on, those that share the longest question with their neighbour.
Stem shared_stem(std::span<const std::string> headings);

// "Do you agree?", "I feel safe" -> "Do you agree? - I feel safe"; a question without a mark takes a colon.
std::string with_item(const std::string& question, const std::string& item);

}  // namespace kith::data
