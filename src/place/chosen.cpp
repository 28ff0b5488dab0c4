#include "place/chosen.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::place {

std::vector<Chosen> choose(const Pack& pack, const JoinOptions& options) {
  std::vector<std::string> ids;
  for (const PackedIndex& index : pack.indices()) {
    ids.push_back(index.definition.id);
  }
  Problems problems;
  std::vector<Chosen> chosen;
  std::vector<std::pair<std::string, std::string>> nations;  // and the index that speaks for each
  for (const std::string& id : options.indices.empty() ? ids : options.indices) {
    const auto found = std::ranges::find(ids, id);
    if (found == ids.end()) {
      problems.add("unknown-index", fmt::format("the place pack has no index `{}`", id), {pack.source(), 0},
                   ids.empty() ? "it has none" : text::suggestion(id, ids));
      continue;
    }
    Chosen one{&pack.indices()[static_cast<std::size_t>(found - ids.begin())], {}, {}};
    const Definition& definition = one.index->definition;
    for (const std::string& nation : definition.nations) {
      const auto other = std::ranges::find(nations, nation, &std::pair<std::string, std::string>::first);
      if (other != nations.end()) {
        problems.add("two-indices", fmt::format("both `{}` and `{}` speak for {}", other->second, id, nation), {},
                     "one index a nation: name it with --index, and run again with --name for the other");
      }
      nations.emplace_back(nation, id);
    }
    for (const std::string& vintage : definition.vintages) {
      one.vintages.push_back(
          static_cast<std::size_t>(std::ranges::find(pack.vintages(), vintage) - pack.vintages().begin()));
    }
    for (const double cut : options.cuts) {
      try {
        one.ends.push_back(one.index->in_band(cut, options.by));
      } catch (const Error& error) {
        problems.add(error.problems());
        break;
      }
    }
    chosen.push_back(std::move(one));
  }
  problems.throw_if_any();
  return chosen;
}

Standing standing_of(std::uint32_t place, const Pack& pack, const std::vector<Chosen>& chosen) {
  Standing last;
  for (std::size_t which = 0; which < chosen.size(); ++which) {
    for (const std::size_t vintage : chosen[which].vintages) {
      const std::uint32_t area = pack.area(place, vintage);
      last = {which, area, area == nowhere ? nowhere : chosen[which].index->position_of_area[area]};
      if (last.in_index()) {
        return last;
      }
    }
  }
  return last;
}

}  // namespace kith::place
