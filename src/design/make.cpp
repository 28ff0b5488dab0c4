#include "design/make.h"

namespace kith::design {

Design make(const Spec& spec, const data::Table& table) {
  return Design(spec, table);
}

}  // namespace kith::design
