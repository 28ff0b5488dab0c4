#include "disclose/told_before.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "disclose/audit.h"

namespace kith::disclose {

namespace {

bool published_before(const Cell& cell) {
  return cell.past != nullptr;
}

bool of_this_release(const Cell& cell) {
  return cell.finding >= 0 && !published_before(cell);
}

}  // namespace

std::set<int> told_before(const System& system, const Rules& rules) {
  if (std::ranges::none_of(system.cells, published_before)) {
    return {};
  }
  Audit audit(system, rules);
  for (std::size_t cell = 0; cell < system.cells.size(); ++cell) {
    if (of_this_release(system.cells[cell]) && audit.state(static_cast<int>(cell)) == State::Shown) {
      audit.withhold(static_cast<int>(cell));
    }
  }
  std::set<int> told;
  const auto add = [&](int variable) {
    told.insert(variable);
    audit.give_up(variable);
  };
  for (bool known = true; known;) {
    known = false;
    for (std::vector<Target> exposed = audit.exposed(); !exposed.empty(); exposed = audit.exposed()) {
      std::ranges::for_each(exposed, [&](const Target& target) { add(target.variable); });
    }
    for (const Exposure& exposure : audit.exposed_among_neighbours()) {
      add(exposure.target.variable);
      known = true;
    }
  }
  return told;
}

}  // namespace kith::disclose
