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
  std::string out = fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n<table{}>\n",
                                escape(cells.caption), cells.numeric ? " class=\"figures\"" : "");
  out += fmt::format("<caption>{}</caption>\n<thead><tr>", escape(cells.caption));
  for (const std::string& name : cells.header) {
    out += fmt::format("<th scope=\"col\">{}</th>", escape(name));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : cells.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i == 0 && cells.row_headers == RowHeaders::Yes ? fmt::format("<th scope=\"row\">{}</th>", escape(row[i]))
                                                            : fmt::format("<td>{}</td>", escape(row[i]));
    }
    out += "</tr>\n";
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

}  // namespace kith::report
