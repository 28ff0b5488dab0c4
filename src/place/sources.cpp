#include "place/sources.h"

#include <algorithm>
#include <optional>

#include "place/pack.h"

namespace kith::place {

std::string make_pack(const Sources& sources, const Library& library) {
  Problems problems;
  std::optional<Population> population;
  if (!sources.population.empty()) {
    population = read_population(sources.population, library);
  }
  std::vector<Index> indices;
  std::vector<std::string> vintages;
  for (const auto& [id, file] : sources.indices) {
    try {
      const Definition& definition = library.index(id);
      indices.push_back(read_index(file, definition, library, population ? &*population : nullptr));
      for (const std::string& vintage : definition.vintages) {
        if (std::ranges::find(vintages, vintage) == vintages.end()) {
          vintages.push_back(vintage);
        }
      }
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  problems.throw_if_any();
  return pack(read_postcodes(sources.postcodes, vintages, library), indices, library);
}

}  // namespace kith::place
