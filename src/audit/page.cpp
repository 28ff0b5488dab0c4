#include "audit/page.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"

namespace kith::audit {

namespace {

constexpr auto npos = std::string_view::npos;

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), lower);
  return small;
}

bool blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

void append_utf8(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | code >> 6U);
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | code >> 12U);
    out += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

// "#39", "#x27", "amp"; none: no character.
std::optional<std::string> character(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> named{
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
  for (const auto& [known, text] : named) {
    if (name == known) {
      return std::string(text);
    }
  }
  if (name.size() < 2 || name[0] != '#' || name.size() > 8) {
    return std::nullopt;
  }
  const bool hexadecimal = lower(name[1]) == 'x';
  std::uint32_t code = 0;
  for (const char c : name.substr(hexadecimal ? 2 : 1)) {
    const char d = lower(c);
    const bool digit = d >= '0' && d <= '9';
    if (!digit && !(hexadecimal && d >= 'a' && d <= 'f')) {
      return std::nullopt;
    }
    code = code * (hexadecimal ? 16U : 10U) + static_cast<std::uint32_t>(digit ? d - '0' : d - 'a' + 10);
  }
  std::string text;
  append_utf8(code, text);
  return text;
}

// Character references resolved, runs of blanks one blank.
std::string plain(std::string_view raw) {
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '&') {
      const std::size_t end = raw.find(';', i);
      if (end != npos && end - i <= 10) {
        if (const auto known = character(raw.substr(i + 1, end - i - 1))) {
          text += *known;
          i = end;
          continue;
        }
      }
    }
    if (blank(raw[i])) {
      if (!text.empty() && text.back() != ' ') {
        text += ' ';
      }
    } else {
      text += raw[i];
    }
  }
  return std::string(text::trim(text));
}

constexpr std::array<std::string_view, 16> inline_tags{
    "a", "abbr", "b", "bdi", "br", "code", "em", "i", "small", "span", "mark", "strong", "tspan", "sub", "sup", "wbr"};

// Attributes that hold words for people; and data-*, which scripts read.
bool wordy(std::string_view name) {
  static constexpr std::array<std::string_view, 8> names{"alt",   "aria-description", "aria-label", "content",
                                                         "title", "placeholder",      "summary",    "value"};
  return name.starts_with("data-") || std::ranges::find(names, name) != names.end();
}

class Reader {
 public:
  explicit Reader(std::string_view markup) : markup_(markup) {}

  Page read() {
    while (at_ < markup_.size()) {
      const std::size_t open = markup_.find('<', at_);
      append(markup_.substr(at_, open == npos ? npos : open - at_));
      if (open == npos) {
        break;
      }
      at_ = open;
      read_markup();
    }
    flush("text");
    end_row();
    end_table();
    return std::move(page_);
  }

 private:
  void append(std::string_view raw) { (in_cell_ ? cell_ : in_caption_ ? caption_ : text_) += raw; }

  void add(std::string where, std::string_view raw) {
    if (std::string text = plain(raw); !text.empty()) {
      page_.passages.push_back({std::move(where), std::move(text), figure_});
    }
  }

  void flush(const std::string& where) {
    add(where, text_);
    text_.clear();
  }

  // Up to and with `end`, or to the end of the file.
  std::string_view until(std::string_view end, std::size_t from) {
    const std::size_t found = markup_.find(end, from);
    const std::string_view inside = markup_.substr(from, found == npos ? npos : found - from);
    at_ = found == npos ? markup_.size() : found + end.size();
    return inside;
  }

  void read_markup() {
    if (markup_.substr(at_).starts_with("<!--")) {
      add("comment", until("-->", at_ + 4));
    } else if (at_ + 1 < markup_.size() && (markup_[at_ + 1] == '!' || markup_[at_ + 1] == '?')) {
      add("declaration", until(">", at_ + 2));
    } else if (at_ + 1 < markup_.size() && markup_[at_ + 1] == '/') {
      close(lowered(text::trim(until(">", at_ + 2))));
    } else if (at_ + 1 < markup_.size() && letter(markup_[at_ + 1])) {
      read_tag();
    } else {
      append("<");
      ++at_;
    }
  }

