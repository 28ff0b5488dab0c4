// Drawing a map that did not go through the gate.
#include "report/charts.h"

using Raw = kith::finding::Map;
using Checked = kith::disclose::Safe<kith::finding::Map>;

kith::report::Chart chart(const kith::report::Setting& setting, const Raw& map, const kith::report::Release& release) {
  return kith::report::map_chart(setting, map, release);
}
