// What anybody can read in a workbook (.xlsx): the cells of every sheet, hidden ones too, and every other text that its
// file holds: comments, properties, names. Sizes are bounded as everywhere (data/zip_archive.h); nothing that it links
// to is opened.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/page.h"

namespace kith::audit {

struct BookSheet {
  std::string name;
  bool hidden = false;
  bool hidden_cells = false;  // some rows or columns are
  std::vector<std::vector<std::string>> rows;
};

struct Book {
  std::vector<BookSheet> sheets;
  std::vector<Passage> passages;  // `where` is the part: "xl/comments1.xml"
};

// Error when it is no workbook, damaged, or too large.
Book read_book(std::string_view bytes, const std::string& source);

}  // namespace kith::audit
