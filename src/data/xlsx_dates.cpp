#include "data/xlsx_dates.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace kith::data {

Shown shown_by(std::string_view code) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    switch (code[at]) {
      case '"':
        at = std::min(code.find('"', at + 1), code.size());
        break;
      case '\\':
      case '_':
      case '*':
        ++at;  // the next character stands for itself
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', at), code.size());
        const char first = at + 1 < code.size() ? code[at + 1] : ' ';
        if (end - at <= 3 && (first == 'h' || first == 'm' || first == 's' || first == 'H')) {
          return Shown::Date;  // [hh]: hours beyond a day
        }
        at = end;
        break;
      }
      case 'y':
      case 'Y':
      case 'm':
      case 'M':
      case 'd':
      case 'D':
      case 'h':
      case 'H':
      case 's':
      case 'S':
        return Shown::Date;
      case 'G':
      case 'g':
        if (code.substr(at).starts_with("General")) {
          at += 6;
        }
        break;
      default:
        break;
    }
  }
  return Shown::Number;
}

Shown shown_by(int format) {
  const bool date = (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
                    (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
  return date ? Shown::Date : Shown::Number;
}

std::string date_text(double serial, DateSystem system) {
  constexpr double from_1900 = 25569, from_1904 = 24107;  // 1970-01-01
  const double seconds = std::round(serial * 86400);
  const auto day = static_cast<std::int64_t>(std::floor(seconds / 86400));
  const auto second = static_cast<std::int64_t>(seconds) - day * 86400;
  std::string time = fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (day == 0 && second != 0) {
    return time;
  }
  const bool before_leap = system == DateSystem::From1900 && day < 60;  // Excel thinks that 1900 was a leap year
  const double origin = system == DateSystem::From1904 ? from_1904 : before_leap ? from_1900 - 1 : from_1900;
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(day - static_cast<std::int64_t>(origin)))};
  const std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return second == 0 ? text : text + ' ' + time;
}

}  // namespace kith::data
