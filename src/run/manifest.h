// manifest.json: what a release was made with (J6). Rules and every departure from their defaults, how much was
// withheld under which code, which levels lie in which, which breakdowns leave people out, and the hashes of what was
// read but the answers; nothing that tells of a figure.
#pragma once

#include <string>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"
#include "report/report.h"

namespace kith::run {

// The same bytes for the same study.
std::string manifest_json(const report::Input& input, const std::vector<disclose::Nesting>& nestings);

}  // namespace kith::run
