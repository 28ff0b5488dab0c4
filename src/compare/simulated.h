// Does the adjusted comparison find nothing where there is nothing to find? A survey file plays the population.
//
// In each draw "participants" are drawn from the file with replacement, each row with a chance proportional to its
// survey weight times a bias that depends on characteristics alone: graduates three times as likely, say. Among people
// of the same characteristics participants are then no different, so the true adjusted difference is 0, while the crude
// one is as large as the characteristics make it. The benchmark is the file itself, or, so that both samples vary, a
// sample of it anew: as many clusters of each stratum as there are, with replacement (rows where there are no
// clusters), for which the design's variance is unbiased (Efron and Tibshirani 1993, section 17.2; Lumley 2010, 2.3).
// Told are how often the limits of each comparison hold 0, and whether the standard error is as large as the
// differences vary. The same seed gives the same draws on any number of threads.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compare/adjusted.h"

namespace kith::compare {

struct Bias {
  std::string condition;  // EXPR over the file's columns
  double ratio = 1;       // how much likelier those are drawn for whom it is true; several multiply
};

enum class Redraw { Both, Participants };

struct SimulationOptions {
  std::size_t draws = 1000;
  std::size_t participants = 500;
  std::uint64_t seed = 1;
  std::vector<Bias> biases{};
  Redraw redraw = Redraw::Both;
};

// Of one kind of comparison, over the draws in which it was made.
struct Held {
  std::size_t made = 0;
  std::size_t held_zero = 0;
  double mean_difference = 0;
  double sd_difference = 0;  // between draws
  double mean_variance = 0;  // the root of it is what the standard error should be
};

struct Simulation {
  Held crude, adjusted;
  std::vector<Refusal> refusals;  // one a draw without an adjusted comparison
  double mean_effective = 0;
};

// Throws Error as compare_adjusted does, for biases that are not above 0, and for samples with replicate weights.
Simulation simulate(const Side& population, const std::vector<Characteristic>& characteristics,
                    const AdjustOptions& options, const SimulationOptions& how);

}  // namespace kith::compare
