// From where to where the answers to a question go, where they are numbers.
#pragma once

#include <optional>
#include <string>

#include "study/study.h"

namespace kith::study {

struct ScaleEnds {
  double least = 0, most = 0;

  bool operator==(const ScaleEnds&) const = default;
};

// Of a number what the instrument declares (`minimum` and `maximum`), of one answer of several the least and the most
// of its codes, if all are numbers, but for those that the indicator excludes.
std::optional<ScaleEnds> scale_ends(const Question& question, const Indicator& indicator);
// "0 to 10"
std::string scale_text(const ScaleEnds& ends);

}  // namespace kith::study
