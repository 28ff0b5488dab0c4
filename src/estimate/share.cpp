// Shares: the mean of a yes-or-no property over those who answered.
//
//   share(x)               one share for each option of a question; of a multi-response set one for each member, over
//                          those who answered the set
//   share(x in "a","b")    of one or several options together, computed from the answers and not by adding up rounded
//   shares share(condition)       of those for whom it is true
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "estimate/measure.h"

namespace kith::estimate {

namespace {

Figure share_of(std::string code, std::string label, std::size_t component) {
  return {std::move(code),
          std::move(label),
          [component](std::span<const double> totals) { return quotient(totals, component, 0); },
          component,
          0,
          0};
}

void add_option(Measure& measure, const data::Expression& property, std::string code, std::string label,
                const data::Table& table) {
  measure.components.push_back(property.over(table));
  measure.figures.push_back(share_of(std::move(code), std::move(label), measure.components.size()));
}

void add_members(Measure& measure, const data::Expression& question, const data::ResponseSet& set,
                 const data::Table& table) {
  for (const data::ResponseSet::Member& member : set.members) {
    add_option(measure, question.equals(member.code), member.code, member.label, table);
  }
}

void add_options(Measure& measure, const data::Expression& question, const data::Column& column,
                 const data::Table& table) {
  if (column.kind() != data::Kind::Categorical) {
    throw Error({"no-options",
                 fmt::format("`{}` has no options whose shares could be taken", column.name),
                 {table.source, 0},
                 column.kind() == data::Kind::Number
                     ? fmt::format("use mean({0}), or a condition such as share({0} > 0)", question.text())
                     : "code the text first"});
  }
  measure.partition = true;
  for (const data::Option& option : column.options()) {
    if (option.missing == data::Missing::None) {
      add_option(measure, question.equals(option.code), option.code, option.label, table);
    }
  }
}

void add_condition(Measure& measure, const data::Expression& condition, const data::Table& table) {
  add_option(measure, condition, {}, {}, table);
  if (!measure.components.back().is_condition()) {
    throw Error({"not-a-condition",
                 fmt::format("share({}) needs a condition", condition.text()),
                 {},
                 "compare it with something, or use mean"});
  }
}

Measure make(const std::vector<data::Expression>& arguments, const data::Table& table) {
  expect_arguments(share_kind, arguments, 1);
  Measure measure;
  measure.text = call_text(share_kind.name, arguments);
  measure.kind = finding::Kind::Share;
  const data::Expression& argument = arguments[0];
  const std::optional<std::string> name = argument.single_column();
  const data::Column* column = name ? table.find(*name) : nullptr;
  const data::ResponseSet* set = name ? table.set(*name) : nullptr;
  if (column != nullptr) {
    add_options(measure, argument, *column, table);
  } else if (set != nullptr) {
    add_members(measure, argument, *set, table);
  } else {
    add_condition(measure, argument, table);
  }
  return measure;
}

}  // namespace

const MeasureKind share_kind{
    "share", "share(x)",
    "The share of each option of a question; share(x in \"a\",\"b\") of some options together; "
    "share(condition) of those for whom it is true.",
    make};
const MeasureKind net_kind{"net", "net(x in \"a\",\"b\")", "Another name of share, for several options together.",
                           make};

}  // namespace kith::estimate
