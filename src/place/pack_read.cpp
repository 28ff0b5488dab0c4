// A place pack's bytes, checked, and the search in them (see pack.h).
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/file.h"
#include "data/packed.h"
#include "place/pack.h"

namespace kith::place {

namespace {

using data::PackedReader;

constexpr std::size_t mark_size = pack_magic.size() + 64;

std::vector<std::string> read_texts(PackedReader& reader) {
  std::vector<std::string> texts(reader.count(sizeof(std::uint64_t)));
  for (std::string& text : texts) {
    text = reader.text();
  }
  return texts;
}

bool all_below(std::span<const std::uint32_t> numbers, std::size_t limit) {
  return std::ranges::all_of(numbers, [&](std::uint32_t number) { return number < limit || number == nowhere; });
}

template <typename T>
bool strictly_increasing(std::span<const T> values) {
  return std::ranges::adjacent_find(values, [](const T& a, const T& b) { return a >= b; }) == values.end();
}

PackedIndex read_index(PackedReader& reader, const std::vector<std::string>& vintages, std::size_t areas) {
  PackedIndex index;
  Definition& definition = index.definition;
  for (std::string* text : {&definition.id, &definition.title, &definition.base, &definition.warning,
                            &definition.publisher, &definition.source, &definition.licence, &definition.rule}) {
    *text = reader.text();
  }
  definition.nations = read_texts(reader);
  definition.vintages = read_texts(reader);
  definition.bands_by = reader.one_of<By>(2);
  definition.bands_end_at = reader.one_of<EndsAt>(3);
  index.deciles_checked = reader.number() != 0;
  index.hash = reader.text();
  index.areas = reader.array<std::uint32_t>();
  index.ranks = reader.array<double>();
  index.deciles = reader.array<std::uint8_t>();
  index.population = reader.array<std::uint32_t>();
  definition.areas = index.areas.size();
  const std::size_t size = index.areas.size();
  if (index.ranks.size() != size || index.deciles.size() != size ||
      (!index.population.empty() && index.population.size() != size)) {
    reader.damaged("an index whose columns differ in length");
  }
  const auto is_rank = [&](double rank) { return rank >= 1 && rank <= static_cast<double>(size); };
  if (!std::ranges::all_of(index.ranks.span(), is_rank) || !std::ranges::is_sorted(index.ranks.span()) ||
      !std::ranges::all_of(index.deciles.span(), [](std::uint8_t decile) { return decile >= 1 && decile <= 10; })) {
    reader.damaged("an index whose ranks or deciles are none");
  }
  for (const std::string& vintage : definition.vintages) {
    if (std::ranges::find(vintages, vintage) == vintages.end()) {
      reader.damaged("an index of areas that it does not have");
    }
  }
  index.position_of_area.assign(areas, nowhere);
  for (std::uint32_t position = 0; position < size; ++position) {
    const std::uint32_t area = index.areas[position];
    if (area >= areas || index.position_of_area[area] != nowhere) {
      reader.damaged("an index whose areas are not in order");
    }
    index.position_of_area[area] = position;
  }
  return index;
}

Found found_of(std::uint32_t packed) {
  return {packed & ((1U << mark_shift) - 1), static_cast<std::uint8_t>(packed >> mark_shift)};
}

}  // namespace

std::size_t PackedIndex::in_band(double percent, std::optional<By> by) const {
  if (by.value_or(definition.bands_by) == By::Areas) {
    return areas_in_band(ranks.span(), percent, definition.bands_end_at);
  }
  if (population.empty()) {
    throw Error({"no-population",
                 fmt::format("the pack does not know the populations of `{}`", definition.id),
                 {},
                 "build it with --population, or take bands by areas"});
  }
  return areas_in_band(population.span(), percent);
}

Pack::Pack(const std::filesystem::path& path) : Pack(std::make_shared<const data::MappedFile>(path), path.string()) {}

Pack::Pack(const std::shared_ptr<const data::MappedFile>& file, const std::string& source) : source_(source) {
  const std::string_view bytes = file->bytes();
  PackedReader reader(file, source, {"the place pack", "make it again with kith place build"});
  if (!bytes.starts_with(pack_magic)) {
    throw Error({"not-a-pack",
                 bytes.starts_with(pack_magic.substr(0, 7)) ? "this place pack is of another version of kith"
                                                            : "this is no place pack",
                 {source, 0},
                 "make one with kith place build"});
  }
  if (bytes.size() < mark_size || sha256(bytes.substr(mark_size)) != bytes.substr(pack_magic.size(), 64)) {
    reader.damaged("its checksum does not fit");
  }
  reader.enter(mark_size);
  vintages_ = read_texts(reader);
  for (std::size_t vintage = 0; vintage < vintages_.size(); ++vintage) {
    titles_.push_back(reader.text());
  }
  areas_ = read_texts(reader);
  districts_ = read_texts(reader);
  has_settlements_ = reader.number() != 0;
  outwards_ = reader.array<std::uint32_t>();
  ends_ = reader.array<std::uint32_t>();
  inwards_ = reader.array<std::uint16_t>();
  places_ = reader.array<std::uint32_t>();
  for (std::size_t vintage = 0; vintage < vintages_.size(); ++vintage) {
    place_areas_.push_back(reader.array<std::uint32_t>());
  }
  place_districts_ = reader.array<std::uint32_t>();
  place_settlements_ = reader.array<std::uint8_t>();

  if (ends_.size() != outwards_.size() || places_.size() != inwards_.size() ||
      (outwards_.empty() ? !inwards_.empty() : ends_[ends_.size() - 1] != inwards_.size())) {
    reader.damaged("columns of postcodes that differ in length");
  }
  if (!strictly_increasing(outwards_.span()) || !strictly_increasing(ends_.span()) ||
      (!ends_.empty() && ends_[0] == 0)) {
    reader.damaged("postcodes that are not in order");
  }
  for (std::size_t outward = 0, begin = 0; outward < outwards_.size(); begin = ends_[outward++]) {
    const auto inwards = inwards_.span().subspan(begin, ends_[outward] - begin);
    if (!strictly_increasing(inwards) || inwards.back() >= inward_codes) {
      reader.damaged("postcodes that are not in order");
    }
  }
  const std::size_t places = place_districts_.size();
  const bool whole = std::ranges::all_of(place_areas_, [&](const data::Cells<std::uint32_t>& areas) {
    return areas.size() == places && all_below(areas.span(), areas_.size());
  });
  if (!whole || place_settlements_.size() != places || !all_below(place_districts_.span(), districts_.size()) ||
      std::ranges::any_of(place_settlements_.span(), [](std::uint8_t one) { return one > 2; }) ||
      std::ranges::any_of(places_.span(), [&](std::uint32_t place) { return found_of(place).place >= places; })) {
    reader.damaged("a place that there is not");
  }
  const std::size_t indices = reader.count(8 * sizeof(std::uint64_t));
  for (std::size_t i = 0; i < indices; ++i) {
    indices_.push_back(read_index(reader, vintages_, areas_.size()));
  }
}

std::optional<Found> Pack::find(const Postcode& postcode) const {
  const auto outwards = outwards_.span();
  const auto outward = std::ranges::lower_bound(outwards, postcode.outward);
  if (outward == outwards.end() || *outward != postcode.outward) {
    return std::nullopt;
  }
  const auto at = static_cast<std::size_t>(outward - outwards.begin());
  const std::size_t begin = at == 0 ? 0 : ends_[at - 1];
  const auto inwards = inwards_.span().subspan(begin, ends_[at] - begin);
  const auto inward = std::ranges::lower_bound(inwards, postcode.inward);
  if (inward == inwards.end() || *inward != postcode.inward) {
    return std::nullopt;
  }
  const std::size_t row = begin + static_cast<std::size_t>(inward - inwards.begin());
  return found_of(places_[row]);
}

void Pack::each(const std::function<void(const Postcode&, const Found&)>& visit) const {
  std::size_t row = 0;
  for (std::size_t outward = 0; outward < outwards_.size(); ++outward) {
    for (; row < ends_[outward]; ++row) {
      visit({outwards_[outward], inwards_[row]}, found_of(places_[row]));
    }
  }
}

}  // namespace kith::place
