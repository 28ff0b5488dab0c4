// The options of a drafted question: codes that are unique and fit a study, labels, order, and which leave the base.
#pragma once

#include <set>
#include <string>

#include "data/table.h"

namespace kith::run {

struct DraftQuestion;

// Codes and labels of one question's options as they are given out: never twice.
class OptionCodes {
 public:
  // A code like `wanted`: a number stays a number, words become a short code.
  std::string take(const std::string& wanted);
  // `label`, or with `code` behind it where another option has that label already.
  std::string unique_label(const std::string& label, const std::string& code);

 private:
  std::set<std::string> codes_, labels_;
};

// All options of a single-choice question, in order.
void draft_options(const data::Column& column, DraftQuestion& draft);
// Of a number: only the codes that stand for no answer.
void draft_missing_numbers(const data::Column& column, DraftQuestion& draft);

}  // namespace kith::run
