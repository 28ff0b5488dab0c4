// Excel's dates: numbers that a format shows as dates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kith::data {

enum class Shown : std::uint8_t { Number, Date };

// Whether a number format shows a date or time, by its code ("dd/mm/yyyy", "[$-409]h:mm AM/PM"; not "0.00", "\"Day\"
// 0").
Shown shown_by(std::string_view format_code);
// The same of the formats that have no code in the file (ECMA-376 part 1, 18.8.30).
Shown shown_by(int builtin_format);

enum class DateSystem : std::uint8_t { From1900, From1904 };

// "2021-04-01", "2021-04-01 09:30:00", or "09:30:00" of a day's fraction. Excel's 29 February 1900 becomes the 28th.
std::string date_text(double serial, DateSystem system);

}  // namespace kith::data
