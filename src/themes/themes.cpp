#include "themes/themes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "study/made_columns.h"

namespace kith::themes {

namespace {

using data::Column;
using data::Missing;

constexpr std::uint8_t no = 0;
constexpr std::uint8_t yes = 1;

std::string cell(const Column& column, std::size_t row) {
  return std::string(text::trim(column.label_at(row)));
}

std::string key(const Column& column, std::size_t row) {
  return column.kind() == data::Kind::Categorical && column.missing_at(row) == Missing::None
             ? column.options()[column.codes()[row]].code
             : cell(column, row);
}

// A theme and everything above it in the codebook.
std::vector<std::string> with_parents(const std::vector<Theme>& themes, const std::string& code) {
  std::vector<std::string> line;
  for (std::string at = code; !at.empty() && std::ranges::find(line, at) == line.end();) {
    line.push_back(at);
    const auto found = std::ranges::find(themes, at, &Theme::code);
    at = found == themes.end() ? std::string() : found->parent;
  }
  return line;
}

struct Read {
  std::string coder;             // the coder who decides
  std::set<std::string> themes;  // with those above
};

}  // namespace

std::string column_of(std::string_view theme) {
  return study::theme_column(theme);
}

std::vector<Coding> codings(const data::Table& table, Problems& problems) {
  const Column* columns[3] = {table.find("answer_id"), table.find("coder"), table.find("theme")};
  static constexpr const char* names[3] = {"answer_id", "coder", "theme"};
  bool complete = true;
  for (int i = 0; i < 3; ++i) {
    if (columns[i] == nullptr) {
      problems.add("codings-column", fmt::format("a file of codings needs the column `{}`", names[i]),
                   {table.source, 1}, text::suggestion(names[i], table.names()));
      complete = false;
    }
  }
  std::vector<Coding> rows;
  if (!complete) {
    return rows;
  }
  rows.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Where where{table.source, static_cast<int>(row) + 2};
    Coding coding{key(*columns[0], row), key(*columns[1], row), key(*columns[2], row), where};
    if (coding.answer.empty()) {
      problems.add("codings-answer", "this coding names no answer", where, "give the respondent's id in answer_id");
      continue;
    }
    rows.push_back(std::move(coding));
  }
  return rows;
}

Summary add_theme_columns(data::Table& responses, std::string_view id, std::string_view question,
                          const std::vector<Theme>& themes, const std::vector<Coding>& codings, Problems& problems) {
  const Column& ids = responses.column(id);
  const Column& answers = responses.column(question);
  std::unordered_map<std::string, std::size_t> row_of;
  std::vector<std::string> known_ids;
  for (std::size_t row = 0; row < responses.rows(); ++row) {
    known_ids.push_back(key(ids, row));
    row_of.emplace(known_ids.back(), row);
  }
  std::vector<std::string> known_themes;
  known_themes.reserve(themes.size());
  for (const Theme& theme : themes) {
    known_themes.push_back(theme.code);
  }

  Summary summary;
  std::set<std::string> coders;
  std::map<std::size_t, Read> read;
  for (const Coding& coding : codings) {
    const auto found = row_of.find(coding.answer);
    if (found == row_of.end()) {
      problems.add("codings-answer", fmt::format("there is no respondent `{}`", coding.answer), coding.where,
                   text::suggestion(coding.answer, known_ids));
      continue;
    }
    if (!coding.theme.empty() && std::ranges::find(known_themes, coding.theme) == known_themes.end()) {
      problems.add("codings-theme", fmt::format("the codebook has no theme `{}` for `{}`", coding.theme, question),
                   coding.where, text::suggestion(coding.theme, known_themes));
      continue;
    }
    if (answers.missing_at(found->second) != Missing::None) {
      problems.add("codings-empty", fmt::format("respondent `{}` did not answer `{}`", coding.answer, question),
                   coding.where, "remove the coding, or restore the answer");
      continue;
    }
    coders.insert(coding.coder);
    Read& one = read.try_emplace(found->second, Read{coding.coder, {}}).first->second;
    if (one.coder == coding.coder && !coding.theme.empty()) {
      one.themes.merge([&] {
        const auto line = with_parents(themes, coding.theme);
        return std::set<std::string>(line.begin(), line.end());
      }());
    }
  }

  std::vector<std::uint8_t> unread(responses.rows());
  for (std::size_t row = 0; row < responses.rows(); ++row) {
    const Missing reason = answers.missing_at(row);
    summary.answers += reason == Missing::None ? 1U : 0U;
    unread[row] = data::missing_code(reason == Missing::None ? Missing::Blank : reason);
  }
  summary.coded = read.size();
  summary.coders = coders.size();

  std::vector<Column> columns;
  for (const Theme& theme : themes) {
    std::vector<std::uint8_t> codes = unread;
    for (const auto& [row, one] : read) {
      codes[row] = one.themes.contains(theme.code) ? yes : no;
    }
    Column column =
        Column::categorical(column_of(theme.code),
                            {{"no", "No", 0.0, Missing::None}, {"yes", "Yes", 1.0, Missing::None}}, std::move(codes));
    column.label = theme.label;
    columns.push_back(std::move(column));
  }
  for (Column& column : columns) {
    responses.add(std::move(column));
  }
  return summary;
}

}  // namespace kith::themes
