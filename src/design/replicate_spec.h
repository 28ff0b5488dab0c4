// Which replicates a sample has: read from columns of its file, or made from its strata and clusters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::design {

// How the replicate weights came about. In brackets the scale that goes with it, R replicates, n clusters (R survey's
// defaults, which are those of the authors).
enum class ReplicateMethod {
  Auto,                  // made only: Jk1 without strata, Jkn with
  Jk1,                   // each cluster left out once [(n - 1) / n]
  Jk2,                   // one cluster of each pair left out [1]
  Jkn,                   // each cluster left out of its stratum once [rscale (n_h - 1) / n_h]
  Brr,                   // balanced half-samples [1 / R]
  Fay,                   // the same, the other half kept with a factor rho [1 / (R (1 - rho)^2)]
  Bootstrap,             // n_h of n_h clusters with replacement (Canty and Davison 1999) [1 / (R - 1)]
  Subbootstrap,          // n_h - 1 of n_h (Rao and Wu 1988) [1 / (R - 1)]
  Mrbbootstrap,          // halves without replacement at every stage (Preston 2009) [rscale 1 / (R - 1)]
  Acs,                   // the American Community Survey's successive differences [4 / R]
  SuccessiveDifference,  // Fay and Train 1995 [4 / R]
  Other,                 // scale and rscales say it [1]
};

// "JK1", "JKn", "BRR", "bootstrap", ...
std::string_view to_string(ReplicateMethod method);
// By name, whatever its case; "SDR", "Rao-Wu" and "Preston" are understood. None: there is no such method.
std::optional<ReplicateMethod> replicate_method(std::string_view name);

enum class Centre { Mean, Estimate };              // what replicates vary about: their mean, or the full sample's value
enum class ReplicateColumns { Weights, Factors };  // Factors: times the weight of the sample

struct GivenReplicates {
  // Columns by name, separated by commas; `*` in a name stands for a whole number and [a-b] for those from a to b.
  std::string columns{};
  ReplicateMethod method = ReplicateMethod::Other;
  ReplicateColumns hold = ReplicateColumns::Weights;
  double fay = 0;                  // rho
  std::optional<double> scale{};   // none: that of the method
  std::vector<double> rscales{};   // none, one for all, or one a replicate
  std::optional<Centre> centre{};  // none: Mean, and Estimate for Acs (as survey 4.5)
};

// What BRR does with strata that do not have two clusters.
enum class SmallStrata { Fail, Split, Merge };  // one cluster: an error, a constant half, joined with another
enum class LargeStrata { Split, Merge, Fail };  // more than two: pairs, two halves, an error

struct MadeReplicates {
  ReplicateMethod method = ReplicateMethod::Auto;
  std::size_t count = 200;  // of bootstraps; the others know theirs
  std::uint64_t seed = 1;   // of bootstraps
  double fay = 0;           // rho
  Centre centre = Centre::Mean;
  SmallStrata small = SmallStrata::Fail;
  LargeStrata large = LargeStrata::Split;
};

}  // namespace kith::design
