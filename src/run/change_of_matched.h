// The change among people who answered in both waves, and what it would give away.
//
// A person is an id with one answer in each wave (compare/change.h); those with any other number match nobody. The two
// figures are estimated as the waves of one request among the matched alone, and are named ID_W1_matched_W1_W2 and
// ID_W2_matched_W1_W2; the second carries the first as its comparison.
//
// Three things could be worked out from it, and each is a reason not to show it:
//   who answered once   the rest of a wave, its figure less the matched people's: nobody, or as many as could stand in
//   a
//                       release by themselves
//   who is in another   people of one wave who are in this matched group and not in that of another change of the
//                       indicator, or the other way round: the same
//   who changed         a change and the width of its interval tell how many answers went up and how many went down. So
//                       each must be at least `minimum_cell`. Where half of a wave or more answered in both, the
//                       interval among everyone, too, is made by these few; with fewer its width is that of two
//                       samples, in which a few answers do not show.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compare/change.h"
#include "finding/finding.h"
#include "run/wave_pair.h"

namespace kith::run {

// Rows of the matched groups that are shown, by indicator and wave.
using MatchedRows = std::map<std::pair<std::string, std::string>, std::vector<std::vector<std::uint8_t>>>;

struct MatchedChange {
  std::vector<finding::Finding> figures;  // of the later wave, with its comparison, and of the earlier; or none
  std::string not_matched;                // why there are none
};

class MatchedPeople {
 public:
  // Nobody where the answers have no ids. `waves` must outlive this.
  explicit MatchedPeople(WavePair& waves);

  // Enough answers went up, and down; or there is nobody whose answer could have.
  bool moves_are_safe() const;
  // Half of a wave or more.
  bool are_most() const;
  // `shown` gains these people where their figures may be shown.
  MatchedChange change(MatchedRows& shown);

 private:
  MatchedChange estimated(MatchedRows& shown);
  bool others_are_safe(MatchedRows& shown) const;
  bool enough_without(const std::vector<std::uint8_t>& some, const std::vector<std::uint8_t>& others) const;

  WavePair& waves_;
  std::vector<std::string> people_;  // ids of the rows
  std::vector<std::uint8_t> after_;  // answered in the later wave
  std::vector<double> answers_;      // of each row how much higher it is than others; none where that cannot be told
  compare::Matched found_;
};

}  // namespace kith::run
