// A file of responses as the study means it: columns named like the questions, answers as the instrument's options.
//
//   id, mode, weight, strata, ...  columns that study.toml names for the population, under those names
//   project                        recoded to the study's projects; programme and nation follow from it unless the
//                                  study names columns for them, and are then called `programme` and `nation`
//   wave                           what study.toml says of the file, called `wave`; the column that it names for the
//                                  population, under that name
//   questions                      under their names, options in the codebook's order with their reasons for missing;
//                                  a multiple-choice question is one yes/no column an option, named question_option,
//                                  and a ResponseSet named like the question
//
// Rows outside the population's where_expression are left out before anything is checked. A question whose `asked_if`
// is false for a respondent is Missing::NotAsked. Everything wrong is collected: answers that are no option, unknown
// projects, weights that are no weights, respondents who occur twice, columns that are not there, each with file and
// line.
#pragma once

#include <string>
#include <vector>

#include "base/problem.h"
#include "data/table.h"
#include "study/study.h"

namespace kith::data {

// What was found, for people to look over before they trust it (kith import --dry-run).
struct Reception {
  struct Question {
    std::string name;
    std::vector<std::string> columns;  // of the file
    std::size_t answered = 0;
    std::vector<std::string> unused;  // options that nobody chose
  };
  Table table;
  std::vector<Question> questions;  // those that were found
  std::vector<std::string> unused;  // columns of the file that nothing asked for
  std::vector<Loss> losses;
  std::vector<std::string> guesses;
};

// Throws nothing that its author could mend: a file that cannot be read is in `problems` too, and the table empty.
Reception receive(const study::Study& study, const study::Responses& responses, Problems& problems);

Table read_responses(const study::Study& study, const study::Responses& responses, Problems& problems,
                     std::vector<Loss>& losses);

}  // namespace kith::data
