// What anybody can read in a page or a drawing (HTML, SVG): its tables, the alternative text of its pictures, and every
// other text, seen or not: comments, tooltips, the attributes that hold words, scripts.
//
// A reader of markup that never fails: what is not closed ends with the file, what is unknown is text. It opens nothing
// that the page names, and knows no entities but those of characters, so that nothing grows while it is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::audit {

struct PageTable {
  std::string caption;
  std::vector<std::vector<std::string>> rows;  // the heading among them; a row of one cell heads those below
  int figure = -1;                             // the <figure> that it stands in
};

// A text and where it stands: "alternative text", "comment", "data-value".
struct Passage {
  std::string where;
  std::string text;
  int figure = -1;
};

struct Page {
  std::vector<PageTable> tables;
  std::vector<Passage> passages;
};

Page read_page(std::string_view markup);

}  // namespace kith::audit
