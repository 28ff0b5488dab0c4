// Copying a Safe that the gate made.
#include "disclose/safe.h"
#include "finding/finding.h"

using Raw = kith::finding::Finding;
using Checked = kith::disclose::Safe<kith::finding::Finding>;

Checked publish(const Checked& finding) {
  return Checked(finding);
}
