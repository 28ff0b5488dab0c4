// What anybody sees of a figure: the gate of its own release, and the audit of somebody's files.
#pragma once

#include "disclose/rules.h"
#include "disclose/sums.h"
#include "finding/finding.h"

namespace kith::disclose {

// A figure as anybody sees it.
struct Seen {
  finding::Finding figure;  // as released; read of it is what was asked, of whom, and the code if it is withheld
  Range base;               // as shown; of a count: the count
  bool percent_shown = false;
  int percent = 0;
  bool several = false;  // of the options of a question that allows several answers, and says so
};
Seen seen(finding::Finding released, const Rules& rules);

}  // namespace kith::disclose
