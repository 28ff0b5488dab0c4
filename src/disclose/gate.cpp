#include "disclose/gate.h"

#include <utility>

#include <fmt/format.h>

#include "disclose/primary.h"
#include "disclose/release.h"

namespace kith::disclose {

Gate::Gate(Rules rules, std::vector<Nesting> nestings, std::vector<Sum> sums)
    : rules_(rules), nestings_(std::move(nestings)), sums_(std::move(sums)) {}

std::vector<Safe<finding::Finding>> Gate::release(std::vector<finding::Finding> findings) {
  std::vector<Safe<finding::Finding>> released;
  released.reserve(findings.size());
  for (finding::Finding& finding : findings) {
    if (const auto refusal = refuse(finding, rules_)) {
      decisions_.push_back({finding.id, refusal->code, {}, refusal->purpose});
      released.push_back(Safe<finding::Finding>(withheld(std::move(finding), refusal->code, rules_)));
    } else {
      released.push_back(Safe<finding::Finding>(shown(std::move(finding), rules_)));
    }
  }
  return released;
}

}  // namespace kith::disclose
