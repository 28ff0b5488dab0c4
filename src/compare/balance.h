// How alike two weighted samples are, characteristic by characteristic.
//
// The standardised difference of a level is (p1 - p2) / sqrt((p1 (1 - p1) + p2 (1 - p2)) / 2), of a number
// (m1 - m2) / sqrt((s1^2 + s2^2) / 2), s^2 the weighted variances (Austin 2009, Stat. Med. 28, equations 1 and 2).
// Below 0.10 samples count as alike. Margins that were met have 0 by construction, so levels of every pair of
// characteristics are looked at as well: they show what meeting the margins alone has left.
#pragma once

#include <string>
#include <vector>

#include "design/auxiliaries.h"

namespace kith::compare {

constexpr double alike_below = 0.10;

struct Imbalance {
  std::string name;         // "sex = F", "sex = F and age = 16-24", "income"
  double participants = 0;  // share or mean
  double benchmark = 0;
  double standardised = 0;  // participants less benchmark
};

// One line for each level of each characteristic, in their order.
std::vector<Imbalance> imbalances(const design::Auxiliaries& participants, const std::vector<double>& own_weights,
                                  const design::Auxiliaries& benchmark, const std::vector<double>& other_weights);
// The same for levels of pairs of characteristics.
std::vector<Imbalance> paired_imbalances(const design::Auxiliaries& participants,
                                         const std::vector<double>& own_weights, const design::Auxiliaries& benchmark,
                                         const std::vector<double>& other_weights);
// The one that is furthest from 0; all 0 where there are none.
Imbalance largest(const std::vector<Imbalance>& imbalances);

}  // namespace kith::compare
