// Words that a respondent wrote, as plain values; `disclose::Gate` decides whether they may be shown.
#pragma once

#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::finding {

struct Quote {
  std::string id;                      // answer id
  std::string text;                    // as it will be shown: edits in [ ], otherwise the respondent's words
  std::string person;                  // respondent key, empty once released; no person is quoted twice
  std::string population;              // code
  std::string wave;                    // in which they wrote it; its code
  std::vector<Level> attribution;      // what the line under the quote reveals: role and programme (I6)
  std::string attribution_text;        // "Local Conversations project participant"
  std::int64_t attribution_count = 0;  // people of that wave who share the attribution; 0 once released
  std::string role_text;               // the attribution without the programme: "Participant"; may be empty
  std::int64_t role_count = 0;         // people who share the role
  bool consent = false;                // to being quoted (B8)
  std::string theme;                   // code of the theme it illustrates, may be empty
};

}  // namespace kith::finding
