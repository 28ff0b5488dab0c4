// R beside us, in the same run on the same file: a script says for each task how long it took and what it found.
#pragma once

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

// How far two answers to one task are apart.
struct Agreement {
  std::size_t compared = 0;
  std::size_t missing = 0;  // of theirs, in ours
  double worst = 0;         // relative
  std::string where;
};
Agreement compare(const Numbers& ours, const Numbers& theirs);

// "R survey 4.1.1", or none where there is no R with that package.
std::optional<std::string> peer_version();

// What a script of this folder says of its tasks; a task that it does not know is left out.
std::map<std::string, PeerAnswer> peer_answers(const std::string& script, const std::vector<std::string>& arguments);

}  // namespace kith::bench
