#include "data/response_set.h"

#include <algorithm>

#include "base/text.h"

namespace kith::data {

namespace {

bool means_no(std::string_view text) {
  const std::string folded = text::fold(text);
  return folded.empty() || folded == "0" || folded == "no" || folded == "not selected" || folded == "false";
}

// `ticked` names the selecting value by its code or label; without it, anything that does not mean no.
bool selects(const ResponseSet::Member& member, std::string_view code, std::string_view label) {
  if (!member.ticked.empty()) {
    return member.ticked == code || member.ticked == label;
  }
  return !means_no(code) && !means_no(label);
}

}  // namespace

std::vector<Tick> ticks(const Table& table, const ResponseSet::Member& member) {
  const Column& column = table.column(member.column);
  std::vector<Tick> result(column.size(), Tick::Missing);
  if (column.kind() == Kind::Categorical) {
    std::array<Tick, 256> by_code{};
    for (std::size_t i = 0; i < column.options().size(); ++i) {
      const Option& option = column.options()[i];
      by_code[i] = option.missing != Missing::None              ? Tick::Missing
                   : selects(member, option.code, option.label) ? Tick::Yes
                                                                : Tick::No;
    }
    std::ranges::transform(column.codes(), result.begin(), [&](std::uint8_t code) { return by_code[code]; });
    return result;
  }
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.missing_at(row) == Missing::None) {
      const std::string value = column.label_at(row);
      result[row] = selects(member, value, value) ? Tick::Yes : Tick::No;
    }
  }
  return result;
}

std::vector<std::uint8_t> unanswered(const Table& table, const ResponseSet& set) {
  std::vector<std::uint8_t> reasons(table.rows(), static_cast<std::uint8_t>(Missing::Blank));
  for (std::size_t i = 0; i < set.members.size(); ++i) {
    const Column& column = table.column(set.members[i].column);
    for (std::size_t row = 0; row < reasons.size(); ++row) {
      if (i == 0 || reasons[row] != 0) {
        const auto reason = static_cast<std::uint8_t>(column.missing_at(row));
        reasons[row] = i == 0 || reason == 0 ? reason : reasons[row];
      }
    }
  }
  return reasons;
}

std::optional<std::size_t> member(const ResponseSet& set, std::string_view code_or_label) {
  for (const auto field : {&ResponseSet::Member::code, &ResponseSet::Member::label}) {
    const auto found = std::ranges::find(set.members, code_or_label, field);
    if (found != set.members.end()) {
      return static_cast<std::size_t>(found - set.members.begin());
    }
  }
  return std::nullopt;
}

}  // namespace kith::data
