// A prepared file as a table (see prepared.h). Nothing that the file says is used before it has been checked.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "data/packed.h"
#include "data/prepared.h"
#include "data/prepared_layout.h"

namespace kith::data {

namespace {

using Reader = PackedReader;

std::vector<Option> options(Reader& reader) {
  std::vector<Option> result(reader.count(5 * sizeof(std::uint64_t)));
  for (Option& option : result) {
    option.code = reader.text();
    option.label = reader.text();
    const bool has_value = reader.number() != 0;
    const double value = reader.real();
    option.value = has_value ? std::optional(value) : std::nullopt;
    option.missing = reader.one_of<Missing>(8);
    if (has_value && !std::isfinite(value)) {
      reader.damaged("an option whose value is not a number");
    }
  }
  return result;
}

struct Arrays {
  Cells<std::uint8_t> codes;
  Cells<double> numbers;
  Cells<std::uint32_t> ends;
  Cells<char> arena;
  Cells<std::uint8_t> reasons;
};

// Only of columns that are kept, so that the others are not touched.
void check_cells(const Reader& reader, const Arrays& arrays, Kind kind, std::size_t options, std::size_t rows) {
  const auto none_above = [](std::span<const std::uint8_t> cells, std::uint8_t limit) {
    return std::ranges::none_of(cells, [&](std::uint8_t cell) { return cell >= limit; });
  };
  const std::size_t cells = kind == Kind::Categorical ? arrays.codes.size()
                            : kind == Kind::Number    ? arrays.numbers.size()
                                                      : arrays.ends.size();
  if (cells != rows || (!arrays.reasons.empty() && arrays.reasons.size() != rows)) {
    reader.damaged("a column is not as long as the table");
  }
  if (!none_above(arrays.reasons.span(), 8)) {
    reader.damaged("a reason for missing that there is not");
  }
  if (kind == Kind::Categorical) {
    std::array<bool, 256> allowed{};
    std::fill_n(allowed.begin(), options, true);
    std::fill_n(allowed.begin() + missing_base + 1, 7, true);  // every reason; none is no reason
    if (options > max_options ||
        std::ranges::any_of(arrays.codes.span(), [&](std::uint8_t code) { return !allowed[code]; })) {
      reader.damaged("an answer that is none of its options");
    }
  }
  if (kind == Kind::Number && !std::ranges::all_of(arrays.numbers.span(), [](double v) { return std::isfinite(v); })) {
    reader.damaged("a number that is not finite");
  }
  if (kind == Kind::Text && rows > 0 &&
      (!std::ranges::is_sorted(arrays.ends.span()) || arrays.ends[rows - 1] > arrays.arena.size())) {
    reader.damaged("texts that overlap");
  }
}

struct Found {
  std::string name;
  Column column;
  bool kept = false;
};

Found column(Reader& reader, std::size_t rows, const std::vector<std::string>& wanted) {
  std::string name = reader.text();
  std::string label = reader.text();
  std::string format = reader.text();
  const auto meaning = reader.one_of<Meaning>(4);
  const bool ordered = reader.number() != 0;
  const auto kind = reader.one_of<Kind>(3);
  std::vector<Option> own = options(reader);
  std::vector<Option> value_labels = options(reader);
  std::vector<MissingRange> ranges(reader.count(2 * sizeof(double)));
  for (MissingRange& range : ranges) {
    range.low = reader.real();
    range.high = reader.real();
  }
  Arrays arrays{reader.array<std::uint8_t>(), reader.array<double>(), reader.array<std::uint32_t>(),
                reader.array<char>(), reader.array<std::uint8_t>()};
  Found found;
  found.name = name;
  found.kept = wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
  if (!found.kept) {
    return found;
  }
  check_cells(reader, arrays, kind, own.size(), rows);
  found.column =
      kind == Kind::Categorical ? Column::categorical(std::move(name), std::move(own), std::move(arrays.codes))
      : kind == Kind::Number
          ? Column::number(std::move(name), std::move(arrays.numbers), std::move(arrays.reasons))
          : Column::text(std::move(name), std::move(arrays.arena), std::move(arrays.ends), std::move(arrays.reasons));
  found.column.label = std::move(label);
  found.column.format = std::move(format);
  found.column.meaning = meaning;
  found.column.ordered = ordered;
  found.column.value_labels = std::move(value_labels);
  found.column.missing_ranges = std::move(ranges);
  return found;
}

void add_sets(Reader& reader, const ReadOptions& options, Table& table) {
  const std::size_t sets = reader.count(3 * sizeof(std::uint64_t));
  for (std::size_t i = 0; i < sets; ++i) {
    ResponseSet set{reader.text(), reader.text(), {}};
    set.members.resize(reader.count(4 * sizeof(std::uint64_t)));
    for (ResponseSet::Member& member : set.members) {
      member = {reader.text(), reader.text(), reader.text(), reader.text()};
    }
    if (options.columns.empty()) {
      for (const ResponseSet::Member& member : set.members) {
        if (table.find(member.column) == nullptr) {
          reader.damaged("a set of columns that there are not");
        }
      }
      table.sets.push_back(std::move(set));
    }
  }
}

void check_wanted(const Table& table, const std::vector<std::string>& names, const ReadOptions& options) {
  Problems problems;
  for (const std::string& wanted : options.columns) {
    if (table.find(wanted) == nullptr) {
      problems.add("unknown-column", fmt::format("there is no column `{}`", wanted), {table.source, 0},
                   text::suggestion(wanted, names));
    }
  }
  problems.throw_if_any();
}

}  // namespace

bool is_prepared(std::string_view bytes) {
  return bytes.starts_with(prepared_magic);
}

Imported read_prepared(std::shared_ptr<const MappedFile> file, const std::string& source, const ReadOptions& options) {
  Reader reader(std::move(file), source, {"the prepared table", "make it again with kith convert"});
  reader.enter(prepared_magic.size());
  Imported imported;
  Table& table = imported.table;
  table.source = source;
  reader.text();  // of the file that it was made from
  const std::uint64_t rows = reader.number();
  const std::size_t columns = reader.count(sizeof(std::uint64_t));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns; ++i) {
    Found found = column(reader, rows, options.columns);
    names.push_back(found.name);
    if (found.kept) {
      table.add(std::move(found.column));
    }
  }
  add_sets(reader, options, table);
  check_wanted(table, names, options);
  return imported;
}

}  // namespace kith::data
