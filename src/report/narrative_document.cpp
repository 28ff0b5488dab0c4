#include "report/narrative_document.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "report/html.h"

namespace kith::report {

namespace {

// The entities that people write; for any other the character itself can be typed.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> entities{{
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&apos;", "'"},
    {"&nbsp;", "\u00A0"},
    {"&ndash;", "–"},
    {"&mdash;", "—"},
    {"&hellip;", "…"},
    {"&lsquo;", "‘"},
    {"&rsquo;", "’"},
    {"&ldquo;", "“"},
    {"&rdquo;", "”"},
    {"&pound;", "£"},
    {"&percnt;", "%"},
    {"&frac12;", "½"},
}};

std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    code = 0xFFFD;
  }
  std::string out;
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
  return out;
}

std::optional<std::string> decoded(std::string_view entity) {
  if (entity.starts_with("&#")) {
    const bool hexadecimal = entity.size() > 2 && (entity[2] == 'x' || entity[2] == 'X');
    const std::string_view digits = entity.substr(hexadecimal ? 3 : 2, entity.size() - (hexadecimal ? 4 : 3));
    unsigned long code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hexadecimal ? 16 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      return std::nullopt;
    }
    return utf8(code);
  }
  const auto found = std::ranges::find(entities, entity, &std::pair<std::string_view, std::string_view>::first);
  return found == entities.end() ? std::nullopt : std::optional(std::string(found->second));
}

