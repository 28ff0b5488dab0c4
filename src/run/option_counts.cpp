#include "run/option_counts.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace kith::run {

namespace {

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

const OptionCounts::Coded* OptionCounts::coded(const std::string& name) {
  const data::Column* column = table_.find(name);
  if (column == nullptr || column->kind() == data::Kind::Text) {
    return nullptr;
  }
  const auto [entry, fresh] = coded_.try_emplace(name);
  Coded& result = entry->second;
  if (!fresh) {
    return result.codes.empty() ? nullptr : &result;
  }
  if (column->kind() == data::Kind::Categorical) {
    for (const data::Option& option : column->options()) {
      result.options.push_back(option.code);
    }
    result.codes.assign(column->codes().begin(), column->codes().end());
    return &result;
  }
  constexpr std::uint8_t none = data::missing_code(data::Missing::Other);
  std::map<double, std::uint8_t> numbers;
  for (std::size_t row = 0; row < column->size(); ++row) {
    if (const auto number = column->number_at(row)) {
      numbers.emplace(*number, none);
    }
    if (numbers.size() > data::max_options) {
      return nullptr;
    }
  }
  for (auto& [number, code] : numbers) {
    code = static_cast<std::uint8_t>(result.options.size());
    result.options.push_back(text::exact(number));
  }
  result.codes.resize(column->size(), none);
  for (std::size_t row = 0; row < column->size(); ++row) {
    if (const auto number = column->number_at(row)) {
      result.codes[row] = numbers.at(*number);
    }
  }
  return &result;
}

std::vector<std::string> OptionCounts::few_numbers(const std::string& question) {
  constexpr std::size_t most = 12;
  const Coded* column = coded(question);
  return column == nullptr || column->options.size() > most ? std::vector<std::string>{} : column->options;
}

std::optional<std::uint8_t> OptionCounts::code_of(const std::string& name, const std::string& option) {
  const Coded* column = coded(name);
  if (column == nullptr) {
    return std::nullopt;
  }
  const auto found = std::ranges::find(column->options, option);
  return found == column->options.end() ? std::nullopt
                                        : std::optional(static_cast<std::uint8_t>(found - column->options.begin()));
}

const std::map<OptionCounts::Levels, std::int64_t>& OptionCounts::tally(const std::vector<std::string>& names) {
  const auto [entry, fresh] = known_.try_emplace(names);
  if (!fresh) {
    return entry->second;
  }
  std::vector<const Coded*> columns;
  for (const std::string& name : names) {
    columns.push_back(coded(name));
    if (columns.back() == nullptr) {
      return entry->second;
    }
  }
  Levels levels(columns.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row] != 0) {
      std::ranges::transform(columns, levels.begin(), [&](const Coded* column) { return column->codes[row]; });
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
    const auto code = code_of(level.dimension, level.code);
    if (!code) {
      return {};
    }
    levels.push_back(*code);
  }
  names.push_back(figure.answers.question);
  const std::map<Levels, std::int64_t>& tallied = tally(names);
  std::vector<std::int64_t> chosen;
  levels.push_back(0);
  for (const std::string& option : figure.answers.of) {
    const auto code = code_of(figure.answers.question, option);
    levels.back() = code.value_or(0);
    const auto people = tallied.find(levels);
    chosen.push_back(code && people != tallied.end() ? people->second : 0);
  }
  return agrees(figure, chosen) ? chosen : std::vector<std::int64_t>{};
}

}  // namespace kith::run
