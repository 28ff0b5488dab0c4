#include "design/unmet.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::design {

namespace {

constexpr std::size_t shown = 5;  // steps of the path: the first few, then the last

std::string path_text(std::span<const double> path) {
  std::string result;
  for (std::size_t step = 0; step < path.size(); ++step) {
    if (step < shown || step + 1 == path.size()) {
      result += fmt::format("{}{:.2g}", step == 0 ? "" : step > shown ? ", ..., " : ", ", path[step]);
    }
  }
  return result;
}

}  // namespace

Eigen::VectorXd misfit(const Eigen::VectorXd& reached, const Eigen::VectorXd& totals) {
  return (totals - reached).array() / (1 + totals.array().abs());
}

void expect_respondents(const Auxiliaries& auxiliaries, const Eigen::VectorXd& sums) {
  Problems problems;
  for (Eigen::Index level = 0; level < sums.size(); ++level) {
    if (!(sums[level] > 0) && auxiliaries.totals[level] != 0) {
      problems.add(
          "empty-level",
          fmt::format("`{}` has no respondents with a weight", auxiliaries.names[static_cast<std::size_t>(level)]), {},
          "join it with another level");
    }
  }
  problems.throw_if_any();
}

Problem unmet(std::string_view what, const Auxiliaries& auxiliaries, const Eigen::VectorXd& reached,
              std::span<const double> path) {
  const Eigen::VectorXd off = misfit(reached, auxiliaries.totals).cwiseAbs();
  Eigen::Index worst = 0;
  for (Eigen::Index k = 0; k < off.size(); ++k) {
    if (!(off[k] <= off[worst])) {
      worst = k;
    }
  }
  return {"unreachable-total",
          fmt::format("{} cannot meet all totals: `{}` comes to {} where {} is asked for (largest misfit after each of "
                      "{} steps: {})",
                      what, auxiliaries.names[static_cast<std::size_t>(worst)], text::fixed(reached[worst], 2),
                      text::exact(auxiliaries.totals[worst]), path.size(), path_text(path)),
          {},
          "look for levels with hardly any respondents, join them, or widen the bounds"};
}

}  // namespace kith::design
