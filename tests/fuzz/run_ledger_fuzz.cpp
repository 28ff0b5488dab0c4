// Any bytes as an entry of a ledger: problems, or a release that is written back as it was read and that the gate can
// hold another against.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/problem.h"
#include "disclose/gate.h"
#include "run/ledger.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Problems problems;
  disclose::EarlierRelease release = run::read_ledger_entry(bytes, "ledger/0001.json", problems);
  if (!problems.empty()) {
    return 0;
  }
  const std::string written = run::ledger_json(release);
  if (run::ledger_json(run::read_ledger_entry(written, "ledger/0001.json", problems)) != written || !problems.empty()) {
    std::abort();
  }
  if (release.findings.size() < 20) {
    std::vector<finding::Finding> again = release.findings;
    for (finding::Finding& finding : again) {
      finding.withheld.reset();
      finding.bases.unweighted += 3;
    }
    release.name = "0001";
    disclose::Gate gate({}, {}, {}, {release});
    if (gate.release(again).size() != again.size()) {
      std::abort();
    }
  }
  return 0;
}
