// "Tick all that apply" in a file of answers: the sets that the file declares, and those that its columns suggest.
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
  std::string column;  // the one column whose answers stand between semicolons; otherwise empty
  std::vector<Member> members;
  std::string guess;  // empty: the file says so

  bool holds(const std::string& name_of_column) const;
};

std::vector<FoundSet> find_sets(const data::Table& table);

}  // namespace kith::run
