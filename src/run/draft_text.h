// A drafted study as its files: TOML that people will read and mend, with every guess as a comment where it was made.
#pragma once

#include <string>
#include <vector>

#include "run/draft_questions.h"

namespace kith::run {

struct DraftFacts {
  std::string title;
  std::string responses;             // "responses/export.csv"
  std::string mapping;               // "responses/export.map.toml", or empty
  std::string no_answer;             // the word of the file that means so ("NA"), or empty
  std::vector<std::string> guesses;  // of the import: encoding, heading
};

std::string draft_study_text(const Draft& draft, const DraftFacts& facts);
std::string draft_instrument_text(const Draft& draft, const DraftFacts& facts);
std::string draft_plan_text(const Draft& draft);
// Empty when every column is named like its question, and every answer like its option.
std::string draft_mapping_text(const Draft& draft, const DraftFacts& facts);

// `text` between double quotes, escaped as TOML wants it.
std::string toml_text(const std::string& text);

}  // namespace kith::run
