#include "data/header.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/frame.h"
#include "data/stem.h"

namespace kith::data {

namespace {

using Row = TextRow;
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

// One line of words: line breaks and the blanks that web forms leave behind (no-break, zero width) become blanks.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  for (const std::string_view odd : {"\u00A0", "\u200B", "\uFEFF"}) {
    line = text::replace_all(std::move(line), odd, " ");
  }
  while (line.find("  ") != std::string::npos) {
    line = text::replace_all(std::move(line), "  ", " ");
  }
  return std::string(text::trim(line));
}

bool has_import_ids(const Row& row) {
  return std::ranges::any_of(row, [](const std::string& text) { return text.starts_with("{\"ImportId\""); });
}

std::size_t width_of(const Row& row) {
  std::size_t width = row.size();
  while (width > 0 && cell(row, width - 1).empty()) {
    --width;
  }
  return width;
}

// SurveyMonkey: blank heads, each with a text below; and "Response", or a column (the respondent's id) without a text.
bool continues_below(const Row& heads, const Row& below) {
  bool blank_head = false, response = false, blank_below = false, number = false;
  for (std::size_t column = 0; column < std::max(width_of(heads), width_of(below)); ++column) {
    const std::string_view head = cell(heads, column), text = cell(below, column);
    if (head.empty() && text.empty()) {
      return false;
    }
    number = number || is_number(text);
    blank_head = blank_head || head.empty();
    response = response || is_response(text);
    blank_below = blank_below || text.empty();
  }
  return response || (!number && blank_head && blank_below);
}

// SmartSurvey: the question above each of its columns; below, the options or rows, and nothing below other questions.
bool repeats_above(const Row& heads, const Row& below) {
  bool repeated = false;
  for (std::size_t first = 0; first < heads.size();) {
    const std::string_view head = cell(heads, first);
    std::size_t next = first + 1;
    while (next < heads.size() && !head.empty() && cell(heads, next) == head) {
      ++next;
    }
    std::set<std::string_view> items;
    for (std::size_t column = first; column < next; ++column) {
      items.insert(cell(below, column));
    }
    const bool alone = next - first == 1;
    if (alone ? !items.contains("") && !is_response(*items.begin())
              : items.contains("") || items.size() < next - first) {
      return false;
    }
    repeated = repeated || !alone;
    first = next;
  }
  return repeated && width_of(below) <= width_of(heads);
}

// Titles of the pages of a questionnaire, above a heading of two rows: fewer than half of the heads below.
bool names_pages(const Row& pages, const Row& heads) {
  std::size_t filled = 0, bare = 0;
  for (std::size_t column = 0; column < heads.size(); ++column) {
    filled += cell(heads, column).empty() ? 0U : 1U;
    bare += !cell(heads, column).empty() && cell(pages, column).empty() ? 1U : 0U;
  }
  return 2 * bare > filled && width_of(pages) <= width_of(heads);
}

struct Extent {
  std::size_t above = 0;  // rows that are no part of the heading
  std::size_t rows = 1;
};

Extent guess_extent(Rows all) {
  const std::size_t above = rows_above(all);
  const Rows rows = all.subspan(above);
  for (std::size_t row = 1; row < std::min<std::size_t>(3, rows.size()); ++row) {
    if (has_import_ids(rows[row])) {
      return {above, row + 1};
    }
  }
  if (rows.size() > 1 && (continues_below(rows[0], rows[1]) || repeats_above(rows[0], rows[1]))) {
    return {above, 2};
  }
  if (rows.size() > 2 && names_pages(rows[0], rows[1]) && repeats_above(rows[1], rows[2])) {
    return {above + 1, 2};
  }
  return {above, 1};
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
    head.label = with_item(group.label, items[at]);
  }
}

// A column of its own below a question, with its item unless that says nothing.
void name_alone(Head& head, const std::string& question, std::size_t column, Names& names) {
  const bool plain = head.item.empty() || is_response(head.item) || question.empty();
  head.label = question.empty() ? head.item : plain ? question : with_item(question, head.item);
  head.name = names.unique(name_of(question.empty() ? head.item : question), column);
}

