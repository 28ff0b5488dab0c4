// The gate on a large table: shares by 40 projects, 12 groups and 3 waves with all their margins, and with
// `disclose_bench 10 6 3 ledger` also beside the same table as it was published before the last answers came. Prints
// how much is withheld, as a share of the figures and of the respondents in the inner cells, and how long it takes.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "disclose/gate.h"
#include "measure.h"
#include "table_release.h"

namespace {

using namespace kith;

// What a ledger would keep of the release.
disclose::EarlierRelease protect(std::string_view what, std::vector<finding::Finding> findings,
                                 std::vector<disclose::EarlierRelease> earlier) {
  disclose::Gate gate(disclose::Rules{}, {}, {}, std::move(earlier));
  std::vector<disclose::Safe<finding::Finding>> released;
  const double seconds = bench::seconds([&] { released = gate.release(findings); });
  std::size_t withheld = 0, secondary = 0;
  double inner = 0, lost = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    withheld += released[i]->withheld ? 1U : 0U;
    if (findings[i].by.size() == 3) {
      inner += static_cast<double>(findings[i].bases.unweighted);
      lost += released[i]->withheld ? static_cast<double>(findings[i].bases.unweighted) : 0;
    }
  }
  for (const disclose::Decision& decision : gate.log()) {
    secondary += decision.rule == disclose::Rule::Secondary ? 1U : 0U;
  }
  fmt::print(
      "{}: {} figures, {} withheld ({:.1f}%), {} of them for others; {:.1f}% of respondents in withheld cells; {:.2f} "
      "s\n",
      what, findings.size(), withheld, 100 * static_cast<double>(withheld) / static_cast<double>(findings.size()),
      secondary, inner > 0 ? 100 * lost / inner : 0, seconds);
  std::fflush(stdout);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].withheld = released[i]->withheld;
    findings[i].notes = released[i]->notes;
  }
  return {"0001", gate.rules(), std::move(findings), {}, {}};
}

}  // namespace

int main(int count, char** words) {
  bench::TableSize size;
  if (count > 3) {
    size.projects = std::atoi(words[1]);
    size.groups = std::atoi(words[2]);
    size.waves = std::atoi(words[3]);
  }
  for (const double people : {25.0, 60.0, 200.0}) {
    size.people = people;
    size.late = 0;
    const std::string table =
        fmt::format("{} x {} x {}, about {:.0f} people a cell", size.projects, size.groups, size.waves, people);
    const disclose::EarlierRelease first = protect(table, bench::table_release(size), {});
    if (count < 5) {
      continue;
    }
    protect("  the same again, beside what was published", bench::table_release(size), {first});
    size.late = people / 20;
    protect("  with a twentieth more, beside what was published", bench::table_release(size), {first});
  }
  return 0;
}
