// What a study holds, for the terminal: the answer of `kith check` when it finds no problem.
#pragma once

#include <string>

#include "study/study.h"

namespace kith::cli {

std::string study_summary(const study::Study& study);

}  // namespace kith::cli
