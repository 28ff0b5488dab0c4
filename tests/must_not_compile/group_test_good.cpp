// Reporting a test between groups that the gate let through.
#include "report/report.h"

using Raw = kith::finding::GroupTest;
using Checked = kith::disclose::Safe<kith::finding::GroupTest>;

void add(kith::report::Input& input, const Checked& test) {
  input.group_tests.push_back(test);
}
