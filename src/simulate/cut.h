// Who answers positively: by the share that was asked for, moved until the target is met.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "simulate/people.h"
#include "simulate/recipe.h"
#include "simulate/simulate.h"

namespace kith::simulate {

// The share of positive answers in a programme before anything is moved.
using ShareOf = std::function<double(const std::string& programme)>;

// One flag a person: 1 where the latent answer lies above the programme's cut point. `answered` are those who gave an
// answer that counts; the others get a flag too, for what it is worth. Without a target the cut point is the share's
// own. Adds to `met`, or a problem that names the target.
std::vector<std::uint8_t> cut(const std::vector<Person>& people, const std::vector<std::uint8_t>& answered,
                              const std::vector<double>& tails, const ShareOf& share, const Target* target,
                              std::vector<Met>& met, Problems& problems);

}  // namespace kith::simulate
