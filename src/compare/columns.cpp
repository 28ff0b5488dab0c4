#include "compare/columns.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "compare/composition.h"
#include "estimate/estimate.h"

namespace kith::compare {

std::vector<std::string> columns(const std::vector<Side>& sides, const std::vector<std::string>& margins,
                                 std::vector<std::string> more) {
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::ranges::find(more, name) == more.end()) {
      more.push_back(name);
    }
  };
  for (const Side& side : sides) {
    std::ranges::for_each(estimate::columns({.measures = {side.measure}, .where = side.where, .design = side.design}),
                          add);
    if (side.cells) {
      add(side.cells->base);
      add(side.cells->design_factor);
    }
  }
  for (const std::string& margin : margins) {
    std::ranges::for_each(columns_of(margin), add);
  }
  return more;
}

const data::Column* measured_column(const Side& side) {
  const std::size_t open = side.measure.find('('), close = side.measure.rfind(')');
  return open == std::string::npos || close == std::string::npos || close < open
             ? nullptr
             : side.table->find(text::trim(std::string_view(side.measure).substr(open + 1, close - open - 1)));
}

}  // namespace kith::compare
