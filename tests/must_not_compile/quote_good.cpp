// Printing words that the gate let through.
#include <vector>

#include "report/narrative.h"

using Raw = kith::finding::Quote;
using Checked = kith::disclose::Safe<kith::finding::Quote>;

kith::report::Story story(const kith::study::Study& study,
                          const std::vector<kith::disclose::Safe<kith::finding::Finding>>& findings,
                          const std::vector<Checked>& quotes, const kith::report::Evidence& evidence) {
  return kith::report::tell(study, findings, quotes, evidence);
}
