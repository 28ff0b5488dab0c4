// A new study: from the template that is built into the program, or around a file of answers.
//
// Both are made in memory and committed together, so that a folder never holds half a study. A study made from a file
// runs at once and describes every question; whatever was inferred stands in its files as a comment "# guess: ...".
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"

namespace kith::run {

struct NewStudy {
  FileSet files;
  std::size_t questions = 0;        // that were found in the file
  std::size_t left_out = 0;         // columns that are no questions
  std::size_t guesses = 0;          // lines "# guess:" for the researcher to confirm
  std::vector<std::string> losses;  // what the import could not carry
};

// A small complete study with synthetic answers (src/run/template).
NewStudy study_from_template();

// Reads a survey platform's export or a labelled file with data::read. Throws Error when it cannot be read, has no
// rows, or holds no question. The file's own bytes go into responses/ unchanged.
NewStudy study_from_file(const std::filesystem::path& file);

// Throws Error when `folder` is there and holds anything: a new study never mixes with an old one.
void expect_empty(const std::filesystem::path& folder);

}  // namespace kith::run
