// A place pack: a postcode look-up and indices of deprivation in one file that is mapped, so that a million postcodes
// find their bands in less than a second.
//
//   8    "KITHPLC1"
//   64   SHA-256, in hexadecimal, of all that follows
//        a head and arrays as in data/packed.h: vintages, indices with their rules, codes of areas and districts, the
//        outward codes with where their inward codes begin, the inward codes (2 bytes each) with their place and, in
//        its three highest bits, their marks (4), the places (areas of each vintage, district, settlement), each
//        index's areas in the order of rank
//
// A postcode costs 6 bytes, the United Kingdom's 2.7 million about 17 megabytes. The same sources make the same bytes.
// On opening the checksum is held against the bytes, and everything that is an index into something else is checked, so
// that a damaged pack is an Error ("damaged-file") and nothing else. A pack holds no person's data.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/cells.h"
#include "data/mapped_file.h"
#include "place/index.h"
#include "place/postcodes.h"

namespace kith::place {

constexpr std::string_view pack_magic = "KITHPLC1";
constexpr unsigned mark_shift = 29;  // of a postcode's marks, above the number of its place

// The bytes of a pack. Throws Error when areas of the look-up are missing in an index of their vintage and nation.
std::string pack(const PostcodeFile& postcodes, const std::vector<Index>& indices, const Library& library);

// An index as a pack holds it. Positions are places in the order of rank.
struct PackedIndex {
  Definition definition;  // what a join needs of it: no names of columns
  bool deciles_checked = false;
  std::string hash;  // of the publisher's file
  data::Cells<std::uint32_t> areas;
  data::Cells<double> ranks;
  data::Cells<std::uint8_t> deciles;
  data::Cells<std::uint32_t> population;        // empty when not known
  std::vector<std::uint32_t> position_of_area;  // nowhere: the index does not have the area

  std::size_t in_band(double percent, std::optional<By> by) const;  // as Index::in_band
};

struct Found {
  std::uint32_t place = 0;
  std::uint8_t marks = 0;
};

class Pack {
 public:
  // `source` names the pack in problems.
  Pack(const std::shared_ptr<const data::MappedFile>& file, const std::string& source);
  explicit Pack(const std::filesystem::path& path);

  std::optional<Found> find(const Postcode& postcode) const;

  // In the order of the postcodes.
  void each(const std::function<void(const Postcode&, const Found&)>& visit) const;

  std::size_t postcodes() const { return inwards_.size(); }
  const std::vector<PackedIndex>& indices() const { return indices_; }
  const std::vector<std::string>& vintages() const { return vintages_; }  // ids
  const std::vector<std::string>& vintage_titles() const { return titles_; }
  const std::vector<std::string>& areas() const { return areas_; }
  const std::vector<std::string>& districts() const { return districts_; }
  bool has_settlements() const { return has_settlements_; }
  const std::string& source() const { return source_; }

  // nowhere when it has none.
  std::uint32_t area(std::uint32_t place, std::size_t vintage) const { return place_areas_[vintage][place]; }
  std::uint32_t district(std::uint32_t place) const { return place_districts_[place]; }
  Settlement settlement(std::uint32_t place) const { return static_cast<Settlement>(place_settlements_[place]); }

 private:
  std::vector<std::string> vintages_, titles_, areas_, districts_;
  std::vector<PackedIndex> indices_;
  bool has_settlements_ = false;
  std::string source_;
  data::Cells<std::uint32_t> outwards_, ends_;  // each outward code, and where its inward codes end
  data::Cells<std::uint16_t> inwards_;
  data::Cells<std::uint32_t> places_;
  std::vector<data::Cells<std::uint32_t>> place_areas_;
  data::Cells<std::uint32_t> place_districts_;
  data::Cells<std::uint8_t> place_settlements_;
};

}  // namespace kith::place
