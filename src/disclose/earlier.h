// What was published before: earlier releases of a study beside the one that is decided (J3).
//
// Readers keep what they have. A figure that an earlier release showed stays known, one that it withheld must stay
// unknown, and the difference of two releases is a figure that nobody meant to publish: 130 people of whom 52 said yes,
// and a year later 135 of whom 56 did, are five people of whom four did. So the figures of every earlier release join
// the system of sums (sums.h), as cells that the gate can no longer change:
//   where all figures of a question have the counts that the present ones have, wherever both have one, they are of the
//     same people: they lie in the same domains, and sums run through both;
//   otherwise they are another state of the data: a world of sums of its own, in which every domain bounds the
//     dimension `earlier_release`. Between two states each figure differs by a cell that nobody sees (who came since,
//     who was taken out, whose answer was corrected), which is subject to the same primary rules.
// Figures are the same when kind, measure, category, population, wave and levels are; the name of the indicator does
// not matter. A question that was recoded since has another measure, and is compared by nothing but its own sums.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "disclose/gate.h"
#include "disclose/rules.h"
#include "finding/finding.h"

namespace kith::disclose {

inline constexpr std::string_view earlier_release = "earlier release";  // a dimension that no study can have

// How an earlier release left a figure.
struct Past {
  std::string release;
  Rules rules;           // of that release
  std::string code;      // under which it was withheld; empty: it was shown
  bool rounded = false;  // its base was shown rounded (shared_base.h)
  bool shown() const { return code.empty(); }
};

// The figures of the release that is decided, and then those of earlier ones, with what a gate needs of both.
struct Releases {
  std::vector<finding::Finding> findings;
  std::size_t present = 0;  // the first so many belong to the release that is decided
  // Of the present ones: the release that withheld the same figure of the same people for the sake of others, where
  // none has shown it. It is withheld again, so that the same study gives the same release.
  std::vector<std::string> withheld_before;
  std::vector<std::shared_ptr<const Past>> pasts;  // of the others, in order
  std::vector<Nesting> nestings;
  std::vector<Sum> sums;
  std::map<std::string, std::int64_t> told_by_quotes{};  // attribution.h
};

// Ids of earlier figures and of their wholes begin with the name of their release and a slash.
Releases together(std::vector<finding::Finding> findings, std::vector<Nesting> nestings, std::vector<Sum> sums,
                  std::span<const EarlierRelease> earlier);

}  // namespace kith::disclose
