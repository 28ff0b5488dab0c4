// Drawing a map that the gate let through.
#include "report/charts.h"

using Raw = kith::finding::Map;
using Checked = kith::disclose::Safe<kith::finding::Map>;

kith::report::Chart chart(const kith::report::Setting& setting, const Checked& map,
                          const kith::report::Release& release) {
  return kith::report::map_chart(setting, map, release);
}
