// What an import or an export guessed and could not carry, as people read it.
#pragma once

#include <string>
#include <vector>

#include "data/table.h"

namespace kith::cli {

// "Taken for granted:" and one line a guess; nothing when there is none.
std::string guesses_text(const std::vector<std::string>& guesses);
// "Not carried:" and one line a loss, or that nothing was lost.
std::string losses_text(const std::vector<data::Loss>& losses);

}  // namespace kith::cli
