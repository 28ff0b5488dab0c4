// Where the projects work (D6): the small area of each, from its own postcode and not from anybody's answers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/release.h"

namespace kith::report {

// A table of all projects with a postcode; empty without any.
std::string project_areas(const Release& release);

// What is known of one project's area, name and value of each line; empty where it has no postcode.
std::vector<std::pair<std::string, std::string>> area_facts(const Release& release, const std::string& project);

}  // namespace kith::report
