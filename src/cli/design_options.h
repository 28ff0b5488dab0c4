// How the sample of a file was drawn, as options of the command line: the same words for every command that estimates.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/weighting_options.h"
#include "design/spec.h"

namespace kith::cli {

struct DesignWords {
  std::string weight, probabilities;
  std::string lonely = "fail", df = "domain", small_sample = "none";
  std::vector<std::string> strata, clusters, fpc;
  std::string pps = "none";
  std::string replicates, replicate_type, fay, scale, rscales;  // given
  bool replicate_factors = false, mse = false;
  std::string make_replicates, small_strata = "fail", large_strata = "split";  // made
  std::size_t replicate_count = 200;
  std::uint64_t seed = 1;
  bool adjust_domain_lonely = false;
  WeightingWords weighting;
};

// `words` must live as long as the command. With a prefix ("benchmark-") every option has it, and there is no
// weighting: the sample of a second file.
void add_design_options(CLI::App& command, DesignWords& words, const std::string& prefix = {});

// Throws Error (Fault::Usage) for a rule that there is not.
design::Spec spec_of(const DesignWords& words);

// What an importer must read for a request that names `columns`: nothing said is everything, which a sample with given
// replicate weights needs, as only the names of the file can say which they are.
std::vector<std::string> columns_to_read(std::vector<std::string> columns, const design::Spec& spec);

// "sex,region" as names of columns, blanks around them left out.
std::vector<std::string> columns_of(std::string_view list);

}  // namespace kith::cli
