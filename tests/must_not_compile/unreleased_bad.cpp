// An analyst's answer, marked as not checked for release, in a report's table.
#include "report/report.h"

using Analyst = kith::finding::Unreleased<kith::finding::Finding>;
using Checked = kith::disclose::Safe<kith::finding::Finding>;

kith::report::FlowRow row(const Analyst& count) {
  return kith::report::FlowRow{"Invited", count};
}
