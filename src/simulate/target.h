// Targets: which indicators can have one, and which answers it moves.
#pragma once

#include <optional>
#include <string>

#include "simulate/recipe.h"
#include "study/study.h"

namespace kith::simulate {

struct Refusal {
  std::string because, hint;
};

// Why the indicator cannot have a target; nothing when it can.
std::optional<Refusal> refusal(const study::Study& study, const study::Indicator& indicator);

// The answers that a target on the indicator moves: "participant/neighbours", "participant/motive/meet". Two targets on
// the same answers contradict each other.
std::string moved_by(const study::Study& study, const study::Indicator& indicator);

// The target on an answer, or on the option or theme `part` of it; null when there is none.
const Target* target_on(const study::Study& study, const Recipe& recipe, const std::string& population,
                        const std::string& question, const std::string& part = {});

// The share that it asks for in a programme, or in all; `otherwise` without a target or where it leaves it open.
double wanted(const Target* target, const std::string& programme, double otherwise);

}  // namespace kith::simulate
