// From codings to columns: which respondents' open answers were coded with which theme (I2).
//
// Several themes may stand on one answer, and the share of a theme is a share of the people whose answer was read, not
// of mentions. So each theme becomes a yes/no column beside the questions, and is estimated like any other share:
//   yes      the answer carries the theme, or a theme below it in the codebook
//   no       the answer was read and carries neither; a coding row with an empty theme says "read, none applies"
//   missing  with the reason of the open question (blank, not asked, refused), or Blank when nobody has coded the
//   answer
// Where several people coded an answer, the first coder named in the file decides and the others serve agreement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "data/table.h"

namespace kith::themes {

struct Theme {
  std::string code;
  std::string label;
  std::string parent;  // code of the theme above, or empty
};

// A row of a codings file.
struct Coding {
  std::string answer;  // respondent id
  std::string coder;
  std::string theme;  // empty: read, no theme applies
  Where where;
};

// The rows of a codings table with the columns answer_id, coder, theme. Problems name file and line.
std::vector<Coding> codings(const data::Table& table, Problems& problems);

// Name of the yes/no column of a theme: "theme_networks".
std::string column_of(std::string_view theme);

struct Summary {
  std::size_t answers = 0;  // open answers given
  std::size_t coded = 0;    // of them, read by a coder
  std::size_t coders = 0;
};

// Adds a column for each theme to `responses`. `id` and `question` are columns of it. Codings of unknown answers or
// themes, and of answers that are empty, are problems.
Summary add_theme_columns(data::Table& responses, std::string_view id, std::string_view question,
                          const std::vector<Theme>& themes, const std::vector<Coding>& codings, Problems& problems);

}  // namespace kith::themes
