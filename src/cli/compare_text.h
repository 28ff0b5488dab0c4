// Comparisons on the analyst's screen: crude and adjusted side by side, and what a simulation found. All at full
// precision and none checked for release.
#pragma once

#include <string>
#include <vector>

#include "cli/findings_text.h"
#include "compare/adjusted.h"
#include "compare/simulated.h"

namespace kith::cli {

struct ComparisonsDone {
  std::vector<compare::AdjustedComparison> comparisons;
  std::vector<std::string> characteristics;  // as the analyst named them
  std::string method;                        // "rake", "entropy"
  std::string p_adjustment;                  // "holm", ...
  double level = 0.95;
};
std::string comparisons_text(const ComparisonsDone& done, Format format);

struct SimulationDone {
  compare::Simulation simulation;
  std::size_t draws = 0;
  std::size_t participants = 0;
  std::uint64_t seed = 0;
  double level = 0.95;
};
std::string simulation_text(const SimulationDone& done, Format format);

}  // namespace kith::cli
