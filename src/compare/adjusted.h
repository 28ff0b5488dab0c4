// Participants against a benchmark of people like them (G2).
//
// The benchmark's respondents, with weights d_j of their own survey, are reweighted until their composition is that of
// the participants: weights g_j = d_j exp(x_j' lambda) that meet the participants' totals T = D t, t_k the
// participants' weighted share of level k and D the sum of the d_j. Raking finds them margin by margin (Deming and
// Stephan 1940), entropy balancing as those that say least beyond the d_j (Hainmueller 2012); for one set of margins
// the two are the same weights (Ireland and Kullback 1968), so that entropy balancing is for numbers and raking for
// levels. The adjusted figure is the benchmark's measure under the g_j, b = f(sum of g_j c_j), and the adjusted
// difference is p - b.
//
// Its variance. Both samples vary, and with the participants the totals that the benchmark is brought to. With v_j the
// slope of respondent j (sample.h) and
//   beta = (sum of g_j x_j x_j')^-1 sum of g_j x_j v_j,
// to first order b moves by beta' (T - sum of g_j x_j) + sum of g_j v_j (the equations of the calibration,
// differentiated; F' = F for the exponential), hence
//   benchmark's respondent j:   g_j (v_j - x_j' beta)                            (Deville and Sarndal 1992, 3.4)
//   participant i:              w_i v_i - (D / W) w_i x_i' beta,   W the sum of the w_i of those who count.
// The first kind goes through the design of the benchmark's survey, the second through the participants', and the two
// variances are added, as the samples are independent: the variance under estimated control totals (Dever and Valliant
// 2016, J. Surv. Stat. Methodol. 4, 289-318), with the covariance between the participants' figure and their own totals
// that comes from both being measured on the same people. What composition explains of the answers leaves the first
// kind; what it explains among participants cancels in the second. Where a side has replicate weights its part is the
// variance between its replicates (each one reweighted); where clusters are few and the spec asks for it, the
// participants' part is CR2 (design/small_sample.h). Degrees of freedom are Satterthwaite's.
//
// Of two waves of one study (Samples::OneDesign) both kinds stand in one table, and the influences on the difference,
//   w_i v_i - (D / W) w_i x_i' beta   of the participants (the later wave)
//   -g_j (v_j - x_j' beta)            of those brought to them (the earlier wave),
// go through the one design together, so that a cluster, or a person, who is in both contributes the sum of the two
// squared: the covariance is there without a term of its own. Replicates are reweighted as above, both sides at once.
//
// No adjusted figure is made, and the reason is named, where a level of the participants has nobody in the benchmark,
// the margins contradict each other, or the reweighted benchmark's effective base is below 30.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/balance.h"
#include "compare/composition.h"
#include "compare/contrast.h"
#include "compare/sample.h"
#include "finding/finding.h"

namespace kith::compare {

// Whether the two sides share anything: surveys of their own do not; two waves of one study have clusters, and people,
// in common.
enum class Samples {
  Independent,
  OneDesign,  // both sides are domains of one table under one design, which says what they share
};

struct AdjustOptions {
  Reweighting method = Reweighting::Rake;
  Samples samples = Samples::Independent;
  double level = 0.95;
  double smallest_difference = 0.05;  // of interest, as a share
  double smallest_effective = 30;     // effective base of the reweighted benchmark below which none is made (G2)
  // Of microdata: respondents who are like the participants, and of a share those of them who say yes, or no, below
  // which none is made.
  std::int64_t smallest_benchmark = 0;
  std::int64_t smallest_side = 0;
  std::int64_t smallest_level = 0;  // participants of one characteristic below which these are in no composition
};

// What the reweighting did.
struct Reweighted {
  std::int64_t participants_used = 0;
  std::int64_t participants_without = 0;  // answered the question but not every characteristic
  std::int64_t benchmark_used = 0;
  std::int64_t benchmark_without = 0;
  std::int64_t benchmark_unlike = 0;     // of a level that no participant has
  double effective = 0;                  // (sum g)^2 / sum g^2
  double largest_factor = 0;             // the most that anybody's weight was multiplied by, sums being the same
  Imbalance before, after, after_pairs;  // the largest standardised differences
  std::vector<Imbalance> levels_before, levels_after;
};

struct AdjustedComparison {
  finding::Finding participants;  // as `kith estimate` has them
  finding::Finding benchmark;
  std::optional<Contrast> crude;  // none: one of the figures has no value
  std::optional<Contrast> adjusted;
  std::optional<Reweighted> reweighted;
  std::optional<Refusal> refusal;  // why there is no adjusted one
  std::vector<finding::Note> notes;
};

// The adjusted comparison, if there is one, as a finding carries it; `method` and `characteristics` as the plan names
// them.
finding::Comparison::Adjusted carried(const AdjustedComparison& found, std::string method,
                                      std::vector<std::string> characteristics);

// Whether there is none since participants are of a level that the benchmark's data do not have.
bool lacks_level(const AdjustedComparison& comparison);

// The figure of one side by itself, as `kith estimate` has it, or of cells.
finding::Finding figure(const Side& side, double level = 0.95);

// `characteristics` that are expressions must be columns of both tables already (composition.h). None: crude only.
// Throws Error for names that are not there, designs that cannot be, and lonely strata under LonelyPsu::Fail.
AdjustedComparison compare_adjusted(const Side& participants, const Side& benchmark,
                                    const std::vector<Characteristic>& characteristics,
                                    const AdjustOptions& options = {});

}  // namespace kith::compare
