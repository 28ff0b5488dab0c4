// Reporting a test between groups that did not go through the gate.
#include "report/report.h"

using Raw = kith::finding::GroupTest;
using Checked = kith::disclose::Safe<kith::finding::GroupTest>;

void add(kith::report::Input& input, const Raw& test) {
  input.group_tests.push_back(test);
}
