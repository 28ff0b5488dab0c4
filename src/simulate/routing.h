// Who is asked a question, by the answers to earlier ones.
#pragma once

#include <cstdint>
#include <vector>

#include "simulate/answers.h"

namespace kith::simulate {

// One flag a person. Throws Error when `asked_if` refers to anything but an earlier question.
std::vector<std::uint8_t> asked(const study::Question& question, const std::vector<Answers>& earlier,
                                std::size_t people);

}  // namespace kith::simulate
