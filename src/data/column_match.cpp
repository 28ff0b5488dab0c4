#include "data/column_match.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "data/given.h"

namespace kith::data {

namespace {

// Everything that a column may be called in a mapping file.
std::vector<std::string> headers_of(const Imported& imported, std::size_t column) {
  const Column& of = imported.table.columns()[column];
  std::vector<std::string> headers{of.name, of.label};
  if (column < imported.heads.size()) {
    const auto& texts = imported.heads[column];
    headers.insert(headers.end(), texts.begin(), texts.end());
    headers.push_back(text::join(texts, " / "));
  }
  return headers;
}

}  // namespace

ColumnMatch::ColumnMatch(const Imported& imported, const Mapping& mapping, std::string source)
    : imported_(imported),
      mapping_(mapping),
      source_(std::move(source)),
      names_(imported.table.names()),
      used_(imported.table.columns().size()) {}

std::optional<std::size_t> ColumnMatch::use(std::optional<std::size_t> column) {
  if (column) {
    used_[*column] = true;
  }
  return column;
}

std::optional<std::size_t> ColumnMatch::by_name(std::string_view name) const {
  for (const bool fold : {false, true}) {
    const auto found = std::ranges::find_if(
        names_, [&](const std::string& other) { return fold ? text::fold(other) == text::fold(name) : other == name; });
    if (found != names_.end()) {
      return static_cast<std::size_t>(found - names_.begin());
    }
  }
  return std::nullopt;
}

// The one column with this header; none when several have it ("Response").
std::optional<std::size_t> ColumnMatch::by_header(const std::string& header) const {
  const std::string wanted = answer_key(header);
  std::optional<std::size_t> found;
  for (std::size_t column = 0; column < names_.size(); ++column) {
    if (std::ranges::any_of(headers_of(imported_, column),
                            [&](const std::string& text) { return answer_key(text) == wanted; })) {
      if (found) {
        return std::nullopt;
      }
      found = column;
    }
  }
  return found;
}

std::optional<std::size_t> ColumnMatch::by_wording(const std::string& wording) const {
  return wording.empty() ? std::nullopt : by_header(wording);
}

std::optional<std::size_t> ColumnMatch::mapped(const MappedColumn& to, Problems& problems) {
  const auto exact = std::ranges::find(names_, to.header);
  const auto column =
      exact != names_.end() ? std::optional(static_cast<std::size_t>(exact - names_.begin())) : by_header(to.header);
  if (!column) {
    std::vector<std::string> headers;
    for (std::size_t at = 0; at < names_.size(); ++at) {
      const auto all = headers_of(imported_, at);
      headers.push_back(at < imported_.heads.size() ? all.back() : all.front());
    }
    problems.add("missing-column", fmt::format("{} has no single column `{}`", source_, to.header), to.where,
                 text::suggestion(to.header, headers));
  }
  return use(column);
}

void ColumnMatch::missing(const std::string& what, const std::string& name, Problems& problems) const {
  problems.add("missing-column", fmt::format("no column holds {} `{}`", what, name), {source_, 1},
               fmt::format("{}; or name its column in a mapping file", text::suggestion(name, names_)));
}

std::optional<std::size_t> ColumnMatch::column(const std::string& name, Problems& problems) {
  if (const auto to = mapping_.columns.find(name); to != mapping_.columns.end()) {
    return mapped(to->second, problems);
  }
  const auto found = by_name(name);
  if (!found) {
    missing("the", name, problems);
  }
  return use(found);
}

QuestionColumns ColumnMatch::question(const study::Question& question, Problems& problems) {
  QuestionColumns columns;
  if (const auto to = mapping_.columns.find(question.name); to != mapping_.columns.end()) {
    columns.single = mapped(to->second, problems);
    return columns;
  }
  if (const auto to = mapping_.multiple.find(question.name); to != mapping_.multiple.end()) {
    for (const auto& [option, column] : to->second) {
      if (const auto found = mapped(column, problems)) {
        columns.options[option] = *found;
      }
    }
    return columns;
  }
  if (question.type == study::QuestionType::Multiple) {
    for (const study::Option& option : question.options) {
      if (const auto found = use(by_name(question.name + '_' + option.code))) {
        columns.options[option.code] = *found;
      }
    }
    if (!columns.found()) {
      columns = from_set(question);
    }
    if (columns.found()) {
      return columns;
    }
  }
  columns.single = use(by_name(question.name));
  if (!columns.single) {
    columns.single = use(by_wording(question.text));
    columns.by_wording = columns.single.has_value();
  }
  if (!columns.single) {
    missing("the question", question.name, problems);
  }
  return columns;
}

// A multiple-response set of the file that has the question's name or wording.
QuestionColumns ColumnMatch::from_set(const study::Question& question) {
  QuestionColumns columns;
  for (const ResponseSet& set : imported_.table.sets) {
    const bool same_name = text::fold(set.name) == text::fold(question.name);
    if (!same_name && answer_key(set.label) != answer_key(question.text)) {
      continue;
    }
    for (const study::Option& option : question.options) {
      const auto member = std::ranges::find_if(set.members, [&](const ResponseSet::Member& each) {
        return answer_key(each.code) == answer_key(option.code) || answer_key(each.label) == answer_key(option.label);
      });
      if (member != set.members.end()) {
        if (const auto column = use(by_name(member->column))) {
          columns.options[option.code] = *column;
        }
      }
    }
    columns.by_wording = !same_name;
    return columns;
  }
  return columns;
}

std::vector<std::string> ColumnMatch::unused() const {
  std::vector<std::string> unused;
  for (std::size_t column = 0; column < names_.size(); ++column) {
    if (!used_[column]) {
      unused.push_back(names_[column]);
    }
  }
  return unused;
}

}  // namespace kith::data
