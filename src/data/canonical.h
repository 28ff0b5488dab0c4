// Responses written the way that Kith itself would ask for them: CSV, columns named like the questions, answers as
// codes.
//
// Reading the bytes with the same study gives the same table. Text is written as it was given, even where it begins
// like a formula: a quote must be verbatim. What follows from the study (programme and nation of a project, routing) is
// not written.
#pragma once

#include <string>

#include "data/table.h"
#include "study/study.h"

namespace kith::data {

// `table` comes from `receive`.
std::string canonical_csv(const Table& table, const study::Population& population, const study::Instrument& instrument);

}  // namespace kith::data
