// The quotes that the evaluator chose, held against what the respondents wrote (I5, B8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "finding/quote.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// True when `edited` is `verbatim` but for what stands in square brackets: words put in, or "[...]" for words left out.
// Outside the brackets every character must be the respondent's, in order; only a bracket may stand for a gap.
bool is_faithful(std::string_view verbatim, std::string_view edited);

// The chosen quotes as values for the gate. A quote of nobody, of an empty answer, or unfaithful outside its brackets
// is a problem with its line; one without consent is left to the gate, which drops it.
std::vector<finding::Quote> chosen_quotes(const study::Study& study, const std::vector<Respondents>& respondents,
                                          Problems& problems);

}  // namespace kith::run
