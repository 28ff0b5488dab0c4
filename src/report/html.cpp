#include "report/html.h"

#include <fmt/format.h>

namespace kith::report {

std::string escape(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string anchor(std::string_view text) {
  std::string id;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      id += c;
    } else if (c >= 'A' && c <= 'Z') {
      id += static_cast<char>(c - 'A' + 'a');
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') {
    id.pop_back();
  }
  return id.empty() ? "part" : id;
}

std::string table(const Cells& cells) {
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{0}\">\n<table class=\"{1}\">\n"
      "<caption>{0}</caption>\n<thead><tr>",
      escape(cells.caption), cells.content == Cells::Content::Figures ? "figures" : "words");
  for (const std::string& name : cells.header) {
    out += fmt::format("<th scope=\"col\">{}</th>", escape(name));
  }
  out += "</tr></thead>\n<tbody>\n";
  bool empty = true;  // this body has no row yet
  for (const auto& row : cells.rows) {
    if (row.size() == 1) {
      out += empty ? "" : "</tbody>\n<tbody>\n";
      out +=
          fmt::format("<tr><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n", cells.header.size(), escape(row[0]));
      empty = false;
      continue;
    }
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", escape(row[i]))
                    : fmt::format("<td>{}</td>", escape(row[i]));
    }
    out += "</tr>\n";
    empty = false;
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string facts(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::string out = "<dl class=\"facts\">\n";
  for (const auto& [name, value] : rows) {
    out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), escape(value));
  }
  return out + "</dl>\n";
}

std::string folded(std::string_view kind, std::string_view line, std::string_view markup) {
  return fmt::format("<details class=\"{}\"><summary>{}</summary>\n{}</details>\n", kind, escape(line), markup);
}

}  // namespace kith::report
