// The quotes of a page, as its readers see them: words between quotation marks in a figure, and the line under them.
//
// Who was quoted in two ways is known in both: "a participant" in one report and "a Local Conversations project
// participant" in the next, of the same words, is one person, and the smaller of the two groups holds them.
#pragma once

#include <string>
#include <vector>

#include "audit/page.h"

namespace kith::audit {

struct Quoted {
  std::string words, attribution;
};

std::vector<Quoted> quotes_in(const Page& page);

// A sentence without a full stop for each of `now` whose words stand under another attribution in `then`, unless that
// says the same and more; `then_where` is what it is called.
std::vector<std::string> named_otherwise(const std::vector<Quoted>& now, const std::vector<Quoted>& then,
                                         const std::string& then_where);

}  // namespace kith::audit
