// The rescaled bootstrap of a sample of several stages (Preston 2009, "Rescaled bootstrap for stratified multistage
// sampling", Survey Methodology 35, 227-234; R survey's mrbbootstrap).
//
// At stage s, in each stratum of n units of N whose unit before was kept, m = floor(n / 2) units are kept without
// replacement (d = 1, others 0). A respondent's weight is multiplied by
//
//   1 + sum over s of [product over t < s of sqrt(n_t / m_t) d_t] lambda_s (n_s d_s / m_s - 1),
//   lambda_s = sqrt(F_s m_s (1 - n_s / N_s) / (n_s - m_s)),   F_s the product of n_t / N_t over the stages before.
//
// A stratum with one unit varies by nothing, at its stage and at those below it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "design/made_replicates.h"
#include "num/parallel.h"
#include "num/random.h"

namespace kith::design {

namespace {

// Units of each stratum, stage by stage; the units of a last stage of respondents are rows.
std::vector<std::vector<std::vector<std::uint32_t>>> members_of(const Design& design) {
  std::vector<std::vector<std::vector<std::uint32_t>>> result;
  for (const Design::Stage& stage : design.sampling()) {
    const std::span<const std::uint32_t> stratum_of = stage.stratum_of.empty() ? design.groups() : stage.stratum_of;
    auto& members = result.emplace_back(stage.strata.size());
    for (std::uint32_t unit = 0; unit < stratum_of.size(); ++unit) {
      members[stratum_of[unit]].push_back(unit);
    }
  }
  return result;
}

struct Adjustment {
  double factor = 1;   // of the weight, up to this stage
  double carried = 1;  // the product of sqrt(n/m) d
};

}  // namespace

Replicates made_multistage(const MadeReplicates& spec, const Design& design) {
  const auto members = members_of(design);
  const std::span<const Design::Stage> stages = design.sampling();
  if (design.spec().lonely_psu != LonelyPsu::Certainty) {
    const FirstStage first = first_stage(design);
    for (std::size_t h = 0; h < first.members.size(); ++h) {
      if (first.lonely(h)) {
        refuse_lonely(first, "a bootstrap (which can take them for certain and has no other rule)");
      }
    }
  }
  const bool rows = design.finest() == Finest::Respondent;
  const std::size_t units = rows ? design.rows() : design.group_count();
  check_size(units, spec.count);
  Replicates result;
  result.of = rows ? Replicates::Of::Row : Replicates::Of::Group;
  result.factors.resize(static_cast<Eigen::Index>(units), static_cast<Eigen::Index>(spec.count));
  num::for_each_piece(spec.count, [&](std::size_t r) {
    num::Random random(spec.seed, r + 1);
    std::vector<Adjustment> before(1);
    for (std::size_t s = 0; s < stages.size(); ++s) {
      const std::size_t count = stages[s].stratum_of.empty() ? design.rows() : stages[s].stratum_of.size();
      std::vector<Adjustment> now(count);
      for (std::size_t h = 0; h < stages[s].strata.size(); ++h) {
        const Design::Stratum& stratum = stages[s].strata[h];
        const Adjustment& outer = before[stratum.parent];
        std::vector<std::uint32_t> drawn = members[s][h];
        const std::size_t keep = outer.carried > 0 ? drawn.size() / 2 : 0;
        random.shuffle(std::span(drawn));
        const auto n = static_cast<double>(drawn.size());
        const auto m = static_cast<double>(keep);
        const double lambda =
            keep == 0 ? 0 : std::sqrt(std::max(0.0, stratum.share * m * (1 - n / stratum.population) / (n - m)));
        for (std::size_t i = 0; i < drawn.size(); ++i) {
          const bool kept = i < keep;
          const double change = keep == 0 ? 0 : outer.carried * lambda * (kept ? n / m - 1 : -1);
          now[drawn[i]] = {outer.factor + change, kept ? outer.carried * std::sqrt(n / m) : 0};
        }
      }
      before = std::move(now);
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
      result.factors(static_cast<Eigen::Index>(unit), static_cast<Eigen::Index>(r)) =
          before[unit].factor * (rows ? design.weights()[unit] : 1);
    }
  });
  result.scale = 1 / (static_cast<double>(spec.count) - 1);
  result.rscales.assign(spec.count, 1);
  return result;
}

}  // namespace kith::design
