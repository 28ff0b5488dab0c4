#include "design/make.h"

#include "design/weighted.h"

namespace kith::design {

Design make(const Spec& spec, const data::Table& table) {
  return weighted(Design(spec, table), spec.weighting, table);
}

}  // namespace kith::design
