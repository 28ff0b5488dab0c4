// Showing an answer that the gate let through.
#include <vector>

#include "report/narrative.h"

using Raw = kith::finding::Finding;
using Checked = kith::disclose::Safe<kith::finding::Finding>;

kith::report::Story story(const kith::study::Study& study, const std::vector<Checked>& findings,
                          const std::vector<kith::disclose::Safe<kith::finding::Quote>>& quotes,
                          const kith::report::Evidence& evidence) {
  return kith::report::tell(study, findings, quotes, evidence);
}
