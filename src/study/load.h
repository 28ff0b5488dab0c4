// Reading a study folder.
#pragma once

#include <filesystem>

#include "study/study.h"

namespace kith::study {

// Reads every file of the study and resolves every name. Collects all problems, then throws one Error; responses
// themselves are not opened here.
Study load(const std::filesystem::path& folder);

}  // namespace kith::study
