// What is to be done to the weights, as options of the command line: for `kith weight`, and for estimates under
// calibrated weights.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "design/weighting.h"

namespace kith::cli {

struct WeightingWords {
  std::string margins, method, bounds, bounds_on, trim_factors, model_variance, factor_of, unmet;
  std::string trim, trim_rounds;
  std::string responded, response_cells, response_model;
};

// `kith weight` has no other margins or methods; among the options of an estimate they need longer names.
struct WeightingNames {
  std::string margins = "--calibrate";
  std::string method = "--calibration";
};

// `words` must live as long as the command.
void add_weighting_options(CLI::App& command, WeightingWords& words, const WeightingNames& names);

// Reads the file of margins. Throws Error: Fault::Usage for words that mean nothing, with every line of the file that
// cannot be read.
design::Weighting weighting_of(const WeightingWords& words);

}  // namespace kith::cli