// Two rows: a question and, below it, its options or rows.
void read_questions_and_items(Header& header, const Row& heads, const Row& below) {
  Names names;
  for (std::size_t column = 0; column < header.columns.size();) {
    const std::string_view head = cell(heads, column);
    const auto goes_on = [&](std::size_t next) {
      const std::string_view other = cell(heads, next);
      return !head.empty() && (other.empty() || (other == head && !cell(below, next).empty()));
    };
    std::size_t next = column + 1;
    while (next < header.columns.size() && goes_on(next)) {
      ++next;
    }
    const std::string question = one_line(head);
    std::size_t responses = 0;
    for (std::size_t at = column; at < next; ++at) {
      header.columns[at].item = one_line(cell(below, at));
      header.columns[at].texts[0] = question;
      responses += is_response(header.columns[at].item) ? 1U : 0U;
    }
    if (next - column == 1) {
      name_alone(header.columns[column], question, column, names);
    } else if (responses == 1) {  // one answer, and beside it what was written under "Other"
      for (std::size_t at = column; at < next; ++at) {
        Head& one = header.columns[at];
        if (is_response(one.item)) {
          name_alone(one, question, at, names);
        } else {
          one.label = with_item(question, one.item);
          one.name = names.unique(fmt::format("{}_{}", short_name(question, 24), short_name(one.item, 24)), at);
        }
      }
    } else {
      header.groups.push_back({{}, question, column, next - column});
      name_group(header, header.groups.back(), names);
    }
    column = next;
  }
}

// What names have in common, up to the last stroke: "Q3_1", "Q3_2" -> "Q3"; empty when it is not that.
std::string common_name(std::span<const Head> heads) {
  const std::string& first = heads.front().name;
  const std::size_t stroke = first.find_last_of("_/.:");
  const std::string stem = first.substr(0, stroke == std::string::npos ? 0 : stroke);
  const bool common = !stem.empty() && std::ranges::all_of(heads, [&](const Head& head) {
    return head.name.size() > stem.size() + 1 && head.name.starts_with(stem) &&
           head.name.find_last_of("_/.:") == stroke;
  });
  return common ? stem : std::string();
}

// Columns whose texts begin with one question are its rows or options. Names that are words stay.
void find_groups(Header& header) {
  std::vector<std::string> texts;
  texts.reserve(header.columns.size());
  for (const Head& head : header.columns) {
    // Qualtrics: what was written under "Other" is a question of its own.
    texts.push_back(head.label.ends_with(" - Text") ? std::string() : head.label);
  }
  Names names;
  for (std::size_t column = 0; column < header.columns.size();) {
    const Stem stem = shared_stem(std::span(texts).subspan(column));
    const std::span<Head> heads = std::span(header.columns).subspan(column, stem.columns);
    if (stem.columns > 1) {
      HeadGroup group{common_name(heads), stem.question, column, stem.columns};
      for (std::size_t at = 0; at < stem.columns; ++at) {
        heads[at].item = stem.items[at];
        heads[at].label = with_item(stem.question, stem.items[at]);
      }
      if (header.rows == 1) {
        name_group(header, group, names);
      } else if (group.name.empty()) {
        group.name = short_name(group.label, 24);
      }
      header.groups.push_back(std::move(group));
    } else if (header.rows == 1) {
      heads.front().name = names.unique(name_of(heads.front().label), column);
    }
    column += stem.columns;
  }
}

