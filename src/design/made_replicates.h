// Replicates made from the strata and clusters of a sample. Lumley 2010, section 2.3; Wolter 2007; scales and rules as
// R survey's as.svrepdesign.
//
//   JK1, JKn    each cluster left out once, the others of its stratum times n_h / (n_h - 1);
//               rscale = (1 - n_h / N_h) (n_h - 1) / n_h.
//   BRR, Fay    half-samples of paired clusters by the rows of a Hadamard matrix (hadamard.h) of more rows than pairs,
//               its constant row unused: factors 2 - rho and rho.
//   bootstrap   Canty and Davison 1999: n_h of n_h clusters with replacement, or with population sizes n_h without
//               replacement from the clusters repeated N_h / n_h times; scale m / ((m - 1)(R - 1)), m the harmonic mean
//               of the n_h.
//   subbootstrap  Rao and Wu 1988: n_h - 1 with replacement, factors times n_h / (n_h - 1); scale 1 / (R - 1).
//   mrbbootstrap  Preston 2009: at every stage half of the units without replacement, rescaled (made_multistage.cpp).
//
// All but the last know the first stage only. Clusters are labels within strata, random numbers belong to (seed,
// replicate) and clusters are drawn in the order of their labels: the order of the rows does not matter.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "design/design.h"
#include "design/replicates.h"

namespace kith::design {

// Throws Error: a lonely stratum under LonelyPsu::Fail (bootstraps know no other rule than Certainty), a method that
// does not fit the strata, a whole population, more replicates than memory should hold, a sample already calibrated
// (make replicates first and calibrate then; Design::calibrated calibrates each).
Replicates made_replicates(const MadeReplicates& spec, const Design& design);

// The clusters of the first stage, which are the respondents where the design has none.
struct FirstStage {
  std::span<const Design::Stratum> strata;
  std::vector<std::uint32_t> stratum_of;            // of each cluster
  std::vector<std::vector<std::uint32_t>> members;  // clusters of each stratum, in the order of their labels
  std::vector<std::uint32_t> by_row;                // all clusters in the order in which the file has them

  std::size_t clusters() const { return stratum_of.size(); }
  bool taken_whole(std::size_t stratum) const;
  // One cluster of several, so that its variance is unknown.
  bool lonely(std::size_t stratum) const { return members[stratum].size() == 1 && !taken_whole(stratum); }
};
FirstStage first_stage(const Design& design);

// For the files of the methods. The first: throws Error with the lonely strata by name.
[[noreturn]] void refuse_lonely(const FirstStage& stage, std::string_view method);
// `clusters` is clusters x replicates; result.factors is filled from it.
void spread_over_units(const Replicates::Factors& clusters, const Design& design, Replicates& result);
// Throws Error where clusters x replicates would not fit in memory.
void check_size(std::size_t clusters, std::size_t replicates);

Replicates made_jackknife(const MadeReplicates& spec, const Design& design);
Replicates made_half_samples(const MadeReplicates& spec, const Design& design);
Replicates made_bootstrap(const MadeReplicates& spec, const Design& design);
Replicates made_multistage(const MadeReplicates& spec, const Design& design);

}  // namespace kith::design
