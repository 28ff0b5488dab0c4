// The bytes of a place pack (see pack.h).
#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/packed.h"
#include "place/pack.h"

namespace kith::place {

namespace {

// The arrays of the file, made before the head is written.
struct Arrays {
  std::vector<std::string> areas;  // of the look-up and of the indices, sorted
  std::vector<std::uint32_t> outwards, ends;
  std::vector<std::uint16_t> inwards;
  std::vector<std::uint32_t> places;
  std::vector<std::vector<std::uint32_t>> place_areas;
  std::vector<std::uint32_t> place_districts;
  std::vector<std::uint8_t> place_settlements;
  std::vector<std::vector<std::uint32_t>> index_areas;
};

std::vector<std::string> all_areas(const PostcodeFile& postcodes, const std::vector<Index>& indices) {
  std::vector<std::string> areas = postcodes.areas;
  for (const Index& index : indices) {
    areas.insert(areas.end(), index.codes.begin(), index.codes.end());
  }
  std::ranges::sort(areas);
  areas.erase(std::ranges::unique(areas).begin(), areas.end());
  return areas;
}

std::uint32_t number_of(const std::vector<std::string>& sorted, const std::string& code) {
  return static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, code) - sorted.begin());
}

Arrays arrays_of(const PostcodeFile& postcodes, const std::vector<Index>& indices) {
  Arrays arrays;
  arrays.areas = all_areas(postcodes, indices);
  for (const PostcodeRow& row : postcodes.rows) {
    if (arrays.outwards.empty() || arrays.outwards.back() != row.postcode.outward) {
      arrays.outwards.push_back(row.postcode.outward);
      arrays.ends.push_back(0);
    }
    arrays.inwards.push_back(row.postcode.inward);
    arrays.places.push_back(row.place | static_cast<std::uint32_t>(row.marks) << mark_shift);
    arrays.ends.back() = static_cast<std::uint32_t>(arrays.inwards.size());
  }
  std::vector<std::uint32_t> area_of;
  area_of.reserve(postcodes.areas.size());
  for (const std::string& area : postcodes.areas) {
    area_of.push_back(number_of(arrays.areas, area));
  }
  for (std::size_t vintage = 0; vintage < postcodes.vintages.size(); ++vintage) {
    std::vector<std::uint32_t>& areas = arrays.place_areas.emplace_back();
    for (const Place& place : postcodes.places) {
      areas.push_back(place.areas[vintage] == nowhere ? nowhere : area_of[place.areas[vintage]]);
    }
  }
  for (const Place& place : postcodes.places) {
    arrays.place_districts.push_back(place.district);
    arrays.place_settlements.push_back(static_cast<std::uint8_t>(place.settlement));
  }
  for (const Index& index : indices) {
    std::vector<std::uint32_t>& areas = arrays.index_areas.emplace_back();
    for (const std::string& code : index.codes) {
      areas.push_back(number_of(arrays.areas, code));
    }
  }
  return arrays;
}

void add_texts(data::PackedHead& head, const std::vector<std::string>& texts) {
  head.number(texts.size());
  for (const std::string& text : texts) {
    head.text(text);
  }
}

void add_index(data::PackedHead& head, data::PackedArrays& arrays, const Index& index,
               const std::vector<std::uint32_t>& areas) {
  const Definition& definition = index.definition;
  for (const std::string* text : {&definition.id, &definition.title, &definition.base, &definition.warning,
                                  &definition.publisher, &definition.source, &definition.licence, &definition.rule}) {
    head.text(*text);
  }
  add_texts(head, definition.nations);
  add_texts(head, definition.vintages);
  head.number(static_cast<std::uint64_t>(definition.bands_by));
  head.number(static_cast<std::uint64_t>(definition.bands_end_at));
  head.number(index.deciles_checked ? 1 : 0);
  head.text(index.hash);
  arrays.add(head, std::span(areas));
  arrays.add(head, std::span(index.ranks));
  arrays.add(head, std::span(index.deciles));
  arrays.add(head, std::span(index.population));
}

std::string head_of(const PostcodeFile& postcodes, const std::vector<Index>& indices, const Library& library,
                    const Arrays& made, data::PackedArrays& arrays) {
  data::PackedHead head;
  add_texts(head, postcodes.vintages);
  for (const std::string& vintage : postcodes.vintages) {
    head.text(library.vintage(vintage).title);
  }
  add_texts(head, made.areas);
  add_texts(head, postcodes.districts);
  head.number(postcodes.has_settlements ? 1 : 0);
  arrays.add(head, std::span(made.outwards));
  arrays.add(head, std::span(made.ends));
  arrays.add(head, std::span(made.inwards));
  arrays.add(head, std::span(made.places));
  for (const std::vector<std::uint32_t>& areas : made.place_areas) {
    arrays.add(head, std::span(areas));
  }
  arrays.add(head, std::span(made.place_districts));
  arrays.add(head, std::span(made.place_settlements));
  head.number(indices.size());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    add_index(head, arrays, indices[i], made.index_areas[i]);
  }
  return head.take();
}

// Areas of the look-up that an index of their vintage and nation does not know are of another vintage.
void check_areas(const PostcodeFile& postcodes, const Index& index, const Library& library, Problems& problems) {
  std::vector<std::string> known = index.codes;
  std::ranges::sort(known);
  for (const std::string& id : index.definition.vintages) {
    const Vintage& vintage = library.vintage(id);
    // Of a nation that the index covers: codes whose range holds a code of the index.
    std::vector<std::string> unknown;
    for (const std::string& area : postcodes.areas) {
      const bool covered = std::ranges::any_of(vintage.codes, [&](const CodeRange& range) {
        const auto at = std::ranges::lower_bound(known, range.from);
        return area.size() == range.from.size() && area >= range.from && area <= range.to && at != known.end() &&
               *at <= range.to;
      });
      if (covered && !std::ranges::binary_search(known, area)) {
        unknown.push_back(area);
      }
    }
    const std::size_t column =
        static_cast<std::size_t>(std::ranges::find(postcodes.vintages, id) - postcodes.vintages.begin());
    std::erase_if(unknown, [&](const std::string& area) {
      const std::uint32_t number = number_of(postcodes.areas, area);
      return std::ranges::none_of(postcodes.places, [&](const Place& place) { return place.areas[column] == number; });
    });
    if (!unknown.empty()) {
      std::string looks;
      for (const Vintage* other : library.vintages_of(unknown, id)) {
        looks += fmt::format("{}{}", looks.empty() ? "; they look like " : " or ", other->title);
      }
      problems.add("wrong-vintage",
                   fmt::format("`{}` is bound to {}, and {} areas of the look-up's column are not in it: {}{}",
                               index.definition.id, vintage.title, unknown.size(), some_of(unknown), looks),
                   {index.file, 0}, "an index of the look-up's areas, or a look-up of the index's");
    }
  }
}

}  // namespace

std::string pack(const PostcodeFile& postcodes, const std::vector<Index>& indices, const Library& library) {
  Problems problems;
  for (const Index& index : indices) {
    check_areas(postcodes, index, library, problems);
  }
  problems.throw_if_any();
  const Arrays made = arrays_of(postcodes, indices);
  const std::string blank(64, '0');
  std::string bytes = data::packed(std::string(pack_magic) + blank, [&](data::PackedArrays& arrays) {
    return head_of(postcodes, indices, library, made, arrays);
  });
  const std::size_t begin = pack_magic.size() + blank.size();
  bytes.replace(pack_magic.size(), blank.size(), sha256(std::string_view(bytes).substr(begin)));
  return bytes;
}

}  // namespace kith::place
