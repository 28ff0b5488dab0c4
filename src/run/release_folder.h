// A release put into its folder.
#pragma once

#include <filesystem>

#include "run/evaluation.h"

namespace kith::run {

// All files of the release together, and pages of projects that an earlier run left and this release does not have are
// gone: a project may have become too small to show. Files that Kith did not make stay.
void write_release(const Release& release, const std::filesystem::path& folder);

}  // namespace kith::run
