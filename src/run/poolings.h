// The planned poolings (F9): partial pooling and a funnel of what the gate shows.
//
// A steadied share (y + mu M) / (n + M) to whole percents beside a raw one, with mu and M known or learnt from other
// groups, narrows n within its band; and mu and M, fitted to groups that are not shown, narrow their answers. Both are
// prevented by giving compare::pool the figures as they are shown: a base that is a band counts as its middle, the
// number who agree is the shown share of it, and a withheld group takes no part. What comes out is then a function of
// what any reader has; the gate holds shares and bases against those it released (disclose/groups.h). Any of it may be
// shown, mu and the spread between groups as well. The price is a steadied share that lies a little off that of exact
// counts (docs/pool.md has how far).
//
// The funnel is about the share of everyone as it is shown. A group whose base is a band counts as outside only if it
// is so at both ends of the band. With weights people are the effective number, for bands in proportion to everyone's.
#pragma once

#include <vector>

#include "disclose/gate.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/pooling.h"
#include "study/study.h"

namespace kith::run {

// In the plan's order.
std::vector<disclose::Safe<finding::Pooling>> pool_groups(const study::Study& study,
                                                          const std::vector<disclose::Safe<finding::Finding>>& released,
                                                          const disclose::Gate& gate);

}  // namespace kith::run
