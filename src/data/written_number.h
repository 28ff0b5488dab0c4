// Numbers as people and spreadsheets write them: "1,75" where the comma is the decimal mark, "12,345", "£1,200.50",
// "45%".
//
// A column is numbers when every answer in it is written so, with one unit at most. The decimal mark is what every
// answer of the column agrees with; where both would do ("1,234") it is the comma in files whose cells are not
// separated by commas, as those who write 1,75 export them, and the point in all others. Between commas a lone "1,3" is
// left alone: it may be two options of a list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/table.h"

namespace kith::data {

enum class DecimalMark { Point, Comma };

struct WrittenNumber {
  double value = 0;
  std::string_view unit;  // "%", "£", "$", "€", or none
};

// None when the text is anything else, or an identifier that begins with zeros.
std::optional<WrittenNumber> written_number(std::string_view text, DecimalMark mark);

// Makes a column of texts one of numbers when it is. Returns an answer of it that shows how they were written; empty
// when the column stays what it was.
std::string read_written_numbers(Column& column, char delimiter);

}  // namespace kith::data
