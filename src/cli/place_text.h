// How postcodes matched and what a pack holds, as people and programs read it.
#pragma once

#include <string>

#include "place/join.h"
#include "place/pack.h"

namespace kith::cli {

struct PlaceDone {
  std::string file, column;  // what was written; the column that was left out of it
  place::Joined joined;
};

std::string place_table(const PlaceDone& done);
std::string place_json(const PlaceDone& done);
std::string place_csv(const PlaceDone& done);

// Of a pack just made: its indices, and how many areas lie in the worst 20%.
std::string pack_table(const std::string& file, const place::Pack& pack, std::size_t bytes);

}  // namespace kith::cli
