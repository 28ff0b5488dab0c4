// Writing into a released answer after the gate.
#include "disclose/safe.h"
#include "finding/finding.h"

using Checked = kith::disclose::Safe<kith::finding::Finding>;

void restore(Checked& finding) {
  finding->value = 0.75;
}
