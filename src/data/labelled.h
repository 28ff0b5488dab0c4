// SPSS (.sav, .zsav, .por) and Stata (.dta) files, by ReadStat, with everything that a survey needs of them: labels of
// variables and values, user-missing values and ranges, Stata's tagged missing values, dates, long texts,
// multiple-response sets, encodings.
//
// What is not carried is a Loss: the file's weight variable, notes, attributes, category sets, labels that ReadStat
// cuts. Encrypted, truncated and malformed files are Errors.
#pragma once

#include <string>
#include <string_view>

#include "data/import.h"

namespace kith::data {

enum class LabelledFormat { Sav, Por, Dta };

Imported read_labelled(std::string_view bytes, LabelledFormat format, const std::string& source,
                       const ReadOptions& options = {});

}  // namespace kith::data
