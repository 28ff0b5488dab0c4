// What a request may ask for: a measure, or something made from measures.
//
//   difference(MEASURE, column)   the measure at every level of the column minus that at the first
//   contrast(FORMULA)             arithmetic over measures of one domain (formula.h)
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "estimate/formula.h"
#include "estimate/measure.h"

namespace kith::estimate {

struct Difference {
  Call measure;
  std::string column;
};

struct Contrast {
  Formula formula;
};

using Asked = std::variant<Call, Difference, Contrast>;

// Throws Error with the known measures when it is none of them.
Asked parse_asked(std::string_view text);

// The measures that it is made of, the columns that it names, and how it is written.
std::vector<Call> measures_of(const Asked& asked);
std::vector<std::string> columns_of(const Asked& asked);
std::string text_of(const Asked& asked);

// Of all of them, for the help and the manual.
struct Usage {
  std::string_view usage;
  std::string_view meaning;
};
std::vector<Usage> usages();

}  // namespace kith::estimate
