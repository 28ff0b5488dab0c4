// Who answers: how many in each project, and what is known of each before the first question.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulate/recipe.h"
#include "study/study.h"

namespace kith::simulate {

struct Person {
  std::uint64_t key =
      0;  // for Draws: the project and the number within it, so that it is theirs whatever happens elsewhere
  std::uint64_t place = 0;  // key of the project
  std::string id, project, programme, nation, mode;
  bool counted = true;  // false: the plan leaves out the cell that they are in
};

// Sizes that add up to `total`, in proportion to `weights` and none below `smallest`, by largest remainders (Hamilton).
std::vector<std::int64_t> spread(std::int64_t total, const std::vector<double>& weights, std::int64_t smallest);

// In order of arrival, which is random; ids are numbers of arrival. Problems are added and leave the result empty.
std::vector<Person> people(const study::Study& study, const study::Population& population, const std::string& wave,
                           const Recipe& recipe, std::optional<std::int64_t> size, Problems& problems);

}  // namespace kith::simulate
