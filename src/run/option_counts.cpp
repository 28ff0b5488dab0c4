#include "run/option_counts.h"

#include <algorithm>
#include <numeric>

namespace kith::run {

namespace {

std::optional<std::uint8_t> code_of(const data::Column& column, const std::string& option) {
  const auto found = std::ranges::find(column.options(), option, &data::Option::code);
  return found == column.options().end() ? std::nullopt
                                         : std::optional(static_cast<std::uint8_t>(found - column.options().begin()));
}

bool agrees(const finding::Finding& figure, const std::vector<std::int64_t>& chosen) {
  finding::Finding::Answers answers = figure.answers;
  answers.chosen = chosen;
  return std::accumulate(chosen.begin(), chosen.end(), std::int64_t{0}) == figure.bases.unweighted &&
         (!figure.numerator || figure.numerator == counted(answers));
}

}  // namespace

std::optional<std::int64_t> counted(const finding::Finding::Answers& answers) {
  if (answers.chosen.size() != answers.of.size()) {
    return std::nullopt;
  }
  std::int64_t people = 0;
  for (std::size_t i = 0; i < answers.of.size(); ++i) {
    people += std::ranges::find(answers.options, answers.of[i]) == answers.options.end() ? 0 : answers.chosen[i];
  }
  return people;
}

const std::map<OptionCounts::Levels, std::int64_t>& OptionCounts::tally(const std::vector<std::string>& names) {
  const auto [entry, fresh] = known_.try_emplace(names);
  if (!fresh) {
    return entry->second;
  }
  std::vector<const data::Column*> columns;
  for (const std::string& name : names) {
    columns.push_back(table_.find(name));
    if (columns.back() == nullptr || columns.back()->kind() != data::Kind::Categorical) {
      return entry->second;
    }
  }
  Levels levels(columns.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row] != 0) {
      std::ranges::transform(columns, levels.begin(), [&](const data::Column* column) { return column->codes()[row]; });
      ++entry->second[levels];
    }
  }
  return entry->second;
}

std::vector<std::int64_t> OptionCounts::chosen(const finding::Finding& figure) {
  std::vector<std::string> names;
  Levels levels;
  for (const finding::Level& level : figure.by) {
    names.push_back(level.dimension);
    const data::Column* column = table_.find(level.dimension);
    const auto code = column == nullptr ? std::nullopt : code_of(*column, level.code);
    if (!code) {
      return {};
    }
    levels.push_back(*code);
  }
  names.push_back(figure.answers.question);
  const std::map<Levels, std::int64_t>& tallied = tally(names);
  const data::Column* answers = table_.find(figure.answers.question);
  std::vector<std::int64_t> chosen;
  levels.push_back(0);
  for (const std::string& option : figure.answers.of) {
    const auto code = answers == nullptr ? std::nullopt : code_of(*answers, option);
    levels.back() = code.value_or(0);
    const auto people = tallied.find(levels);
    chosen.push_back(code && people != tallied.end() ? people->second : 0);
  }
  return agrees(figure, chosen) ? chosen : std::vector<std::int64_t>{};
}

}  // namespace kith::run
