// One meaning for each colour through the whole report, and never by colour alone: participants are filled marks,
// everyone else open ones; what was tested is a solid line, what was not a dashed one. report.css has the same values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kith::report::palette {

constexpr std::string_view ink = "#1b1f24";
constexpr std::string_view teal = "#0b6e6e";       // participants
constexpr std::string_view teal_soft = "#a9cfcb";  // their intervals
constexpr std::string_view ochre = "#a94f12";      // attention: cautions, feedback
constexpr std::string_view grey = "#5b6470";       // everyone else; what is said about a chart
constexpr std::string_view bar = "#c9c4b8";        // the gap between the two
constexpr std::string_view faint = "#e4e0d5";      // gridlines, empty tracks
constexpr std::string_view wash = "#f3f0e6";       // withheld
constexpr std::string_view white = "#ffffff";
constexpr std::string_view land = "#ece8dc";  // areas of a map that only say where things are

// The colour of level `index` of `count`, the last the darkest: one hue from pale to dark, so that the order is seen
// without telling colours apart, and in print.
std::string level(std::size_t index, std::size_t count);

}  // namespace kith::report::palette