  void read_tag() {
    std::size_t end = at_ + 1;
    while (end < markup_.size() && !blank(markup_[end]) && markup_[end] != '>' && markup_[end] != '/') {
      ++end;
    }
    const std::string tag = lowered(markup_.substr(at_ + 1, end - at_ - 1));
    at_ = end;
    open(tag);
    while (at_ < markup_.size() && markup_[at_] != '>') {
      if (blank(markup_[at_]) || markup_[at_] == '/') {
        ++at_;
      } else {
        read_attribute();
      }
    }
    ++at_;
    if (tag == "script" || tag == "style") {
      const std::string_view inside = until(tag == "script" ? "</script" : "</style", std::min(at_, markup_.size()));
      if (tag == "script") {
        add("script", inside);
      }
      until(">", at_);
    }
  }

  void read_attribute() {
    std::size_t end = at_;
    while (end < markup_.size() && !blank(markup_[end]) && markup_[end] != '>' && markup_[end] != '=' &&
           markup_[end] != '/') {
      ++end;
    }
    const std::string name = lowered(markup_.substr(at_, end - at_));
    at_ = std::max(end, at_ + (end == at_ ? 1U : 0U));
    if (at_ >= markup_.size() || markup_[at_] != '=') {
      return;
    }
    ++at_;
    std::string_view value;
    if (at_ < markup_.size() && (markup_[at_] == '"' || markup_[at_] == '\'')) {
      value = until(markup_.substr(at_, 1), at_ + 1);
    } else {
      end = at_;
      while (end < markup_.size() && !blank(markup_[end]) && markup_[end] != '>') {
        ++end;
      }
      value = markup_.substr(at_, end - at_);
      at_ = end;
    }
    if (wordy(name)) {
      add("attribute " + name, value);
    }
  }

  void open(const std::string& tag) {
    if (std::ranges::find(inline_tags, tag) != inline_tags.end()) {
      append(" ");
      return;
    }
    if (tag == "figure") {
      flush("text");
      figure_ = figures_++;
    } else if (tag == "table") {
      flush("text");
      end_table();
      in_table_ = true;
      page_.tables.push_back({{}, {}, figure_});
    } else if (tag == "tr") {
      end_row();
    } else if (in_table_ && (tag == "td" || tag == "th")) {
      end_cell();
      in_cell_ = true;
    } else if (in_table_ && tag == "caption") {
      in_caption_ = true;
    } else if (!in_cell_) {
      flush("text");
    }
  }

  void close(const std::string& tag) {
    if (tag == "td" || tag == "th") {
      end_cell();
    } else if (tag == "caption" && in_caption_) {
      in_caption_ = false;
      page_.tables.back().caption = plain(std::exchange(caption_, {}));
    } else if (tag == "tr") {
      end_row();
    } else if (tag == "table") {
      end_table();
    } else if (tag == "figure") {
      flush("text");
      figure_ = -1;
    } else if (tag == "title" || tag == "desc") {
      flush("alternative text");
    } else if (std::ranges::find(inline_tags, tag) == inline_tags.end() && !in_cell_) {
      flush("text");
    }
  }

  void end_cell() {
    if (in_cell_) {
      row_.push_back(plain(std::exchange(cell_, {})));
      in_cell_ = false;
    }
  }

  void end_row() {
    end_cell();
    if (!row_.empty() && !page_.tables.empty()) {
      page_.tables.back().rows.push_back(std::move(row_));
    }
    row_.clear();
  }

  void end_table() {
    end_row();
    in_table_ = false;
    in_caption_ = false;
    caption_.clear();
  }

  std::string_view markup_;
  std::size_t at_ = 0;
  Page page_;
  std::string text_, cell_, caption_;
  std::vector<std::string> row_;
  bool in_table_ = false, in_cell_ = false, in_caption_ = false;
  int figure_ = -1, figures_ = 0;
};

}  // namespace

Page read_page(std::string_view markup) {
  return Reader(markup).read();
}

}  // namespace kith::audit
