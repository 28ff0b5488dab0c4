// Files that people take for data and that hold none that we could read, told by their first bytes: a web page saved as
// .xls, a PDF, an archive. Said with what to do instead of a table of rubbish.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace kith::data {

// What such a file is, as a problem of the file `source`; none for any other.
std::optional<Problem> foreign_file(std::string_view bytes, const std::string& source);

}  // namespace kith::data
