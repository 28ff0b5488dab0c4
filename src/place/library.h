// What is known of small areas and of indices of deprivation, as data: no code knows a nation.
//
// A vintage is one census's set of small areas (LSOA 2011): the range of its codes, and what postcode look-ups call its
// column. An index is bound to one vintage in each nation it covers and states its rules: how a decile follows from a
// rank (D7), and where a band such as "the most deprived 20%" ends (D3). The program carries the official ones
// (src/place/library); a user adds a TOML file of the same form for any other.
//
// A group of c percent of N areas ends at rank N c / 100, which is seldom whole: `Down` takes the whole part, `Up` the
// next whole rank, `Nearest` the nearer of both (halves up). By population, areas are taken in the order of their ranks
// as long as they hold no more than c percent of all people.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace kith::place {

enum class EndsAt { Down, Nearest, Up };
enum class By { Areas, Population };

std::string_view to_string(EndsAt rule);
std::string_view to_string(By by);

struct CodeRange {
  std::string from, to;  // of equal length
};

struct Vintage {
  std::string id, title;
  std::vector<std::string> columns;
  std::vector<CodeRange> codes;
  Where where;

  bool holds(std::string_view code) const;
};

struct Definition {
  std::string id, title;
  std::vector<std::string> nations, vintages;
  std::size_t areas = 0;
  std::string base, warning;  // of a composite
  std::string publisher, source, licence, rule;
  std::vector<std::string> code, rank, decile, score;  // what files call these columns
  By deciles_by = By::Areas;
  std::vector<EndsAt> deciles_end_at;  // by areas: a file keeps to one of them throughout
  By bands_by = By::Areas;
  EndsAt bands_end_at = EndsAt::Down;
  Where where;
};

struct LookUpColumns {
  std::vector<std::string> postcode, terminated, user_type, district, settlement;
};

struct Library {
  std::vector<Vintage> vintages;
  std::vector<Definition> indices;
  LookUpColumns look_up;
  std::vector<std::string> urban, rural;  // codes of classes of settlements

  // Error ("unknown-index", nearest names) when there is none.
  const Definition& index(std::string_view id) const;
  const Vintage& vintage(std::string_view id) const;  // of an index: is always there
  std::vector<std::string> index_ids() const;
  // The vintages that may have these codes, `but` excepted; empty when none has all of them.
  std::vector<const Vintage*> vintages_of(std::span<const std::string> codes, std::string_view but) const;
};

// What the program carries, and the definitions of these files. Throws Error with every problem of the files.
Library library(const std::vector<std::filesystem::path>& files = {});
// The same with a definition file's bytes: `name` is what problems call it.
struct DefinitionFile {
  std::string name, bytes;
};
Library library_with(std::span<const DefinitionFile> files);

// A heading as it is compared: letters and digits in lower case, without "(where 1 is most deprived ...)".
std::string heading(std::string_view text);

}  // namespace kith::place
