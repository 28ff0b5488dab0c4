// A postcode look-up of the Office for National Statistics (ONSPD, NSPL), or any file of its form.
//
// Of each postcode is kept: its small area in every vintage that is asked for, its local authority district, whether
// its settlement is urban or rural, and whether it is terminated, of a large user, or without a place. Columns are
// known by many names (src/place/library/areas.toml). Codes that end in 99999999, which stand for "no such area here",
// are none; a postcode without an area in any vintage of the look-up is not geographic (PO boxes, the Channel Islands,
// the Isle of Man). Postcodes that cannot be read, and those that stand twice with different places, refuse the file.
//
// Cost: 2.7 million rows of 52 columns in seconds (bench/place_bench.cpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "place/library.h"
#include "place/postcode.h"

namespace kith::place {

constexpr std::uint32_t nowhere = 0xFFFFFFFF;

enum class Settlement : std::uint8_t { Unknown, Urban, Rural };

// What a postcode says about where it is. Many postcodes share one.
struct Place {
  std::vector<std::uint32_t> areas;  // of each vintage: index into PostcodeFile::areas, or nowhere
  std::uint32_t district = nowhere;  // index into PostcodeFile::districts
  Settlement settlement = Settlement::Unknown;

  auto operator<=>(const Place&) const = default;
};

struct PlaceHash {
  std::size_t operator()(const Place& place) const;
};

// What is known of a postcode itself; three bits.
constexpr std::uint8_t terminated = 1;
constexpr std::uint8_t large_user = 2;
constexpr std::uint8_t not_geographic = 4;

struct PostcodeRow {
  Postcode postcode;
  std::uint32_t place = 0;  // index into PostcodeFile::places
  std::uint8_t marks = 0;
};

struct PostcodeFile {
  std::vector<std::string> vintages;          // ids
  std::vector<std::string> areas, districts;  // codes, sorted
  std::vector<Place> places;                  // sorted
  std::vector<PostcodeRow> rows;              // in the order of the postcodes
  bool has_settlements = false;
};

// Reads the files as one. Error when a vintage has no column in them.
PostcodeFile read_postcodes(const std::vector<std::filesystem::path>& files, const std::vector<std::string>& vintages,
                            const Library& library, int threads = 2);

}  // namespace kith::place
