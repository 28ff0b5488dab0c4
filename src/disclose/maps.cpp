#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "disclose/gate.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;
using Released = std::map<std::string_view, const Finding*>;

const Finding* figure_of(const Released& released, const std::string& id) {
  const auto found = released.find(id);
  return found == released.end() || found->second->withheld ? nullptr : found->second;
}

// The low end of the band that a released count is shown as: the count itself is not needed, and not used.
std::optional<std::int64_t> band_low(const Finding& count, const Rules& rules) {
  if (count.bases.band) {
    return count.bases.band->low;
  }
  return count.value ? std::optional(rules.flag_below) : std::nullopt;
}

void show_counts(finding::Map& map, const Released& released, const Rules& rules) {
  std::map<std::int64_t, std::size_t> levels;  // low end -> index
  const auto low_of = [&](const finding::Map::Mark& mark) {
    const Finding* figure = figure_of(released, mark.finding);
    return figure == nullptr || figure->kind != Kind::Count ? std::nullopt : band_low(*figure, rules);
  };
  for (const finding::Map::Mark& mark : map.marks) {
    if (const auto low = low_of(mark)) {
      levels.emplace(*low, 0);
    }
  }
  for (auto& [low, index] : levels) {
    index = map.levels.size();
    map.levels.push_back(low < rules.flag_below ? base_text(low, rules)
                                                : fmt::format("{} or more", text::grouped(rules.flag_below)));
  }
  for (finding::Map::Mark& mark : map.marks) {
    if (const auto low = low_of(mark)) {
      mark.level = levels.at(*low);
    }
  }
}

// The smallest step of 1, 2 or 5 times a power of ten that cuts `low` to `high` into at most five classes.
double step_of(double low, double high, double finest) {
  for (double power = finest;; power *= 10) {
    for (const double step : {power, 2 * power, 5 * power}) {
      if (std::floor(high / step + 1e-9) - std::floor(low / step + 1e-9) < 5) {
        return step;
      }
    }
  }
}

std::string class_text(double low, double step, Kind kind) {
  if (kind != Kind::Share) {
    return fmt::format("{} to under {}", text::exact(round_half_up(low, 6)), text::exact(round_half_up(low + step, 6)));
  }
  const auto first = static_cast<int>(std::lround(low)),
             last = std::min(100, static_cast<int>(std::lround(low + step)) - 1);
  return first == last ? fmt::format("{}%", first) : fmt::format("{}% to {}%", first, last);
}

// Classes of equal width over the released figures, as they are rounded for readers; shares in whole percents.
void show_figures(finding::Map& map, const Released& released) {
  std::vector<std::pair<finding::Map::Area*, double>> shown;
  Kind kind = Kind::Share;
  for (finding::Map::Area& area : map.areas) {
    const Finding* figure = figure_of(released, area.finding);
    if (figure != nullptr && figure->value && std::isfinite(*figure->value)) {
      kind = figure->kind;
      shown.emplace_back(&area, kind == Kind::Share ? whole_percent(*figure->value) : *figure->value);
    }
  }
  if (shown.empty()) {
    return;
  }
  const auto [least, most] = std::ranges::minmax(shown, {}, &std::pair<finding::Map::Area*, double>::second);
  const double finest =
      kind == Kind::Share ? 1 : std::pow(10, std::floor(std::log10(std::max(1e-6, std::abs(most.second)))) - 3);
  const double step = step_of(least.second, most.second, finest);
  const double first = std::floor(least.second / step + 1e-9);
  const auto level_of = [&](double value) { return static_cast<std::size_t>(std::floor(value / step + 1e-9) - first); };
  for (std::size_t i = 0; i <= level_of(most.second); ++i) {
    map.levels.push_back(class_text((first + static_cast<double>(i)) * step, step, kind));
  }
  for (const auto& [area, value] : shown) {
    area->level = level_of(value);
  }
}

}  // namespace

Safe<finding::Map> Gate::release(finding::Map map, std::span<const Safe<Finding>> released) const {
  Released figures;
  for (const Safe<Finding>& finding : released) {
    figures.emplace(finding->id, &*finding);
  }
  for (finding::Map::Mark& mark : map.marks) {
    mark.level.reset();
  }
  if (map.shows != finding::Map::Shows::Bands) {
    map.levels.clear();
    for (finding::Map::Area& area : map.areas) {
      area.level.reset();
    }
  }
  if (map.shows == finding::Map::Shows::Projects) {
    show_counts(map, figures, rules_);
  } else if (map.shows == finding::Map::Shows::Figures) {
    show_figures(map, figures);
  }
  return Safe<finding::Map>(std::move(map));
}

}  // namespace kith::disclose
