// Bootstraps of the clusters of the first stage, stratum by stratum.
#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "design/made_replicates.h"
#include "num/parallel.h"
#include "num/random.h"

namespace kith::design {

namespace {

// Streams of one seed: replicate r has stream r + 1; what is the same for all replicates has stream 0.
constexpr std::uint64_t common_stream = 0;

void with_replacement(const std::vector<std::uint32_t>& members, std::size_t draws, num::Random& random,
                      std::vector<double>& taken) {
  for (std::size_t i = 0; i < draws; ++i) {
    taken[members[random.below(members.size())]] += 1;
  }
}

// As many as there are, from the clusters repeated to a population of `size` (Booth, Butler and Hall 1994); `order`
// says which are repeated once more. The draw is Floyd's (Bentley and Floyd 1987).
void without_replacement(const std::vector<std::uint32_t>& order, std::uint64_t size, num::Random& random,
                         std::vector<double>& taken) {
  std::unordered_set<std::uint64_t> chosen;
  for (std::uint64_t j = size - order.size(); j < size; ++j) {
    const std::uint64_t t = random.below(j + 1);
    const std::uint64_t one = chosen.insert(t).second ? t : *chosen.insert(j).first;
    taken[order[one % order.size()]] += 1;
  }
}

// 1 / mean(1 / n_h) over the strata that vary.
double clusters_per_stratum(const FirstStage& stage) {
  double sum = 0;
  double strata = 0;
  for (const auto& members : stage.members) {
    if (members.size() > 1) {
      sum += 1 / static_cast<double>(members.size());
      strata += 1;
    }
  }
  return strata / sum;
}

void check(const Design& design, const FirstStage& stage) {
  bool varies = false;
  for (std::size_t h = 0; h < stage.members.size(); ++h) {
    varies = varies || stage.members[h].size() > 1;
    if (stage.lonely(h) && design.spec().lonely_psu != LonelyPsu::Certainty) {
      refuse_lonely(stage, "a bootstrap (which can take them for certain and has no other rule)");
    }
  }
  if (!varies) {
    throw Error({"no-replicates", "no stratum has two clusters, so nothing varies", {}, "merge strata"});
  }
}

}  // namespace

Replicates made_bootstrap(const MadeReplicates& spec, const Design& design) {
  const FirstStage stage = first_stage(design);
  check(design, stage);
  check_size(stage.clusters(), spec.count);
  const bool rescaled = spec.method == ReplicateMethod::Subbootstrap;
  std::vector<std::vector<std::uint32_t>> orders = stage.members;
  num::Random common(spec.seed, common_stream);
  for (auto& order : orders) {
    common.shuffle(std::span(order));
  }
  Replicates::Factors factors(static_cast<Eigen::Index>(stage.clusters()), static_cast<Eigen::Index>(spec.count));
  num::for_each_piece(spec.count, [&](std::size_t r) {
    num::Random random(spec.seed, r + 1);
    std::vector<double> taken(stage.clusters());
    for (std::size_t h = 0; h < orders.size(); ++h) {
      const std::size_t drawn = orders[h].size();
      const double population = stage.strata[h].population;
      if (drawn == 1) {
        taken[orders[h].front()] = 1;
      } else if (rescaled) {
        with_replacement(stage.members[h], drawn - 1, random, taken);
      } else if (std::isfinite(population)) {
        without_replacement(orders[h], static_cast<std::uint64_t>(std::llround(population)), random, taken);
      } else {
        with_replacement(stage.members[h], drawn, random, taken);
      }
      if (rescaled && drawn > 1) {
        for (const std::uint32_t cluster : stage.members[h]) {
          taken[cluster] *= static_cast<double>(drawn) / static_cast<double>(drawn - 1);
        }
      }
    }
    factors.col(static_cast<Eigen::Index>(r)) =
        Eigen::Map<const Eigen::VectorXd>(taken.data(), static_cast<Eigen::Index>(taken.size()));
  });
  Replicates result;
  const double per_stratum = clusters_per_stratum(stage);
  result.scale = (rescaled ? 1 : per_stratum / (per_stratum - 1)) / (static_cast<double>(spec.count) - 1);
  result.rscales.assign(spec.count, 1);
  spread_over_units(factors, design, result);
  return result;
}

}  // namespace kith::design
