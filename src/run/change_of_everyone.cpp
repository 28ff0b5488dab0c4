#include "run/change_of_everyone.h"

#include <fmt/format.h>

#include "compare/change.h"

namespace kith::run {

std::optional<finding::Finding> change_of_everyone(const WavePair& waves, compare::Overlap overlap) {
  const Place& earlier = waves.earlier();
  const Place& later = waves.later();
  if (earlier.estimated != later.estimated) {
    return std::nullopt;
  }
  auto change = compare::change_between(earlier.estimated->estimates, earlier.index, later.index, waves.planned().from,
                                        waves.earlier_name(), waves.smallest_difference(), overlap);
  if (!change) {
    return std::nullopt;
  }
  finding::Finding finding =
      waves.with_level(later.finding(), "change", "all", fmt::format("everyone, against {}", waves.earlier_name()));
  finding.comparison = std::move(change);
  return finding;
}

}  // namespace kith::run