// A row of names, and questions below it if there is a second.
void read_names(Header& header, Rows rows) {
  Names names;
  for (std::size_t column = 0; column < header.columns.size(); ++column) {
    Head& head = header.columns[column];
    const std::string text = one_line(cell(rows[0], column));
    head.name = names.unique(name_of(text), column);
    head.label = text;
    if (header.rows > 1) {
      // Qualtrics calls the answer so where there is a text beside it.
      head.label = text::replace_all(one_line(cell(rows[1], column)), " - Selected Choice", "");
    }
  }
  find_groups(header);
  for (std::size_t column = 0; column < header.columns.size(); ++column) {
    Head& head = header.columns[column];
    const std::string text = one_line(cell(rows[0], column));
    if (text.empty()) {
      header.guesses.push_back(fmt::format("column {} has no name: it is called `{}`", column + 1, head.name));
    } else if (head.item.empty() && head.name != name_of(text)) {
      header.guesses.push_back(
          fmt::format("`{}` names several columns: column {} is called `{}`", text, column + 1, head.name));
    }
    if (head.label == head.name) {
      head.label.clear();
    }
  }
}

// Whether the only row of heads reads like the answers below it: half of its texts occur again in their columns.
bool looks_like_answers(const Header& header, Rows rows) {
  if (header.rows != 1 || header.columns.size() < 2 || rows.size() < 10) {
    return false;
  }
  std::size_t again = 0;
  for (std::size_t column = 0; column < header.columns.size(); ++column) {
    const std::string_view head = cell(rows[0], column);
    again +=
        !head.empty() && std::ranges::any_of(rows.subspan(1), [&](const Row& row) { return cell(row, column) == head; })
            ? 1U
            : 0U;
  }
  return 2 * again >= header.columns.size();
}

std::string letters_without_marks(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
  const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string plain;
  (U_SUCCESS(status) ? decompose->normalize(source, status) : source).toUTF8String(plain);
  return text::fold(plain);
}

// Whether a column says no more than "ticked": one answer at most, or yes and no. "Other (please specify)" is free text
// beside them.
bool single_answer(const Column& column) {
  if (column.kind() != Kind::Categorical) {
    return false;
  }
  const auto& options = column.options();
  return options.size() <= 1 ||
         (options.size() == 2 && text::fold(options[0].label) == "no" && text::fold(options[1].label) == "yes");
}

}  // namespace

Header read_header(Rows first_rows, std::optional<int> rows) {
  Header header;
  Extent extent = guess_extent(first_rows);
  if (rows) {
    extent = {rows_above(first_rows), static_cast<std::size_t>(*rows)};
  }
  header.above = extent.above;
  header.rows = std::min(extent.rows, first_rows.size() - header.above);
  if (header.rows == 0) {
    return header;
  }
  const Rows heading = first_rows.subspan(header.above, header.rows);
  std::size_t columns = 0;
  for (const Row& row : heading) {
    columns = std::max(columns, width_of(row));
  }
  // Heads may be blank at the end, if there are answers below.
  for (const Row& row : first_rows.subspan(header.above + header.rows)) {
    columns = std::max(columns, std::min(width_of(row), heading[0].size()));
  }
  header.columns.resize(columns);
  for (std::size_t column = 0; column < columns; ++column) {
    for (const Row& row : heading) {
      header.columns[column].texts.push_back(one_line(cell(row, column)));
    }
  }
  if (header.above > 0) {
    header.guesses.push_back("above the heading stands what is no part of it: " +
                             quoted(first_rows.first(header.above)));
  }
  if (!rows && header.rows > 1) {
    header.guesses.push_back(fmt::format("the heading has {} rows", header.rows));
  }
  if (header.rows == 2 && !has_import_ids(heading[1])) {
    read_questions_and_items(header, heading[0], heading[1]);
  } else {
    read_names(header, heading);
  }
  if (looks_like_answers(header, first_rows.subspan(header.above))) {
    header.guesses.push_back(
        "the first row is taken for the names of the columns, although the same texts are answers "
        "below: put a row of names above it if it is an answer");
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
      const bool named_alike = head.name.starts_with(group.name + '_');
      set.members.push_back(
          {named_alike ? head.name.substr(group.name.size() + 1) : std::string(), head.item, head.name, {}});
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
