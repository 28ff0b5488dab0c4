// R survey beside us, in the same run on the same file: it is started with the tasks' names and says for each how long
// it took and what it found.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "task.h"

namespace kith::bench {

struct PeerAnswer {
  double seconds = 0;
  Numbers numbers;
};

// "R survey 4.1.1", or none where there is no R with that package.
std::optional<std::string> peer_version();

// By task; a task that the peer does not know is left out.
std::map<std::string, PeerAnswer> peer_answers(const std::filesystem::path& csv, const std::vector<std::string>& tasks);

}  // namespace kith::bench
