// The place pack of a study ([place] in study.toml), and how it joins.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "place/join.h"
#include "place/pack.h"
#include "study/study.h"

namespace kith::place {

// The pack, opened or made of its files; nothing when the study has no [place], or with a problem.
std::optional<Pack> pack_of(const study::Study& study, Problems& problems);

// The files that [place] names, relative to the study folder.
std::vector<std::string> files_of(const study::Study& study);

JoinOptions join_options(const study::PlaceFiles& files);

}  // namespace kith::place
