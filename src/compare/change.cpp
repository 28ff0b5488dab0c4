#include "compare/change.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "compare/benchmark.h"
#include "compare/effect_sizes.h"
#include "compare/mover.h"
#include "num/distribution.h"

namespace kith::compare {

namespace {

struct Rows {
  std::vector<std::size_t> before, after;
};

// By id, the rows that answered in each wave.
std::unordered_map<std::string_view, Rows> rows_by_id(std::span<const std::string> ids,
                                                      std::span<const std::uint8_t> before,
                                                      std::span<const std::uint8_t> after) {
  std::unordered_map<std::string_view, Rows> rows;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (ids[row].empty() || (before[row] == 0 && after[row] == 0)) {
      continue;
    }
    Rows& own = rows[ids[row]];
    (after[row] != 0 ? own.after : own.before).push_back(row);
  }
  return rows;
}

// The difference as if nobody were in both waves.
finding::Finding between_strangers(const finding::Finding& before, const finding::Finding& after) {
  finding::Finding difference;
  if (!before.value || !after.value) {
    return difference;
  }
  difference.value = *after.value - *before.value;
  if (!before.se || !after.se) {
    return difference;
  }
  const auto variance_of = [](const finding::Finding& figure) {
    return VarianceOf{*figure.se * *figure.se, figure.df.value_or(std::numeric_limits<double>::infinity())};
  };
  const double error = std::hypot(*before.se, *after.se);
  const double df = satterthwaite(variance_of(before), variance_of(after));
  const double level = after.interval ? after.interval->level : 0.95;
  const auto t =
      std::isfinite(df) ? num::t_quantile(0.5 + level / 2, df) : std::optional(num::normal_quantile(0.5 + level / 2));
  difference.se = error;
  if (std::isfinite(df)) {
    difference.df = df;
  }
  if (t) {
    difference.interval =
        finding::Interval{*difference.value - *t * error, *difference.value + *t * error, level, "wald"};
  }
  return difference;
}

}  // namespace

Matched match(std::span<const std::string> ids, std::span<const std::uint8_t> before,
              std::span<const std::uint8_t> after) {
  Matched matched;
  matched.rows.resize(ids.size());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    matched.unnamed += ids[row].empty() && (before[row] != 0 || after[row] != 0) ? 1 : 0;
  }
  for (const auto& [id, rows] : rows_by_id(ids, before, after)) {
    if (rows.before.size() > 1 || rows.after.size() > 1) {
      ++matched.repeated;
    } else if (rows.before.size() == 1 && rows.after.size() == 1) {
      ++matched.people;
      matched.rows[rows.before.front()] = 1;
      matched.rows[rows.after.front()] = 1;
    }
  }
  return matched;
}

Moves moves(std::span<const std::string> ids, const Matched& matched, std::span<const std::uint8_t> after,
            std::span<const double> values) {
  struct Pair {
    double before = 0, after = 0;
  };
  std::unordered_map<std::string_view, Pair> pairs;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (matched.rows[row] != 0) {
      Pair& own = pairs[ids[row]];
      (after[row] != 0 ? own.after : own.before) = values[row];
    }
  }
  Moves found;
  for (const auto& [id, own] : pairs) {
    found.gained += own.after > own.before ? 1 : 0;
    found.lost += own.after < own.before ? 1 : 0;
  }
  return found;
}

std::optional<finding::Comparison> change_between(const estimate::Estimates& figures, std::size_t earlier,
                                                  std::size_t later, std::string code, std::string label,
                                                  double smallest_difference, Overlap overlap) {
  const finding::Finding& before = figures.findings().at(earlier);
  const finding::Finding& after = figures.findings().at(later);
  const finding::Finding difference =
      overlap == Overlap::Known ? figures.difference(later, earlier) : between_strangers(before, after);
  if (!before.value || !after.value || !difference.value) {
    return std::nullopt;
  }
  finding::Comparison result;
  result.benchmark = std::move(code);
  result.label = std::move(label);
  result.value = *before.value;
  result.difference = *difference.value;
  result.interval = difference.interval;
  result.grade = 'A';
  result.benchmark_has_error = true;
  result.verdict = "not tested";
  if (difference.se && *difference.se == 0 && *difference.value == 0) {
    result.interval = finding::Interval{0, 0, 0.95, "none"};
    result.p = 1;
  } else if (difference.se) {
    result.p = two_sided_p(*difference.value, *difference.se, difference.df);
  }
  if (result.p) {
    result.verdict = verdict(result.difference, result.interval, *result.p, smallest_difference);
    if (after.kind == finding::Kind::Share) {
      result.h = cohen_h(*after.value, *before.value);
    }
  }
  return result;
}

}  // namespace kith::compare
