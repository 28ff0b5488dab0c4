// A fitted model on the analyst's screen: JSON, or a table worth reading. At full precision and not checked for
// release.
#pragma once

#include <string>

#include "finding/finding.h"
#include "model/analysis.h"

namespace kith::cli {

using UnreleasedModel = finding::Unreleased<const model::Analysis*>;

// {"model":{...},"tests":[...],"margins":[...],"design":{...}}: docs/model.md has the names.
std::string model_json(const UnreleasedModel& analysis, double level);
std::string model_table(const UnreleasedModel& analysis, double level);

}  // namespace kith::cli
