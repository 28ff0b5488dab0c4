// report.md as read by md4c: markup to copy, and prose to check.
//
// There is one Markdown parser, so that what is checked is what is shown: md4c hands every run of text as a pointer
// into the source, from which each word keeps its offset, and from that its line. Prose is text under one roof (a
// paragraph, a heading, the own text of a list item, a table cell); everything between is finished HTML. Escapes and
// entities are already decoded: `&#55;5%` is read as 75%.
//
// Refused, each with its line: raw HTML, images, links that are not http, https, mailto or an anchor, unknown entities.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.h"

namespace kith::report {

// Lines of a text by offset; the first is 1.
class Lines {
 public:
  explicit Lines(std::string_view text);
  int at(std::size_t offset) const;

 private:
  std::vector<std::size_t> starts_;
};

enum class InlineKind {
  Text,
  Break,   // a line's end in the source, a space in the page
  Code,    // a code span: shown, never read
  Markup,  // a finished tag
  Figure,  // a reference; `figure` is its index among the narrative's figures
};

struct Inline {
  InlineKind kind = InlineKind::Text;
  std::string text;
  std::size_t offset = 0;
  std::size_t figure = 0;
};

enum class ProseKind { Paragraph, Heading, Item, Cell };

struct Prose {
  ProseKind kind = ProseKind::Paragraph;
  int level = 0;           // of a heading
  bool quotation = false;  // within a block quote
  bool top_level = false;  // not within a list, quote or table
  std::vector<Inline> inlines;
  std::optional<std::size_t> lead_in;  // index of the element that ends with a colon before the list it stands in
};

using Element = std::variant<std::string, Prose>;  // HTML as it is, or prose

struct Document {
  std::vector<Element> elements;
};

Document read_document(std::string_view source, const std::string& file, Problems& problems);

// The words alone, for titles and for messages; references as `figure_text` gives them.
std::string plain_text(const Prose& prose, const std::vector<std::string>& figure_texts = {});

}  // namespace kith::report
