// How the sample of a file was drawn, as options of the command line: the same words for every command that estimates.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "design/spec.h"

namespace kith::cli {

struct DesignWords {
  std::string weight, probabilities;
  std::string lonely = "fail", df = "domain", small_sample = "none";
  std::vector<std::string> strata, clusters, fpc;
  bool adjust_domain_lonely = false;
};

// `words` must live as long as the command.
void add_design_options(CLI::App& command, DesignWords& words);

// Throws Error (Fault::Usage) for a rule that there is not.
design::Spec spec_of(const DesignWords& words);

// "sex,region" as names of columns, blanks around them left out.
std::vector<std::string> columns_of(std::string_view list);

}  // namespace kith::cli
