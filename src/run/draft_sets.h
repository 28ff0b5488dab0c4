// "Tick all that apply" in a file of answers: the sets that the file declares, and those that its columns suggest.
//
// A column of several answers ("meet;help", as Google and Microsoft Forms write them; "meet, help" in their sheets, in
// Qualtrics and SurveyMonkey) is cut at its separator. What comes again and again is an option; two pieces that only
// ever come together, in one order, are one option that holds the separator itself. What single people wrote is
// "Other". Commas separate answers only where options are seen alone or in different company: "Agree, strongly" and
// "Yes, always" are single answers.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"

namespace kith::run {

struct FoundSet {
  struct Member {
    std::string code;  // may be empty: made of the label
    std::string label;
    std::string column;  // empty where the set is one column
  };
  std::string name, text;
  std::string column;  // the one column that holds several answers; otherwise empty
  std::vector<Member> members;
  char separator = ';';             // between the answers in that column
  std::vector<std::string> others;  // what single people wrote there besides the options
  std::string guess;                // empty: the file says so

  bool holds(const std::string& name_of_column) const;
};

std::vector<FoundSet> find_sets(const data::Table& table);

}  // namespace kith::run
