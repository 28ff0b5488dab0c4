// A finding as the object that every command and file prints (docs/estimate.md): one writer, so that the names agree.
//
//   {"measure":..,"by":{..},"category":..,"value":..,"se":..,"df":..,"interval":{"low","high","level","method"},
//    "bases":{"unweighted","weighted","effective"},"design_effect":..,"notes":[{"code","text"}]}
// and after multiple imputation "imputation":{..}. What is absent is null. Key order is fixed and numbers are the
// shortest text that reads back as the same double.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "finding/finding.h"

namespace kith::finding {

// A level is named by its code in a study, whose author chose the codes, and by its label in a file of someone else's.
enum class LevelText { Code, Label };

nlohmann::ordered_json to_json(const Finding& finding, LevelText levels);

// [{"code","text"}].
nlohmann::ordered_json to_json(const std::vector<Note>& notes);

// {"m","fmi","riv","df_complete","complete_cases":{"value","se","interval","unweighted"}}: a key "imputation" that only
// imputed figures have.
nlohmann::ordered_json to_json(const Imputation& imputation);

// {"low","high","level","method"}, or null.
nlohmann::ordered_json to_json(const std::optional<Interval>& interval);

}  // namespace kith::finding
