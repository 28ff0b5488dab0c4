#include "data/header.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"

namespace kith::data {

namespace {

using Row = std::vector<std::string>;
using Rows = std::span<const Row>;

constexpr std::size_t longest_word = 128;

std::string_view cell(const Row& row, std::size_t column) {
  return column < row.size() ? text::trim(row[column]) : std::string_view();
}

bool is_number(std::string_view text) {
  double ignored = 0;
  return read_decimal(text.data(), text.data() + text.size(), ignored);
}

bool is_response(std::string_view text) {
  const std::string folded = text::fold(text);
  return folded == "response" || folded == "open-ended response";
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

bool has_import_ids(const Row& row) {
  return std::ranges::any_of(row, [](const std::string& text) { return text.starts_with("{\"ImportId\""); });
}

// SurveyMonkey: blank heads, each with a text below; and "Response", or a column (the respondent's id) without a text.
bool continues_below(const Row& heads, const Row& below) {
  bool blank_head = false, response = false, blank_below = false;
  for (std::size_t column = 0; column < heads.size(); ++column) {
    const std::string_view head = cell(heads, column), text = cell(below, column);
    if (is_number(text) || (head.empty() && text.empty())) {
      return false;
    }
    blank_head = blank_head || head.empty();
    response = response || is_response(text);
    blank_below = blank_below || text.empty();
  }
  return response || (blank_head && blank_below);
}

std::size_t guess_rows(Rows rows) {
  for (std::size_t row = 1; row < std::min<std::size_t>(3, rows.size()); ++row) {
    if (has_import_ids(rows[row])) {
      return row + 1;
    }
  }
  return rows.size() > 1 && continues_below(rows[0], rows[1]) ? 2 : 1;
}

// Names as they are given out: never twice.
class Names {
 public:
  std::string unique(std::string name, std::size_t column) {
    if (name.empty()) {
      name = fmt::format("column_{}", column + 1);
    }
    std::string candidate = name;
    for (int number = 2; !taken_.insert(candidate).second; ++number) {
      candidate = fmt::format("{}_{}", name, number);
    }
    return candidate;
  }

 private:
  std::set<std::string> taken_;
};

std::string name_of(std::string_view head) {
  const bool word = head.size() <= longest_word && head.find_first_of(" \t\r\n\"`") == std::string_view::npos;
  return word ? std::string(head) : short_name(head);
}

// What all items of a group begin with, up to the end of a word: "Star Wars: Episode ".
std::size_t common_beginning(std::span<const std::string> items) {
  std::size_t length = items.front().size();
  for (const std::string& item : items) {
    const auto different = std::ranges::mismatch(items.front(), item).in1;
    length = std::min(length, static_cast<std::size_t>(different - items.front().begin()));
  }
  const std::size_t blank = std::string_view(items.front()).substr(0, length).rfind(' ');
  return blank == std::string::npos ? 0 : blank + 1;
}

void name_group(Header& header, HeadGroup& group, Names& names) {
  group.name = short_name(group.label, 24);
  std::vector<std::string> items;
  items.reserve(group.count);
  for (std::size_t at = 0; at < group.count; ++at) {
    items.push_back(header.columns[group.first + at].item);
  }
  const std::size_t skip = common_beginning(items);
  for (std::size_t at = 0; at < group.count; ++at) {
    Head& head = header.columns[group.first + at];
    const std::string item = short_name(std::string_view(items[at]).substr(skip), 24);
    head.name =
        names.unique(fmt::format("{}_{}", group.name, item.empty() ? std::to_string(at + 1) : item), group.first + at);
    head.label = fmt::format("{}: {}", group.label, items[at]);
  }
}

// Two rows: a question and, below it, its options or rows.
void read_questions_and_items(Header& header, const Row& heads, const Row& below) {
  Names names;
  for (std::size_t column = 0; column < header.columns.size();) {
    std::size_t next = column + 1;
    while (next < header.columns.size() && !cell(heads, column).empty() && cell(heads, next).empty()) {
      ++next;
    }
    const std::string question = one_line(cell(heads, column));
    for (std::size_t at = column; at < next; ++at) {
      header.columns[at].item = one_line(cell(below, at));
      header.columns[at].texts[0] = question;
    }
    Head& head = header.columns[column];
    if (next - column > 1) {
      header.groups.push_back({{}, question, column, next - column});
      name_group(header, header.groups.back(), names);
    } else {
      const bool plain = head.item.empty() || is_response(head.item) || question.empty();
      head.label = question.empty() ? head.item : plain ? question : fmt::format("{}: {}", question, head.item);
      head.name = names.unique(name_of(question.empty() ? head.item : question), column);
    }
    column = next;
  }
}

// A row of names, and questions below it if there is a second.
void read_names(Header& header, Rows rows) {
  Names names;
  for (std::size_t column = 0; column < header.columns.size(); ++column) {
    Head& head = header.columns[column];
    const std::string text = one_line(cell(rows[0], column));
    head.name = names.unique(name_of(text), column);
    if (header.rows > 1) {
      head.label = one_line(cell(rows[1], column));
    } else if (head.name != text) {
      head.label = text;
    }
    if (text.empty()) {
      header.guesses.push_back(fmt::format("column {} has no name: it is called `{}`", column + 1, head.name));
    } else if (head.name != name_of(text)) {
      header.guesses.push_back(
          fmt::format("`{}` names several columns: column {} is called `{}`", text, column + 1, head.name));
    }
  }
}

std::string letters_without_marks(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string plain;
  (U_SUCCESS(status) ? decompose->normalize(source, status) : source).toUTF8String(plain);
  return text::fold(plain);
}

// Whether a column says no more than "ticked": one answer at most. "Other (please specify)" is free text beside them.
bool single_answer(const Column& column) {
  return column.kind() == Kind::Categorical && column.options().size() <= 1;
}

}  // namespace

Header read_header(Rows first_rows, std::optional<int> rows) {
  Header header;
  header.rows = std::min(rows ? static_cast<std::size_t>(*rows) : guess_rows(first_rows), first_rows.size());
  if (header.rows == 0) {
    return header;
  }
  std::size_t columns = 0;
  for (const Row& row : first_rows.first(header.rows)) {
    for (std::size_t column = columns; column < row.size(); ++column) {
      columns = cell(row, column).empty() ? columns : column + 1;
    }
  }
  // Heads may be blank at the end, if there are answers below.
  for (const Row& row : first_rows.subspan(header.rows)) {
    for (std::size_t column = columns; column < std::min(row.size(), first_rows[0].size()); ++column) {
      columns = cell(row, column).empty() ? columns : column + 1;
    }
  }
  header.columns.resize(columns);
  for (std::size_t column = 0; column < columns; ++column) {
    for (const Row& row : first_rows.first(header.rows)) {
      header.columns[column].texts.emplace_back(cell(row, column));
    }
  }
  if (!rows && header.rows > 1) {
    header.guesses.push_back(fmt::format("the heading has {} rows", header.rows));
  }
  if (header.rows == 2 && !has_import_ids(first_rows[1])) {
    read_questions_and_items(header, first_rows[0], first_rows[1]);
  } else {
    read_names(header, first_rows.first(header.rows));
  }
  return header;
}

std::vector<std::size_t> chosen_columns(const Header& header, const std::vector<std::string>& wanted,
                                        const std::string& source) {
  std::vector<std::size_t> chosen;
  std::vector<std::string> names;
  for (std::size_t column = 0; column < header.columns.size(); ++column) {
    names.push_back(header.columns[column].name);
    if (wanted.empty()) {
      chosen.push_back(column);
    }
  }
  Problems problems;
  for (const std::string& name : wanted) {
    auto found = std::ranges::find(header.columns, name, &Head::name);
    if (found == header.columns.end()) {
      found = std::ranges::find_if(
          header.columns, [&](const Head& head) { return std::ranges::find(head.texts, name) != head.texts.end(); });
    }
    if (found == header.columns.end()) {
      problems.add("unknown-column", fmt::format("there is no column `{}`", name), {source, 1},
                   text::suggestion(name, names));
    } else {
      chosen.push_back(static_cast<std::size_t>(found - header.columns.begin()));
    }
  }
  problems.throw_if_any();
  std::ranges::sort(chosen);
  const auto rest = std::ranges::unique(chosen);
  chosen.erase(rest.begin(), rest.end());
  return chosen;
}

std::vector<ResponseSet> response_sets(const Header& header, const Table& table) {
  std::vector<ResponseSet> sets;
  for (const HeadGroup& group : header.groups) {
    ResponseSet set{group.name, group.label, {}};
    std::size_t ticks = 0, others = 0;
    for (std::size_t at = 0; at < group.count; ++at) {
      const Head& head = header.columns[group.first + at];
      const Column* column = table.find(head.name);
      if (column == nullptr) {
        break;
      }
      const bool other = text::starts_with_fold(head.item, "other");
      ticks += single_answer(*column) ? 1U : 0U;
      others += !single_answer(*column) && other ? 1U : 0U;
      set.members.push_back({head.name.substr(group.name.size() + 1), head.item, head.name, {}});
    }
    if (ticks >= 2 && ticks + others == group.count) {
      sets.push_back(std::move(set));
    }
  }
  return sets;
}

std::string short_name(std::string_view question, std::size_t longest) {
  std::string name;
  std::string word;
  const auto finish_word = [&] {
    if (!word.empty() && (name.empty() || name.size() + 1 + word.size() <= longest)) {
      name += name.empty() ? word.substr(0, longest) : '_' + word;
      word.clear();
      return true;
    }
    const bool more = word.empty();
    word.clear();
    return more;
  };
  for (const char c : letters_without_marks(question)) {
    if ((c >= 'a' && c <= 'z') || is_digit(c)) {
      word += c;
    } else if (c == '\'' || static_cast<unsigned char>(c) >= 0x80) {
      continue;  // "don't" is one word; marks that were split from their letters
    } else if (!finish_word()) {
      return name;
    }
  }
  finish_word();
  return name;
}

}  // namespace kith::data
