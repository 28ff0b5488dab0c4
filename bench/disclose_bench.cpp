// The gate on a large table: shares by 40 projects, 12 groups and 3 waves with all their margins. Prints how much is
// withheld, as a share of the figures and of the respondents in the inner cells, and how long it takes.
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "disclose/gate.h"
#include "measure.h"
#include "table_release.h"

int main(int count, char** words) {
  using namespace kith;
  const int projects = count > 3 ? std::atoi(words[1]) : 40;
  const int groups = count > 3 ? std::atoi(words[2]) : 12;
  const int waves = count > 3 ? std::atoi(words[3]) : 3;
  for (const double people : {25.0, 60.0, 200.0}) {
    const std::vector<finding::Finding> findings = bench::table_release(projects, groups, waves, people);
    disclose::Gate gate(disclose::Rules{});
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
        "{} x {} x {}, about {:.0f} people a cell: {} figures, {} withheld ({:.1f}%), {} of them for others; "
        "{:.1f}% of respondents in withheld cells; {:.2f} s\n",
        projects, groups, waves, people, findings.size(), withheld,
        100 * static_cast<double>(withheld) / static_cast<double>(findings.size()), secondary,
        inner > 0 ? 100 * lost / inner : 0, seconds);
  }
  return 0;
}
