#include "run/counted.h"

namespace kith::run {

Counted Counted::less(const Counted& part) const {
  Counted rest = *this;
  rest.base -= part.base;
  if (rest.yes && part.yes) {
    *rest.yes -= *part.yes;
  }
  return rest;
}

bool Counted::both_sides(std::int64_t least) const {
  return base >= least && (!yes || (*yes >= least && base - *yes >= least));
}

bool Counted::large_enough(const study::DisclosureRules& rules) const {
  return base >= rules.withhold_below && both_sides(rules.minimum_cell);
}

}  // namespace kith::run
