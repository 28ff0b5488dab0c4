// Findings on the analyst's screen: JSON, CSV, or a table worth reading. All at full precision and none checked for
// release, which is why they are Unreleased.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"

namespace kith::cli {

using Findings = finding::Unreleased<std::vector<finding::Finding>>;

enum class Format { Table, Json, Csv };

// Error (Usage) for anything but "table", "json", "csv".
Format format_of(std::string_view name);

// {"findings":[...],"design":{...},"imputation":{...}}; `design` and `imputation` are JSON objects' texts, or empty for
// none. With ids when findings have them.
std::string findings_json(const Findings& findings, std::string_view design = {}, std::string_view imputation = {});
// One row a finding, RFC 4180; with two columns more where findings are imputed.
std::string findings_csv(const Findings& findings);
// Aligned columns: value, interval, base, flags. `colour` is for a terminal only.
enum class Colour { No, Yes };
std::string findings_table(const Findings& findings, Colour colour);

}  // namespace kith::cli
