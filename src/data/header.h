// What stands above the answers: one row of names, or the two or three rows of the survey tools.
//
//   one    names, or whole questions; Google Forms: the question and, in brackets, the row of its grid
//   two    SurveyMonkey: the question above its first column, blank above the rest of it; below, the options or rows of
//          the question, or "Response" where it has one column. SmartSurvey: the question above each of its columns;
//          above them there may be the titles of pages
//   three  Qualtrics: short names, the questions, {"ImportId": ...}
//
// Titles above the heading are no part of it (frame.h). A name that is one word stays as it is. A question becomes a
// short unique name ("have_you_seen_any_of_the_6") and is kept as the column's label. Columns below one question, or
// whose questions begin alike (stem.h), form a group: when each of them holds one answer only (its option, ticked or
// not) they are a multi-response set, else the rows of a grid. "Response" beside a text for "Other" is one answer, and
// the text a question of its own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"

namespace kith::data {

struct Head {
  std::string name, label;
  std::string item;                // within a group: the option or row
  std::vector<std::string> texts;  // what the file says above the column, from the top; a question over its group
};

struct HeadGroup {
  std::string name, label;
  std::size_t first = 0, count = 0;
};

struct Header {
  std::size_t above = 0;  // rows before the heading
  std::size_t rows = 0;
  std::size_t end() const { return above + rows; }  // the first row of answers
  std::vector<Head> columns;
  std::vector<HeadGroup> groups;
  std::vector<std::string> guesses;
};

// `first_rows`: the beginning of the file, header and at least a few answers. `rows`: 1 to 3, otherwise guessed; titles
// above them do not count.
Header read_header(std::span<const std::vector<std::string>> first_rows, std::optional<int> rows);

// The columns' indices that ReadOptions.columns names, by name or by a text above the column; all when empty.
// Error ("unknown-column", nearest names) for those that do not exist.
std::vector<std::size_t> chosen_columns(const Header& header, const std::vector<std::string>& wanted,
                                        const std::string& source);

// The groups of the header whose columns all came in and are multi-response sets.
std::vector<ResponseSet> response_sets(const Header& header, const Table& table);

// "Have you seen any of the 6 films in the Star Wars franchise?" -> "have_you_seen_any_of_the_6_films"
std::string short_name(std::string_view question, std::size_t longest = 32);

}  // namespace kith::data
