// What ships with Kith about national surveys: the surveys, questions and published figures that a study may use by
// name, and the pairs of questions that must not be compared (E1, E2). The data are src/study/library/*.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "study/study.h"

namespace kith::study {

struct Library {
  std::vector<Survey> surveys;
  std::vector<Benchmark>
      entries;  // id, survey's code in `library`, and what is known; percent 0 and computed: a question
  std::vector<NearMiss> near_misses;

  const Survey* survey(std::string_view code) const;
  const Benchmark* entry(std::string_view id) const;
};

// Read once. Throws Error with every problem of the data, which a test keeps from happening.
const Library& library();

// Fills what the benchmark does not say from the entry: texts, dates, percent, base and design factor.
void fill_from(const Benchmark& entry, Benchmark& benchmark);

// The near miss that our wording and their benchmark are; null when they are none.
const NearMiss* near_miss(std::string_view our_wording, const Benchmark& benchmark);

}  // namespace kith::study
