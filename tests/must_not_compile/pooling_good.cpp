// Drawing groups one by one that the gate let through.
#include "report/charts.h"

using Raw = kith::finding::Pooling;
using Checked = kith::disclose::Safe<kith::finding::Pooling>;

kith::report::Chart chart(const kith::report::Setting& setting, const Checked& pooling,
                          const kith::report::Release& release) {
  return kith::report::funnel(setting, pooling, release);
}
