// p.adjust(p, method, n): missing p-values stay missing and, unless n says otherwise, are no tests of the family.
#include <cmath>

#include "base/text.h"
#include "num/p_adjust.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

Value p_adjust(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"p", "method", "n"});
  const auto given = as<Numbers>(arguments.value("p"), "p.adjust");
  const std::string name = arguments.text("method", "holm");
  const auto method = num::adjustment_of(text::fold(name));
  if (!method) {
    throw NotCovered("p.adjust by " + name);
  }
  std::vector<double> known;
  for (const double p : given->values) {
    if (!std::isnan(p)) {
      known.push_back(p);
    }
  }
  const double tests = arguments.number("n", static_cast<double>(known.size()));
  if (tests < static_cast<double>(known.size())) {
    throw RStops("fewer tests than p-values");
  }
  const std::vector<double> adjusted = num::adjusted(known, *method, static_cast<std::size_t>(tests));
  auto result = std::make_shared<Numbers>(given->values, given->names);
  std::size_t next = 0;
  for (double& p : result->values) {
    p = std::isnan(p) ? missing : adjusted[next++];
  }
  return result;
}

const Family family{{"p.adjust", p_adjust}};

}  // namespace

}  // namespace kith::oracles
