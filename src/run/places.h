// Postcodes of respondents give way to bands of deprivation (D5), those of projects to what is known of their areas.
#pragma once

#include <vector>

#include "base/problem.h"
#include "place/pack.h"
#include "report/report.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

// Postcodes of the table become the dimensions `deprivation` (deprived, elsewhere) and `rurality` (urban, rural), and
// are gone. How they matched is a line of `respondents.losses`.
void place_respondents(const study::Study& study, const place::Pack& places, Respondents& respondents);

// What the look-up says of the projects' own postcodes (D6). A postcode that it does not know is a problem.
std::vector<report::ProjectArea> areas_of_projects(const study::Study& study, Problems& problems);

}  // namespace kith::run
