// A banner table on the analyst's screen: JSON, CSV (a row a cell), or a table with the letters beside the figures.
#pragma once

#include <string>

#include "cli/findings_text.h"
#include "estimate/banner.h"

namespace kith::cli {

// `adjustment` and `options` say how the p-values were adjusted.
std::string banner_text(const estimate::Banner& banner, const std::string& adjustment,
                        const estimate::BannerOptions& options, Format format);

}  // namespace kith::cli
