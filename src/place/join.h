// A column of postcodes joined to a place pack: what is kept is a band, a decile, whether the settlement is rural, and
// an area at the agreed coarseness; never the postcode (D5).
//
// One index speaks for a nation: two indices of one nation in one join are refused. A postcode whose place has no area
// in any of them gets no band, and the report says how many.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/table.h"
#include "place/pack.h"

namespace kith::place {

enum class Keep { None, District, Area };

struct JoinOptions {
  std::vector<std::string> indices{};  // ids; all of the pack when empty
  std::vector<double> cuts{20};        // percent
  std::optional<By> by{};              // otherwise as each index counts its bands
  Keep keep = Keep::None;
  std::string name = "deprivation";  // what the new columns' names begin with
};

// How the rows came out. Each row is one of missing, malformed, partial, unknown or matched.
struct MatchReport {
  std::int64_t rows = 0;
  std::int64_t missing = 0;    // no answer
  std::int64_t malformed = 0;  // no postcode
  std::int64_t partial = 0;    // an outward code only: no area follows from it
  std::int64_t unknown = 0;    // the form of a postcode, but the look-up does not have it
  std::int64_t matched = 0;
  std::int64_t corrected = 0;  // of those in form: letters and digits that look alike exchanged
  // Of the matched.
  std::int64_t live = 0, terminated = 0, large_users = 0, not_geographic = 0;
  std::int64_t banded = 0;   // in an area of one of the indices
  std::int64_t outside = 0;  // in an area that none of the indices has
  struct Band {
    double percent = 0;
    std::int64_t rows = 0, areas = 0;  // respondents; areas of the index in the band
  };
  struct OfIndex {
    std::string id, title, by;
    std::int64_t rows = 0, areas = 0;
    std::vector<Band> bands;
  };
  std::vector<OfIndex> indices;
};

struct Joined {
  std::vector<data::Column> columns;  // NAME_index, NAME_decile, NAME_20 ..., rurality, district or area
  MatchReport report;
  std::vector<std::string> warnings;  // of composites
};

Joined join(const data::Column& postcodes, const Pack& pack, const JoinOptions& options);

// The same for a column of area codes. Error ("wrong-vintage") when its name or its codes are of another vintage than
// the index of their nation.
Joined join_areas(const data::Column& areas, const Pack& pack, const Library& library, const JoinOptions& options,
                  const std::string& source);

// Other columns of the table in which at least one answer in two is a full postcode.
std::vector<std::string> columns_of_postcodes(const data::Table& table, std::string_view but);

// The table without the columns that are dropped, sets of them among them, and with the new ones behind it.
data::Table replace_columns(data::Table table, const std::set<std::string>& dropped,
                            const std::vector<data::Column>& added);

// The codes of a band's column: "worst20", "rest20".
std::string worst_code(double percent);
std::string rest_code(double percent);

}  // namespace kith::place
