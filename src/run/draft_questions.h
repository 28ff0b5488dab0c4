// The questions that a file of answers seems to hold: what `kith new --from` writes into the instrument and the
// mapping.
//
// A codebook in the file (labels, an order, declared missing values, response sets) is taken as it is. What it does not
// say is guessed, and every guess is kept as a sentence for the researcher:
//   type      text of many different answers, of sentences, or below a heading that asks for words is open; numbers
//             without labels, many of them, are a number
//   order     a known scale (ordered_scales.h), else numbers by value, else as the file was read
//   missing   "Don't know", "Prefer not to say", "No answer"; negative codes
//   sets      neighbouring columns of one stem that are ticked or not; one column of answers between semicolons or
//   commas
#pragma once

#include <map>
#include <string>
#include <vector>

#include "data/table.h"
#include "run/column_role.h"
#include "study/study.h"

namespace kith::run {

struct DraftQuestion {
  study::Question question;
  std::string column;                          // of the file; empty for a set of several
  std::map<std::string, std::string> columns;  // of a set: option -> column
  std::map<std::string, std::vector<std::string>>
      answers;                              // option -> what the file holds, where neither code nor label
  char separator = ';';                     // of a set in one column
  std::vector<std::string> guesses;         // about the question
  std::vector<std::string> option_guesses;  // about its options
};

struct LeftColumn {
  std::string column;
  Role role = Role::Machine;
};

struct Draft {
  std::vector<DraftQuestion> questions;  // in the order of the file
  std::vector<LeftColumn> left;          // columns that are no questions
};

Draft draft_questions(const data::Table& table);

}  // namespace kith::run
