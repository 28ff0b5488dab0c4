// Postcodes that people wrote into other answers ("I moved to ZZ1 1AA last year"): masked, since they are personal data
// wherever they stand (D5).
//
// A postcode in a text is a word of letters and digits that is a full postcode, or two words that are one together, as
// they are written, a blank, hyphen, comma or full stop between them; letters and digits that look alike count as in a
// column of postcodes. A single word that is the whole answer is masked where the column's answers are mostly texts of
// several words: elsewhere it may be somebody's number, "M11AA", and a column of such is refused.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"

namespace kith::place {

constexpr std::string_view mask = "[postcode]";

struct Masked {
  std::string text;
  std::size_t postcodes = 0;
};
// `alone`: also a text that is one word and nothing else.
Masked mask_postcodes(std::string_view text, bool alone = false);

// In the texts, and in the labels and codes of options, of every column of the table. Names of the columns that held
// one, with how many answers did.
struct MaskedColumn {
  std::string name;
  std::size_t answers = 0;
};
std::vector<MaskedColumn> mask_postcodes(data::Table& table);

}  // namespace kith::place
