// What the label of a user-missing code says about why there is no answer.
#pragma once

#include <string_view>

#include "data/table.h"

namespace kith::data {

// DontKnow, Refused or NotAsked when the label plainly says so ("98 Don't know", "-9. Refused", "IAP"), else Other.
// Asked only of codes that the file itself declares missing: a "don't know" that the file counts as an answer stays
// one.
Missing reason_of_label(std::string_view label);

}  // namespace kith::data
