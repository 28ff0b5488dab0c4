// What the JSON and the table of a model have in common with those of a model that was pooled.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

#include "cli/text_table.h"
#include "design/design.h"
#include "model/frame.h"

namespace kith::cli {

// A number with its standard error, where that is known, and its degrees of freedom.
struct Tested {
  double value = 0;
  double se = 0;
  double df = 0;
  bool known = true;
};

// null for what is not finite.
nlohmann::ordered_json number_json(double value);
nlohmann::ordered_json number_json(const std::optional<double>& value);
// {"estimate","se","statistic","df","p","interval"}; null where there are no degrees of freedom or no variance.
nlohmann::ordered_json tested_json(const Tested& number, double level);
nlohmann::ordered_json missing_json(const std::vector<model::MissingCount>& missing);
nlohmann::ordered_json model_design_json(const design::Design& design);

// A figure with five digits, "-" where it is not finite; a p-value with four decimals.
std::string figure_text(double value);
std::string p_text(const std::optional<double>& p);
// Estimate, se, limits, p, and what stands above them.
std::vector<std::string> tested_cells(const Tested& number, double level);
std::vector<TextColumn> tested_heads(const std::string& first, double level);
void append_row(std::vector<std::vector<std::string>>& rows, std::string name, std::vector<std::string> numbers);

}  // namespace kith::cli
