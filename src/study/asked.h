// What a wave was asked: the instruments of its files, and how two wordings of a question differ.
//
// A file of responses belongs to one wave and says so, or holds several and has a column of waves. Until its answers
// are read nobody knows which waves the second kind holds, so it counts for a wave only where that wave has no file of
// its own. Everything that asks what a wave was asked asks here, before the answers are there and after.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "study/study.h"

namespace kith::study {

// The instruments of all files of the population, each once.
std::vector<const Instrument*> asked_of(const Study& study, std::string_view population);

// The instruments of the population's files in the wave, each once; of files with several waves where the wave has no
// file of its own. None where nobody was asked, or where the instruments are unknown.
std::vector<const Instrument*> asked_in(const Study& study, const Population& population, std::string_view wave);

// The question as each of them has it; none where the wave was not asked it.
std::vector<const Question*> asked_in(const Study& study, const Population& population, std::string_view wave,
                                      std::string_view question);

// What a reader is told of how the question differs from `before`: its words, its options, whom it was asked. Empty: it
// does not. White space does not count.
std::string difference(const Question& before, const Question& now);

// Whether both waves were asked the question, and alike in every file of theirs.
bool asked_alike(const Study& study, const Population& population, std::string_view question, std::string_view wave,
                 std::string_view other);

}  // namespace kith::study
