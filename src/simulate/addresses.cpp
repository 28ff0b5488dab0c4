#include "simulate/addresses.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "place/study_places.h"
#include "simulate/draws.h"

namespace kith::simulate {

namespace {

constexpr std::size_t stretch = 12;        // postcodes that a project's people live in, of each kind
constexpr double between_projects = 0.18;  // standard deviation of the share in deprived areas

using Pool = std::vector<const Address*>;

// Of one nation: in deprived areas, elsewhere, and all.
struct Nation {
  Pool deprived, elsewhere, all;
};

// The study's nation that an index speaks for, by its name; empty when it speaks for several.
std::string nation_of(const study::Study& study, const place::Definition& definition) {
  if (definition.nations.size() != 1) {
    return {};
  }
  const auto nation = std::ranges::find_if(study.nations, [&](const study::Nation& one) {
    return text::fold(one.name) == text::fold(definition.nations.front());
  });
  return nation == study.nations.end() ? std::string() : nation->code;
}

std::string typed(const std::string& postcode, double uniform) {
  if (uniform < 0.15) {
    return text::fold(postcode);
  }
  return uniform < 0.4 ? text::replace_all(postcode, " ", "") : postcode;
}

}  // namespace

std::vector<Address> addresses_of(const study::Study& study, Problems& problems) {
  std::vector<Address> addresses;
  const std::optional<place::Pack> pack = place::pack_of(study, problems);
  if (!pack || !study.place) {
    return addresses;
  }
  const place::Pack& places = *pack;
  const place::JoinOptions options = place::join_options(*study.place);
  struct Chosen {
    const place::PackedIndex* index;
    std::string nation;
    std::size_t worst;
  };
  std::vector<Chosen> chosen;
  for (const place::PackedIndex& index : places.indices()) {
    if (options.indices.empty() || std::ranges::find(options.indices, index.definition.id) != options.indices.end()) {
      chosen.push_back({&index, nation_of(study, index.definition), index.in_band(study.place->cut, options.by)});
    }
  }
  places.each([&](const place::Postcode& postcode, const place::Found& found) {
    for (const Chosen& one : chosen) {
      for (std::size_t vintage = 0; vintage < places.vintages().size(); ++vintage) {
        const std::uint32_t area = places.area(found.place, vintage);
        const std::uint32_t position = area == place::nowhere ? place::nowhere : one.index->position_of_area[area];
        if (position != place::nowhere && (found.marks & place::terminated) == 0) {
          addresses.push_back({place::to_text(postcode), one.nation, position < one.worst});
          return;
        }
      }
    }
  });
  return addresses;
}

std::vector<std::string> postcodes(const study::Population& population, const std::string& wave, const Recipe& recipe,
                                   const std::vector<Person>& people, const std::vector<Address>& addresses,
                                   Problems& problems) {
  std::map<std::string, Nation> nations;
  for (const Address& address : addresses) {
    for (const std::string& nation : {address.nation, std::string()}) {
      Nation& one = nations[nation];
      if (one.all.empty() || one.all.back() != &address) {
        one.all.push_back(&address);
        (address.deprived ? one.deprived : one.elsewhere).push_back(&address);
      }
    }
  }
  const PopulationRecipe& plan = recipe.population(population.code);
  const std::string scope = population.code + "/" + wave;
  const Draws projects(recipe.seed, population.code + "/home");
  const Draws homes(recipe.seed, scope + "/home");
  std::vector<std::string> cells;
  std::vector<std::string> nowhere_to_live;
  for (const Person& person : people) {
    const auto own = nations.find(person.nation);
    const auto any = nations.find("");
    const Nation* nation = own != nations.end() ? &own->second : nullptr;
    if (nation == nullptr && any != nations.end() && person.nation.empty()) {
      nation = &any->second;
    }
    if (nation == nullptr || nation->all.empty()) {
      if (std::ranges::find(nowhere_to_live, person.nation) == nowhere_to_live.end()) {
        nowhere_to_live.push_back(person.nation);
      }
      cells.emplace_back();
      continue;
    }
    const Pool* pool = &nation->all;
    if (plan.deprived) {
      const double share = *plan.deprived + between_projects * projects.normal(person.place, 1);
      pool = homes.uniform(person.key) < share ? &nation->deprived : &nation->elsewhere;
      pool = pool->empty() ? &nation->all : pool;
    }
    const std::size_t start = projects.below(pool->size(), person.place);
    const std::size_t step = homes.below(std::min(stretch, pool->size()), person.key, 1);
    const std::string& postcode = (*pool)[(start + step) % pool->size()]->postcode;
    const double given = homes.uniform(person.key, 2);
    if (given < plan.no_postcode) {
      cells.emplace_back();
    } else if (given < plan.no_postcode + plan.partial_postcode) {
      cells.push_back(postcode.substr(0, postcode.find(' ')));
    } else {
      cells.push_back(typed(postcode, homes.uniform(person.key, 3)));
    }
  }
  if (!nowhere_to_live.empty()) {
    problems.add("no-addresses",
                 fmt::format("there is no postcode for {} in {}", population.plural, text::join(nowhere_to_live, ", ")),
                 population.where, "[place] needs an index whose `nations` hold the nation's name");
  }
  return cells;
}

}  // namespace kith::simulate
