// Postcodes of respondents give way to bands of deprivation (D5).
#pragma once

#include "place/pack.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// Postcodes of the table become the dimensions `deprivation` (deprived, elsewhere) and `rurality` (urban, rural), and
// are gone. How they matched is a line of `respondents.losses`.
void place_respondents(const study::Study& study, const place::Pack& places, Respondents& respondents);

}  // namespace kith::run
