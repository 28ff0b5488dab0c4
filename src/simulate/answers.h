// The answers of everybody, question by question.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/table.h"
#include "simulate/latent.h"
#include "simulate/people.h"
#include "simulate/recipe.h"
#include "simulate/simulate.h"

namespace kith::simulate {

// One question's answers, one entry a person. What a question of its type does not use is empty.
struct Answers {
  const study::Question* question = nullptr;
  std::vector<data::Missing> reasons;            // None, Blank or NotAsked; an option that leaves the base is an answer
  std::vector<std::size_t> option;               // single: index into the question's options
  std::vector<std::vector<std::uint8_t>> ticks;  // multiple: by option; open: by theme
  std::vector<double> numbers;
  std::vector<std::string> texts;

  // The cell of a response file: an option's code, codes separated by `;`, a number, text; empty where there is none.
  std::string cell(std::size_t person) const;
};

// Whether targets are to be met: only in the wave that the report is about.
enum class Targets { Meet, Ignore };

struct Survey {
  const study::Study& study;
  const study::Population& population;
  std::string wave;
  const Recipe& recipe;
  const std::vector<Person>& people;
  Targets targets = Targets::Meet;
};

// In the order of the instrument. Adds the targets that are met, and a problem for each that cannot be.
std::vector<Answers> draw_answers(const Survey& survey, const FactorModel& factors, std::vector<Met>& met,
                                  Problems& problems);

}  // namespace kith::simulate
