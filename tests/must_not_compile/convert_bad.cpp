// A plain answer that turns into a Safe by itself.
#include "disclose/safe.h"
#include "finding/finding.h"

using Raw = kith::finding::Finding;
using Checked = kith::disclose::Safe<kith::finding::Finding>;

void show(const Checked& finding);
void publish(const Raw& finding) {
  show(finding);
}
