// Where synthetic people live: a postcode each, consistent with the project and its nation.
//
// A project draws from a stretch of neighbouring postcodes of its nation, so that its people live near each other. With
// `deprived` in simulate.toml so many of them live in deprived areas, more or fewer by project.
#pragma once

#include <string>
#include <vector>

#include "simulate/people.h"

namespace kith::simulate {

// Where somebody may live.
struct Address {
  std::string postcode;
  std::string nation;  // code of the study; empty: the index speaks for several
  bool deprived = false;
};

// Every live postcode of the study's place pack, in the order of the postcodes; none without [place].
std::vector<Address> addresses_of(const study::Study& study, Problems& problems);

// One cell a person, typed as people type: with and without the blank, in capitals or not; some half, some none.
std::vector<std::string> postcodes(const study::Population& population, const std::string& wave, const Recipe& recipe,
                                   const std::vector<Person>& people, const std::vector<Address>& addresses,
                                   Problems& problems);

}  // namespace kith::simulate
