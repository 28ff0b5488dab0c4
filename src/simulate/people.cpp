#include "simulate/people.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "simulate/draws.h"

namespace kith::simulate {

namespace {

constexpr std::int64_t default_size = 300;

// Where people are: a project; without projects a programme and a nation, as far as the responses say them.
struct Place {
  std::string project, programme, nation;

  std::string name() const { return project.empty() ? programme + "/" + nation : project; }
};

std::vector<Place> places_of(const study::Study& study, const study::Population& population) {
  std::vector<Place> places;
  if (!population.project.empty()) {
    for (const study::Project& project : study.projects) {
      places.push_back({project.code, project.programme, project.nation});
    }
  }
  if (!places.empty()) {
    return places;
  }
  places.emplace_back();
  if (!population.programme.empty() && !study.programmes.empty()) {
    places.clear();
    for (const study::Programme& programme : study.programmes) {
      places.push_back({"", programme.code, ""});
    }
  }
  if (!population.nation.empty() && !study.nations.empty()) {
    std::vector<Place> crossed;
    for (const Place& place : places) {
      for (const study::Nation& nation : study.nations) {
        crossed.push_back({"", place.programme, nation.code});
      }
    }
    places = std::move(crossed);
  }
  return places;
}

// Sizes of the places among `members`: some are given, the others share what is left of `total`, unevenly.
void fill(const study::Population& population, const PopulationRecipe& recipe, std::uint64_t seed,
          const std::vector<Place>& places, const std::vector<std::size_t>& members, std::int64_t total,
          std::vector<std::int64_t>& sizes, Problems& problems, const std::string& whose) {
  const Draws draws(seed, population.code + "/size");
  std::vector<std::size_t> others;
  std::vector<double> weights;
  std::int64_t rest = total;
  for (const std::size_t member : members) {
    const auto given = recipe.projects.find(places[member].project);
    if (given != recipe.projects.end()) {
      sizes[member] = given->second;
      rest -= given->second;
    } else {
      others.push_back(member);
      weights.push_back(std::exp(recipe.heterogeneity * draws.normal(key(places[member].name()))));
    }
  }
  const auto needed = recipe.smallest * static_cast<std::int64_t>(others.size());
  if (rest < needed || (others.empty() && rest != 0)) {
    problems.add("sizes-clash",
                 fmt::format("the given sizes of projects leave {} of {} {} of {} to {} others", rest, total,
                             population.plural, whose, others.size()),
                 recipe.where, "change the size of the whole, of the projects, or `smallest`");
    return;
  }
  const std::vector<std::int64_t> shares = spread(rest, weights, recipe.smallest);
  for (std::size_t i = 0; i < others.size(); ++i) {
    sizes[others[i]] = shares[i];
  }
}

std::vector<std::int64_t> sizes_of(const study::Population& population, const Recipe& recipe,
                                   const std::vector<Place>& places, std::optional<std::int64_t> size,
                                   Problems& problems) {
  const PopulationRecipe& plan = recipe.population(population.code);
  std::vector<std::int64_t> sizes(places.size(), 0);
  if (plan.sizes.empty()) {
    std::vector<std::size_t> everywhere(places.size());
    std::iota(everywhere.begin(), everywhere.end(), std::size_t{0});
    const std::int64_t given =
        std::accumulate(plan.projects.begin(), plan.projects.end(), std::int64_t{0},
                        [](std::int64_t sum, const auto& project) { return sum + project.second; });
    // A size for the whole scales the sizes that projects were given, below; by itself it is the whole.
    const std::int64_t total = plan.size.value_or(size && given == 0 ? *size : std::max(default_size, 2 * given));
    fill(population, plan, recipe.seed, places, everywhere, total, sizes, problems, "all projects");
  } else {
    for (const auto& [programme, total] : plan.sizes) {
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].programme == programme) {
          members.push_back(i);
        }
      }
      fill(population, plan, recipe.seed, places, members, total, sizes, problems, "programme " + programme);
    }
  }
  if (size && problems.empty()) {
    return spread(*size, std::vector<double>(sizes.begin(), sizes.end()), 0);
  }
  return sizes;
}

