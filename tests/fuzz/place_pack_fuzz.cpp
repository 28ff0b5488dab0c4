// Any bytes as a place pack, and a whole one with a few of its bytes changed, with and without a checksum that fits: an
// Error, or a pack in which every place can be looked up.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/file.h"
#include "place/join.h"

namespace {

using namespace kith::place;

std::string whole() {
  PostcodeFile file;
  file.vintages = {"soa2001"};
  file.areas = {"95AA01S1", "95AA01S2"};
  file.districts = {"N09000001"};
  file.places = {
      {{0}, 0, Settlement::Urban}, {{1}, nowhere, Settlement::Rural}, {{nowhere}, nowhere, Settlement::Unknown}};
  file.has_settlements = true;
  for (const char* text : {"BT1 1AA", "BT1 1AB", "BT2 1AA", "BT20 9ZZ"}) {
    file.rows.push_back({parse_postcode(text).postcode, static_cast<std::uint32_t>(file.rows.size() % 3), 1});
  }
  static const Library official = library();
  Index index;
  index.definition = official.index("nimdm2017");
  index.codes = {"95AA01S2", "95AA01S1"};
  index.ranks = {1, 2};
  index.deciles = {5, 10};
  index.population = {100, 200};
  return pack(file, {index}, official);
}

void read(std::string bytes) {
  try {
    const Pack opened(kith::data::MappedFile::holding(std::move(bytes)), "fuzz.kithplaces");
    const kith::data::Column typed =
        kith::data::Column::text("p", {"BT1 1AA", "BT1 1AB", "BT2 1AA", "BT20 9ZZ", "BT3 1AA"});
    JoinOptions options;
    options.keep = Keep::Area;
    (void)join(typed, opened, options);
    options.keep = Keep::District;
    options.by = By::Population;
    (void)join(typed, opened, options);
  } catch (const kith::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read(std::string(reinterpret_cast<const char*>(data), size));
  static const std::string good = whole();
  constexpr std::size_t begin = pack_magic.size() + 64;
  std::string changed = good;
  for (std::size_t i = 0; i + 3 <= size; i += 3) {
    changed[(std::size_t{data[i]} * 256 + data[i + 1]) % changed.size()] = static_cast<char>(data[i + 2]);
  }
  read(changed);
  changed.replace(0, pack_magic.size(), pack_magic);
  changed.replace(pack_magic.size(), 64, kith::sha256(std::string_view(changed).substr(begin)));
  read(std::move(changed));
  return 0;
}
