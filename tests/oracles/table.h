// A table of estimated counts, as svytable gives it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "oracles/sample.h"

namespace kith::oracles {

struct Table final : Object {
  RCode formula;
  std::shared_ptr<const Sample> sample;
  std::vector<std::string> names;                // of the variables
  std::vector<std::vector<std::string>> levels;  // of each
  std::vector<double> counts;                    // the first variable varies fastest

  std::string_view kind() const override { return "a table"; }
  Json json() const override;
};

}  // namespace kith::oracles