std::string text_of(const MD_ATTRIBUTE& attribute) {
  std::string text;
  for (std::size_t i = 0; attribute.text != nullptr && attribute.substr_offsets[i] < attribute.size; ++i) {
    const std::string_view part(attribute.text + attribute.substr_offsets[i],
                                attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
    text += attribute.substr_types[i] == MD_TEXT_ENTITY ? decoded(part).value_or(std::string(part)) : std::string(part);
  }
  return text;
}

bool safe_link(std::string_view target) {
  return std::ranges::any_of(std::array<std::string_view, 4>{"https://", "http://", "mailto:", "#"},
                             [&](std::string_view scheme) { return text::starts_with_fold(target, scheme); });
}

bool only_blanks(const Prose& prose) {
  return std::ranges::all_of(prose.inlines, [](const Inline& part) {
    return part.kind == InlineKind::Break || (part.kind == InlineKind::Text && text::trim(part.text).empty());
  });
}

// Builds the document while md4c reads. A prose element is open from its first text or tag to the next block boundary.
class Reader {
 public:
  Reader(std::string_view source, std::string file, Problems& problems)
      : source_(source), file_(std::move(file)), lines_(source), problems_(problems) {}

  Document document;

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        markup("<blockquote>\n");
        ++quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        enter_list(type, detail);
        break;
      case MD_BLOCK_LI:
        markup("<li>");
        break;
      case MD_BLOCK_HR:
        markup("<hr>\n");
        break;
      case MD_BLOCK_H:
        open(ProseKind::Heading, static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        break;
      case MD_BLOCK_P:
        open(ProseKind::Paragraph, 0);
        break;
      case MD_BLOCK_CODE:
        markup("<pre><code>");
        in_code_ = true;
        break;
      case MD_BLOCK_TABLE:
        markup("<div class=\"scroll\" tabindex=\"0\">\n<table>\n");
        ++tables_;
        break;
      case MD_BLOCK_THEAD:
        markup("<thead>\n");
        break;
      case MD_BLOCK_TBODY:
        markup("<tbody>\n");
        break;
      case MD_BLOCK_TR:
        markup("<tr>");
        break;
      case MD_BLOCK_TH:
        markup("<th scope=\"col\">");
        open(ProseKind::Cell, 0);
        break;
      case MD_BLOCK_TD:
        markup("<td>");
        open(ProseKind::Cell, 0);
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HTML:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    close();
    switch (type) {
      case MD_BLOCK_QUOTE:
        markup("</blockquote>\n");
        --quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        markup(type == MD_BLOCK_UL ? "</ul>\n" : "</ol>\n");
        lead_ins_.pop_back();
        break;
      case MD_BLOCK_LI:
        markup("</li>\n");
        break;
      case MD_BLOCK_CODE:
        markup("</code></pre>\n");
        in_code_ = false;
        break;
      case MD_BLOCK_TABLE:
        markup("</table>\n</div>\n");
        --tables_;
        break;
      case MD_BLOCK_THEAD:
        markup("</thead>\n");
        break;
      case MD_BLOCK_TBODY:
        markup("</tbody>\n");
        break;
      case MD_BLOCK_TR:
        markup("</tr>\n");
        break;
      case MD_BLOCK_TH:
        markup("</th>");
        break;
      case MD_BLOCK_TD:
        markup("</td>");
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_HR:
      case MD_BLOCK_HTML:
        break;
    }
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    switch (type) {
      case MD_SPAN_EM:
        tag("<em>");
        break;
      case MD_SPAN_STRONG:
        tag("<strong>");
        break;
      case MD_SPAN_DEL:
        problem("struck-out", "text is struck out", "remove it: a published report has no drafts in it");
        break;
      case MD_SPAN_CODE:
        in_code_span_ = true;
        tag("<code>");
        break;
      case MD_SPAN_A:
        link(text_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
        break;
      case MD_SPAN_IMG:
        problem("image", "an image cannot stand in the narrative",
                "use {{chart SECTION}}, {{panel ID}} or {{theory}}: they are drawn from the findings");
        break;
      default:
        break;
    }
  }

  void leave_span(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_EM:
        tag("</em>");
        break;
      case MD_SPAN_STRONG:
        tag("</strong>");
        break;
      case MD_SPAN_CODE:
        tag("</code>");
        in_code_span_ = false;
        break;
      case MD_SPAN_A:
        tag("</a>");
        break;
      default:
        break;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view run) {
    locate(run);
    switch (type) {
      case MD_TEXT_BR:
        tag("<br>\n");
        add(InlineKind::Break, {});
        return;
      case MD_TEXT_SOFTBR:
        add(InlineKind::Break, "\n");
        return;
      case MD_TEXT_NULLCHAR:
        add(InlineKind::Text, "\uFFFD");
        return;
      case MD_TEXT_HTML:
        problem("raw-html", "raw HTML cannot stand in the narrative", "write Markdown, or put it in a code span");
        return;
      case MD_TEXT_ENTITY:
        entity(run);
        return;
      default:
        break;
    }
    if (in_code_ && !in_code_span_) {
      markup(escape(run));
    } else {
      add(in_code_span_ ? InlineKind::Code : InlineKind::Text, std::string(run));
    }
  }

 private:
  void markup(std::string html) {
    close();
    document.elements.emplace_back(std::move(html));
  }

  Prose& open(ProseKind kind, int level) {
    close();
    Prose prose;
    prose.kind = kind;
    prose.level = level;
    prose.quotation = quotes_ > 0;
    prose.top_level = quotes_ == 0 && tables_ == 0 && lead_ins_.empty();
    prose.lead_in = lead_ins_.empty() ? std::nullopt : lead_ins_.back();
    return open_.emplace(std::move(prose));
  }

  void close() {
    if (open_ && (!only_blanks(*open_) || open_->kind == ProseKind::Cell)) {
      document.elements.emplace_back(std::move(*open_));
    }
    open_.reset();
  }

  void add(InlineKind kind, std::string words) {
    Prose& prose = open_ ? *open_ : open(ProseKind::Item, 0);
    prose.inlines.push_back({kind, std::move(words), offset_, 0});
  }

  void tag(std::string html) { add(InlineKind::Markup, std::move(html)); }

  void enter_list(MD_BLOCKTYPE type, void* detail) {
    close();
    std::optional<std::size_t> lead_in;
    if (!document.elements.empty()) {
      const Prose* before = std::get_if<Prose>(&document.elements.back());
      if (before != nullptr && text::trim(plain_text(*before)).ends_with(':')) {
        lead_in = document.elements.size() - 1;
      }
    }
    if (type == MD_BLOCK_UL) {
      markup("<ul>\n");
    } else {
      const unsigned start = static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start;
      markup(start == 1 ? "<ol>\n" : fmt::format("<ol start=\"{}\">\n", start));
    }
    lead_ins_.push_back(lead_in);
  }

  void link(const std::string& target) {
    if (!safe_link(target)) {
      problem("link", fmt::format("the link target `{}` cannot be followed from a report", target),
              "links begin with https://, http://, mailto: or #");
    }
    tag(fmt::format("<a href=\"{}\">", escape(target)));
  }

  void entity(std::string_view run) {
    if (const auto character = decoded(run)) {
      add(InlineKind::Text, *character);
    } else {
      problem("entity", fmt::format("`{}` is not an entity that Kith reads", run), "type the character itself");
    }
  }

  // md4c's runs point into the source; those that do not (line breaks) stand where the last one ended.
  void locate(std::string_view run) {
    const std::less<const char*> before;
    if (!before(run.data(), source_.data()) && before(run.data(), source_.data() + source_.size())) {
      offset_ = static_cast<std::size_t>(run.data() - source_.data());
    }
  }

  void problem(std::string code, std::string message, std::string hint) {
    problems_.add(std::move(code), std::move(message), {file_, lines_.at(offset_)}, std::move(hint));
  }

  std::string_view source_;
  std::string file_;
  Lines lines_;
  Problems& problems_;
  std::size_t offset_ = 0;
  std::optional<Prose> open_;
  std::vector<std::optional<std::size_t>> lead_ins_;  // of the lists that are open, innermost last
  int quotes_ = 0, tables_ = 0;
  bool in_code_ = false, in_code_span_ = false;
};

Reader& reader(void* user) {
  return *static_cast<Reader*>(user);
}

}  // namespace

Lines::Lines(std::string_view text) : starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
}

int Lines::at(std::size_t offset) const {
  return static_cast<int>(std::ranges::upper_bound(starts_, offset) - starts_.begin());
}

Document read_document(std::string_view source, const std::string& file, Problems& problems) {
  Reader state(source, file, problems);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) { return reader(user).enter(type, detail), 0; };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return reader(user).leave(type), 0; };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return reader(user).enter_span(type, detail), 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return reader(user).leave_span(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return reader(user).text(type, {text, size}), 0;
  };
  if (md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &parser, &state) != 0) {
    throw Error({"markdown", "the narrative could not be read as Markdown", {file, 0}, {}});
  }
  return std::move(state.document);
}

std::string plain_text(const Prose& prose, const std::vector<std::string>& figure_texts) {
  std::string words;
  for (const Inline& part : prose.inlines) {
    switch (part.kind) {
      case InlineKind::Text:
      case InlineKind::Code:
        words += part.text;
        break;
      case InlineKind::Break:
        words += ' ';
        break;
      case InlineKind::Figure:
        words += part.figure < figure_texts.size() ? figure_texts[part.figure] : "";
        break;
      case InlineKind::Markup:
        break;
    }
  }
  return words;
}

}  // namespace kith::report
