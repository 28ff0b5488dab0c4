// Words for a terminal of eighty columns.
#pragma once

#include <string>
#include <string_view>

namespace kith::cli {

// `words` broken at blanks into lines of at most 80 characters; the first begins with `first` blanks, the others with
// `others`. A word that is longer stands alone. Ends with a line break.
std::string paragraph(std::string_view words, std::size_t first = 2, std::size_t others = 4);

}  // namespace kith::cli
