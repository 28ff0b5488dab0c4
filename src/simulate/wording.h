// Open answers, put together from the sentences of the recipe so that they say the themes they are given.
//
// "I {met|got to know} {my neighbours|people nearby}" is four sentences. Some answers are written as people write on a
// phone: no capital, no full stop, two letters swapped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulate/draws.h"
#include "simulate/people.h"
#include "simulate/recipe.h"

namespace kith::simulate {

// One of the alternatives of each pair of braces. `which` numbers the choices and is moved on.
std::string expand(std::string_view sentence, const Draws& draws, std::uint64_t who, std::uint32_t& which);

class Wordings {
 public:
  Wordings(const Recipe& recipe, const std::string& population, const std::string& wave, const std::string& question);

  // What `person` wrote: one sentence a theme, in this order; without themes one sentence or two of those that have
  // none.
  std::string compose(const Person& person, const std::vector<std::string>& themes) const;

 private:
  struct Choice {
    std::vector<std::string> openings, sentences;
  };
  Choice choices(const std::string& programme, const std::string& theme) const;

  const Recipe& recipe_;
  std::string population_, question_;
  std::string scope_;
  Draws style_;
};

}  // namespace kith::simulate
