// Any bytes as what a place pack is made of: a postcode, a file of definitions, an index. A postcode that is read is
// written as it is read; the others are an Error or a value.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "data/csv.h"
#include "place/index.h"
#include "place/library.h"
#include "place/postcode.h"

namespace {

using namespace kith::place;

void read_postcode(std::string_view text) {
  const Parsed parsed = parse_postcode(text);
  if (parsed.form == Form::Full) {
    const Parsed again = parse_postcode(to_text(parsed.postcode));
    if (again.form != Form::Full || again.postcode != parsed.postcode || again.corrected) {
      std::abort();
    }
  }
}

void read_definitions(const std::string& bytes) {
  try {
    const std::vector<DefinitionFile> files{{"own.toml", bytes}};
    (void)library_with(files);
  } catch (const kith::Error&) {
  }
}

void read_index(std::string_view bytes) {
  static const Library official = library();
  static const Definition definition = [] {
    Definition made = official.index("nimdm2017");
    made.areas = 3;
    return made;
  }();
  try {
    const kith::data::Imported imported = kith::data::read_csv(bytes, "index.csv");
    (void)index_of(imported.table, imported.lines, definition, official);
  } catch (const kith::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read_postcode(std::string_view(bytes).substr(0, 16));
  read_definitions(bytes);
  read_index(bytes);
  return 0;
}
