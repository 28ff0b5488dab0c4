// What ReadStat 1.1.8 does not tell of an SPSS system file: multiple-response sets, attributes.
//
// A system file begins with records: variables (type 2), value labels (3, 4), documents (6), extensions (7), and 999 at
// the end of the dictionary. Of the extensions we read 7 and 19 (multiple-response sets, as text), 13 (short name =
// name), 17 and 18 (attributes; only that they are there) and 20 (encoding). Format: PSPP developers' guide, "System
// File Format".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::data {

struct SavSet {
  std::string name, label;
  bool dichotomies = true;           // else each member holds one of several categories
  std::string counted;               // of dichotomies: the value that means "ticked"
  std::vector<std::string> members;  // names of variables
};

struct SavExtras {
  std::vector<SavSet> sets;
  bool attributes = false;
};

// Empty for anything that is no well-formed system file: reading it reports why.
SavExtras read_sav_extras(std::string_view bytes);

}  // namespace kith::data
