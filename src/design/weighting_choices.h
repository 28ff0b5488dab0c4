// The choices that go with a way to weight, each by its name.
#pragma once

namespace kith::design {

enum class BoundsOn { Factor, Weight };       // R: bounds.const
enum class FactorOf { Respondent, Cluster };  // who has a factor of their own; Cluster: of the first stage
enum class Unmet { Refuse, Accept };  // totals that could not be met: an Error, or the weights as far as they got
enum class Rounds { Once, Until };    // of trimming; Until: nobody is outside

// What is trimmed where the sample has replicate weights: each replicate like the sample, or, as R survey does, the
// replicates alone, while the weights of the sample stay as they are.
enum class TrimOf { Sample, Replicates };

}  // namespace kith::design
