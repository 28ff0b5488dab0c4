// Multiple imputation as options of the command line, the same words for every command that estimates, and what is
// printed of it.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "cli/design_options.h"
#include "data/table.h"
#include "impute/impute.h"

namespace kith::cli {

struct ImputeWords {
  std::size_t count = 0;  // 0: complete cases
  std::vector<std::string> with;
  std::size_t iterations = 0;  // 0: as many as impute::Options has
  std::size_t donors = 0;

  bool wanted() const { return count > 0; }
};

// `words` must live as long as the command. The seed is that of the design's options.
void add_impute_options(CLI::App& command, ImputeWords& words);

// Of what a request names, which are columns of the design as well; throws Error (Fault::Usage) for --impute-with and
// the like without --impute.
void check(const ImputeWords& words);
std::vector<std::string> with_helpers(std::vector<std::string> columns, const ImputeWords& words);
impute::Imputations imputed(const data::Table& table, const std::vector<std::string>& columns, const design::Spec& spec,
                            const DesignWords& design, const ImputeWords& words);

// {"m","seed","iterations","columns":[{"column","method","answered","imputed","left","r_hat","chain_means"}],"notes"}.
std::string imputation_json(const impute::Imputations& imputations);
// A line for each column and each note.
std::string imputation_text(const impute::Imputations& imputations);

}  // namespace kith::cli
