// What a column of an export is for, guessed from its name and its answers.
#pragma once

#include <string>

#include "data/table.h"

namespace kith::run {

enum class Role {
  Question,
  Respondent,  // identifies who answered
  Machine,     // when and how it was answered: timestamps, durations, devices
  Personal,    // names, addresses, telephone numbers: they have no place in a study
  Weight,
  Stratum,
  Cluster,
  Repeated,  // all ticks of a question in one text, beside a column for each
  Empty,     // nobody answered
};

Role role_of(const data::Column& column);
// "a time", "no answers", ...: why it is no question.
std::string reason_of(Role role);

}  // namespace kith::run