// The letter that ids of the population begin with: the first of its code that no earlier population has taken.
char letter_of(const study::Study& study, const study::Population& population) {
  std::string taken;
  for (const study::Population& other : study.populations) {
    const std::size_t free = other.code.find_first_not_of(taken + "_0123456789");
    const char letter = free == std::string::npos ? 'r' : other.code[free];
    if (other.code == population.code) {
      return letter;
    }
    taken += letter;
  }
  return 'r';
}

std::string mode_of(const PopulationRecipe& recipe, double uniform) {
  double sum = 0;
  for (const auto& [mode, share] : recipe.modes) {
    sum += share;
    if (uniform < sum) {
      return mode;
    }
  }
  return recipe.modes.empty() ? "online" : recipe.modes.rbegin()->first;
}

bool is_left_out(const study::Study& study, const study::Population& population, const Person& person,
                 const std::string& wave) {
  const std::map<std::string, std::string> known = {{"project", person.project},
                                                    {"programme", person.programme},
                                                    {"nation", person.nation},
                                                    {"mode", person.mode},
                                                    {"wave", wave}};
  return std::ranges::any_of(study.left_out, [&](const study::LeftOut& left_out) {
    return (left_out.population.empty() || left_out.population == population.code) &&
           std::ranges::all_of(left_out.cell, [&](const auto& condition) {
             const auto found = known.find(condition.first);
             return found != known.end() && found->second == condition.second;
           });
  });
}

}  // namespace

std::vector<std::int64_t> spread(std::int64_t total, const std::vector<double>& weights, std::int64_t smallest) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::int64_t> sizes(weights.size(), smallest);
  const std::int64_t share = total - smallest * static_cast<std::int64_t>(weights.size());
  std::int64_t left = share;
  std::vector<std::pair<double, std::size_t>> remainders;  // negated: the largest comes first, then the earliest
  for (std::size_t i = 0; i < weights.size() && sum > 0; ++i) {
    const double quota = static_cast<double>(share) * weights[i] / sum;
    const auto whole = static_cast<std::int64_t>(std::floor(quota));
    sizes[i] += whole;
    left -= whole;
    remainders.emplace_back(static_cast<double>(whole) - quota, i);
  }
  std::ranges::sort(remainders);
  for (std::size_t i = 0; left > 0 && i < remainders.size(); ++i, --left) {
    ++sizes[remainders[i].second];
  }
  return sizes;
}

std::vector<Person> people(const study::Study& study, const study::Population& population, const std::string& wave,
                           const Recipe& recipe, std::optional<std::int64_t> size, Problems& problems) {
  const std::vector<Place> places = places_of(study, population);
  const std::vector<std::int64_t> sizes = sizes_of(population, recipe, places, size, problems);
  const std::string scope = population.code + "/" + wave;
  const Draws modes(recipe.seed, scope + "/mode");
  const Draws arrival(recipe.seed, scope + "/arrival");
  std::vector<std::pair<double, Person>> found;
  for (std::size_t place = 0; place < places.size(); ++place) {
    for (std::int64_t i = 0; i < sizes[place]; ++i) {
      Person person;
      person.place = key(places[place].name());
      person.key = key(fmt::format("{}/{}", places[place].name(), i));
      person.project = places[place].project;
      person.programme = places[place].programme;
      person.nation = places[place].nation;
      person.mode = mode_of(recipe.population(population.code), modes.uniform(person.key));
      person.counted = !is_left_out(study, population, person, wave);
      found.emplace_back(arrival.uniform(person.key), std::move(person));
    }
  }
  std::ranges::sort(found, {}, [](const auto& one) { return std::pair(one.first, one.second.key); });
  std::vector<Person> people;
  const char letter = letter_of(study, population);
  const std::size_t digits = std::max<std::size_t>(4, std::to_string(found.size()).size());
  for (auto& [when, person] : found) {
    person.id = fmt::format("{}{:0{}}", letter, people.size() + 1, digits);
    people.push_back(std::move(person));
  }
  return people;
}

}  // namespace kith::simulate
