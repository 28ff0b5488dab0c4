// A table as the bytes of a prepared file (see prepared.h).
#include "data/packed.h"
#include "data/prepared.h"
#include "data/prepared_layout.h"

namespace kith::data {

namespace {

class Head : public PackedHead {
 public:
  void options(const std::vector<Option>& options) {
    number(options.size());
    for (const Option& option : options) {
      text(option.code);
      text(option.label);
      number(option.value ? 1 : 0);
      real(option.value.value_or(0));
      number(static_cast<std::uint64_t>(option.missing));
    }
  }
};

void add_column(const Column& column, Head& head, PackedArrays& arrays) {
  head.text(column.name);
  head.text(column.label);
  head.text(column.format);
  head.number(static_cast<std::uint64_t>(column.meaning));
  head.number(column.ordered ? 1 : 0);
  head.number(static_cast<std::uint64_t>(column.kind()));
  head.options(column.options());
  head.options(column.value_labels);
  head.number(column.missing_ranges.size());
  for (const MissingRange& range : column.missing_ranges) {
    head.real(range.low);
    head.real(range.high);
  }
  const auto array = [&](auto cells) { arrays.add(head, cells); };
  array(column.codes());
  array(column.numbers());
  array(column.ends());
  array(column.arena());
  array(column.reasons());
}

std::string head_of(const Table& table, PackedArrays& arrays) {
  Head head;
  head.text(table.source);
  head.number(table.rows());
  head.number(table.columns().size());
  for (const Column& column : table.columns()) {
    add_column(column, head, arrays);
  }
  head.number(table.sets.size());
  for (const ResponseSet& set : table.sets) {
    head.text(set.name);
    head.text(set.label);
    head.number(set.members.size());
    for (const ResponseSet::Member& member : set.members) {
      head.text(member.code);
      head.text(member.label);
      head.text(member.column);
      head.text(member.ticked);
    }
  }
  return head.take();
}

}  // namespace

std::string prepared(const Table& table) {
  return packed(prepared_magic, [&](PackedArrays& arrays) { return head_of(table, arrays); });
}

}  // namespace kith::data
