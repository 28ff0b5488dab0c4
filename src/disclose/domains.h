// Domains as sets of levels, and which of them make up which: the geometry of a release, the same for all its figures.
//
// A domain is closed under nesting: {project = p17} is the same people as {project = p17, programme = lc}. The domain D
// is partitioned along a dimension d that it does not bound: its parts are the domains closure(D + {d = c}), one for
// each level c. So everyone is the sum of the programmes and of the nations, a programme the sum of its nations and of
// its projects, and a wave is a level like any other.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "disclose/gate.h"
#include "finding/finding.h"

namespace kith::disclose {

using Domain = std::map<std::string, std::string>;  // dimension -> code, closed

// The parts of `whole` along `dimension`, as indices of domains.
struct Partition {
  int whole = 0;
  std::string dimension;
  std::vector<int> parts;
};

class Domains {
 public:
  explicit Domains(const std::vector<Nesting>& nestings) : nestings_(nestings) {}

  // The index of the finding's domain; equal for the same people.
  int index_of(const finding::Finding& finding);
  // All partitions among the domains seen so far. A whole may be a domain that no finding has: those have indices too.
  std::vector<Partition> partitions();

 private:
  Domain closure(Domain domain) const;
  int intern(const Domain& domain);

  const std::vector<Nesting>& nestings_;
  std::map<Domain, int> indices_;
  std::map<std::string, int> seen_;  // the finding's levels as they are written -> index
};

}  // namespace kith::disclose
