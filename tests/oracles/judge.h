// One case of an oracle: its design and call evaluated, and the verdict.
#pragma once

#include <string>
#include <vector>

#include "oracles/compare.h"
#include "oracles/data.h"

namespace kith::oracles {

struct Verdict {
  enum class Kind { Agreed, Differed, ByIntent, NotCovered } kind = Kind::NotCovered;
  std::string reason;        // ByIntent, NotCovered
  std::size_t compared = 0;  // leaves
  std::vector<Difference> differences;
};

Verdict judge(const Json& oracle, const Data& data);

}  // namespace kith::oracles
