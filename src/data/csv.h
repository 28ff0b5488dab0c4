// Reading CSV as people's programs write it: RFC 4180 and its relatives, at the speed of memory.
//
// Encoding: encoding.h. Delimiter: of , ; tab and | the one that cuts the first rows into most columns of the same
// number. Line breaks: LF, CRLF, or CR alone. Quoted cells may hold delimiters, line breaks and doubled quotes.
// Heading: header.h. Types of columns: assemble.h. Blank lines are no rows. A row that ends early is filled with blanks
// and reported as a Loss; a row with answers behind the last column is an Error, since its answers stand in the wrong
// columns; so is a quote that never ends. All are named with file and line.
//
// The file is cut into parts of a fixed size, which threads read in any order; the table is the same for any number of
// threads. Memory: the table, and a third more while it is made. bench/ has the speed.
#pragma once

#include <string>
#include <string_view>

#include "data/import.h"
#include "data/mapped_file.h"

namespace kith::data {

// `source` names the file in problems.
Imported read_csv(std::string_view bytes, const std::string& source, const ReadOptions& options = {});
Imported read_csv(const MappedFile& file, const std::string& source, const ReadOptions& options = {});

}  // namespace kith::data
