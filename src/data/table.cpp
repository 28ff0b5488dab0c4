#include "data/table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::data {

namespace {

Missing reason_of(std::span<const std::uint8_t> reasons, std::size_t row) {
  return reasons.empty() ? Missing::None : static_cast<Missing>(reasons[row]);
}

bool within(std::span<const MissingRange> ranges, double value) {
  return std::ranges::any_of(ranges, [&](const MissingRange& r) { return r.low <= value && value <= r.high; });
}

}  // namespace

std::string_view to_string(Missing reason) {
  static constexpr std::array<std::string_view, 8> names{"answered", "blank",     "not_asked", "dont_know",
                                                         "refused",  "illegible", "withdrawn", "other"};
  return names[static_cast<std::size_t>(reason)];
}

Column Column::categorical(std::string name, std::vector<Option> options, Cells<std::uint8_t> codes) {
  Column column;
  column.name = std::move(name);
  column.kind_ = Kind::Categorical;
  column.options_ = std::move(options);
  column.codes_ = std::move(codes);
  return column;
}

Column Column::number(std::string name, Cells<double> values, Cells<std::uint8_t> reasons) {
  Column column;
  column.name = std::move(name);
  column.kind_ = Kind::Number;
  column.numbers_ = std::move(values);
  column.reasons_ = std::move(reasons);
  return column;
}

void Column::describe_like(const Column& other) {
  label = other.label;
  format = other.format;
  meaning = other.meaning;
  ordered = other.ordered;
  value_labels = other.value_labels;
  missing_ranges = other.missing_ranges;
}

Column Column::text(std::string name, const std::vector<std::string>& values, Cells<std::uint8_t> reasons) {
  std::size_t bytes = 0;
  for (const std::string& value : values) {
    bytes += value.size();
  }
  if (bytes > UINT32_MAX) {
    throw Error({"text-too-long", fmt::format("the answers of `{}` are longer than 4 GB together", name), {}, {}});
  }
  std::string arena;
  std::vector<std::uint32_t> ends;
  arena.reserve(bytes);
  ends.reserve(values.size());
  for (const std::string& value : values) {
    arena += value;
    ends.push_back(static_cast<std::uint32_t>(arena.size()));
  }
  return text(std::move(name), std::move(arena), std::move(ends), std::move(reasons));
}

Column Column::text(std::string name, Cells<char> arena, Cells<std::uint32_t> ends, Cells<std::uint8_t> reasons) {
  Column column;
  column.name = std::move(name);
  column.kind_ = Kind::Text;
  column.arena_ = std::move(arena);
  column.ends_ = std::move(ends);
  column.reasons_ = std::move(reasons);
  return column;
}

Column Column::text(std::string name, std::string arena, Cells<std::uint32_t> ends, Cells<std::uint8_t> reasons) {
  const auto kept = std::make_shared<const std::string>(std::move(arena));
  return text(std::move(name), Cells<char>(*kept, kept), std::move(ends), std::move(reasons));
}

std::size_t Column::size() const {
  switch (kind_) {
    case Kind::Categorical:
      return codes_.size();
    case Kind::Number:
      return numbers_.size();
    case Kind::Text:
      return ends_.size();
  }
  return 0;
}

std::size_t Column::bytes() const {
  return codes_.size() + numbers_.size() * sizeof(double) + ends_.size() * sizeof(std::uint32_t) + arena_.size() +
         reasons_.size();
}

std::optional<std::size_t> Column::option(std::string_view code_or_label) const {
  for (const auto field : {&Option::code, &Option::label}) {
    const auto found = std::ranges::find(options_, code_or_label, field);
    if (found != options_.end()) {
      return static_cast<std::size_t>(found - options_.begin());
    }
  }
  return std::nullopt;
}

std::string_view Column::text_at(std::size_t row) const {
  const std::uint32_t begin = row == 0 ? 0 : ends_[row - 1];
  return {arena_.span().data() + begin, ends_[row] - begin};
}

Missing Column::missing_at(std::size_t row) const {
  if (kind_ == Kind::Categorical) {
    const std::uint8_t code = codes_[row];
    return code >= missing_base ? static_cast<Missing>(code - missing_base) : options_[code].missing;
  }
  const Missing reason = reason_of(reasons_.span(), row);
  if (reason == Missing::None && kind_ == Kind::Number && within(missing_ranges, numbers_[row])) {
    const auto labelled = std::ranges::find(value_labels, std::optional(numbers_[row]), &Option::value);
    return labelled == value_labels.end() || labelled->missing == Missing::None ? Missing::Other : labelled->missing;
  }
  return reason;
}

std::optional<double> Column::number_at(std::size_t row) const {
  if (kind_ == Kind::Text || missing_at(row) != Missing::None) {
    return std::nullopt;
  }
  return kind_ == Kind::Number ? std::optional(numbers_[row]) : options_[codes_[row]].value;
}

std::string Column::label_at(std::size_t row) const {
  if (missing_at(row) != Missing::None) {
    return {};
  }
  switch (kind_) {
    case Kind::Categorical:
      return options_[codes_[row]].label;
    case Kind::Number:
      return text::exact(numbers_[row]);
    case Kind::Text:
      return std::string(text_at(row));
  }
  return {};
}

void Column::set_options(std::vector<Option> options) {
  if (options.size() != options_.size()) {
    throw Error(
        {"options-differ", fmt::format("`{}` has {} options, not {}", name, options_.size(), options.size()), {}, {}});
  }
  options_ = std::move(options);
}

void Column::set_reasons(std::vector<std::uint8_t> reasons) {
  reasons_ = std::move(reasons);
}

void Column::set_codes(std::vector<std::uint8_t> codes) {
  codes_ = std::move(codes);
}

void Table::add(Column column) {
  if (find(column.name) != nullptr) {
    throw Error({"duplicate-column",
                 fmt::format("two columns are named `{}`", column.name),
                 {source, 0},
                 "rename one of them"});
  }
  if (!columns_.empty() && column.size() != rows_) {
    throw Error({"column-length",
                 fmt::format("column `{}` has {} rows where the table has {}", column.name, column.size(), rows_),
                 {source, 0},
                 {}});
  }
  rows_ = column.size();
  columns_.push_back(std::move(column));
}

const Column* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(columns_, name, &Column::name);
  return found == columns_.end() ? nullptr : &*found;
}

const Column& Table::column(std::string_view name) const {
  if (const Column* found = find(name)) {
    return *found;
  }
  throw Error(
      {"unknown-column", fmt::format("there is no column `{}`", name), {source, 0}, text::suggestion(name, names())});
}

const ResponseSet* Table::set(std::string_view name) const {
  const auto found = std::ranges::find(sets, name, &ResponseSet::name);
  return found == sets.end() ? nullptr : &*found;
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> names;
  names.reserve(columns_.size());
  for (const Column& column : columns_) {
    names.push_back(column.name);
  }
  return names;
}

void Lines::add(std::size_t row, int line) {
  breaks_.push_back({row, line});
}

int Lines::of(std::size_t row) const {
  const auto after = std::ranges::upper_bound(breaks_, row, {}, &Break::row);
  if (after == breaks_.begin()) {
    return 0;
  }
  const Break& before = *(after - 1);
  return before.line + static_cast<int>(row - before.row);
}

std::size_t Table::bytes() const {
  std::size_t bytes = 0;
  for (const Column& column : columns_) {
    bytes += column.bytes();
  }
  return bytes;
}

}  // namespace kith::data
