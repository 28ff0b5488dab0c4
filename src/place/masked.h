// Postcodes that people wrote into other answers ("I moved to ZZ1 1AA last year"): masked, since they are personal data
// wherever they stand (D5).
//
// A postcode in a text is a word of letters and digits that is a full postcode, or two words that are one together, as
// they are written: nothing is put right as in a column of postcodes, where a zero for an O is still meant as one. A
// single word that is the whole answer stays: it may be somebody's number, "M11AA"; a column of such is refused.
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
Masked mask_postcodes(std::string_view text);

// In the texts, and in the labels and codes of options, of every column of the table. Names of the columns that held
// one, with how many answers did.
struct MaskedColumn {
  std::string name;
  std::size_t answers = 0;
};
std::vector<MaskedColumn> mask_postcodes(data::Table& table);

}  // namespace kith::place
