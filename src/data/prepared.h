// A prepared table: a data file that has been read once, saved so that the next command starts at once.
//
// `kith convert answers.csv answers.kith` makes one; every command that takes a data file takes it. It holds all that a
// table knows, and its cells lie in the file as they lie in memory, so that reading it is mapping it: nothing is
// parsed, and a column that no question asks for is never touched.
//
//   8 bytes   "KITHTAB1"
//   8         length of the head
//   head      source, rows, columns (names, labels, options, where their cells are), multi-response sets; every number
//   in
//             8 bytes, every text as its length and its bytes
//   cells     of one column after another, each array at a multiple of 64 bytes from the beginning of the file
//
// Numbers are little-endian IEEE 754. Whatever a file claims is checked before it is believed: lengths against the
// file, codes against the options, ends of texts against each other.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "data/import.h"
#include "data/mapped_file.h"

namespace kith::data {

bool is_prepared(std::string_view bytes);

// The bytes of such a file.
std::string prepared(const Table& table);

// Keeps `file` open as long as the table lives. Throws Error ("damaged-file") with what is wrong.
Imported read_prepared(std::shared_ptr<const MappedFile> file, const std::string& source, const ReadOptions& options);

}  // namespace kith::data
