// Balanced half-samples: BRR (McCarthy 1969) and Fay's variant of it (Judkins 1990).
//
// Each pair of clusters, one a stratum, has a row of a Hadamard matrix of its own, never the constant one: a +1 takes
// the first of the pair and a -1 the second. Any two pairs then agree as often as they differ, and each cluster is
// taken as often as not, so that the variance of a total is that of the strata's formula to the last digit.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "design/hadamard.h"
#include "design/made_replicates.h"

namespace kith::design {

namespace {

struct Pair {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> second;
};

[[noreturn]] void refuse(const FirstStage& stage, std::size_t h, std::string_view hint) {
  throw Error({"not-in-pairs",
               fmt::format("balanced half-samples need pairs of clusters, and {} has {}", stage.strata[h].name,
                           stage.members[h].size()),
               {},
               std::string(hint)});
}

// The last of them takes an odd one in.
void add_joined(const std::vector<std::uint32_t>& single, std::vector<Pair>& pairs) {
  for (std::size_t i = 0; i + 1 < single.size(); i += 2) {
    pairs.push_back({{single[i]}, {single[i + 1]}});
  }
  if (single.size() % 2 == 1) {
    pairs.back().first.push_back(single.back());
  }
}

std::vector<Pair> pairs_of(const MadeReplicates& spec, const FirstStage& stage) {
  std::vector<Pair> pairs;
  std::vector<std::uint32_t> single;
  for (std::size_t h = 0; h < stage.members.size(); ++h) {
    const std::vector<std::uint32_t>& members = stage.members[h];
    const auto middle = members.begin() + static_cast<std::ptrdiff_t>(members.size() / 2);
    if (members.size() == 1) {
      if (spec.small == SmallStrata::Fail) {
        refuse(stage, h, "merge strata, or say --small-strata split (it counts for nothing) or merge");
      }
      if (spec.small == SmallStrata::Merge) {
        single.push_back(members.front());
      }
    } else if (members.size() == 2) {
      pairs.push_back({{members[0]}, {members[1]}});
    } else if (spec.large == LargeStrata::Merge) {
      pairs.push_back({{members.begin(), middle}, {middle, members.end()}});
    } else if (spec.large == LargeStrata::Split && members.size() % 2 == 0) {
      for (std::size_t i = 0; i < members.size(); i += 2) {
        pairs.push_back({{members[i]}, {members[i + 1]}});
      }
    } else {
      refuse(stage, h, "use JKn, or --large-strata merge, which takes halves of a stratum for its clusters");
    }
  }
  if (single.size() == 1) {
    refuse(stage, stage.stratum_of[single.front()], "no other stratum has one cluster to merge it with");
  }
  add_joined(single, pairs);
  if (pairs.empty()) {
    throw Error({"no-replicates", "no stratum has two clusters, so nothing varies", {}, "merge strata"});
  }
  return pairs;
}

}  // namespace

Replicates made_half_samples(const MadeReplicates& spec, const Design& design) {
  const FirstStage stage = first_stage(design);
  const std::vector<Pair> pairs = pairs_of(spec, stage);
  const std::size_t order = hadamard_order(pairs.size() + 1);
  check_size(std::max(stage.clusters(), order), order);
  const Eigen::MatrixXi matrix = hadamard(order);
  Replicates::Factors factors = Replicates::Factors::Ones(static_cast<Eigen::Index>(stage.clusters()), matrix.cols());
  const auto taken = [&](int sign) { return sign > 0 ? 2 - spec.fay : spec.fay; };
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const auto signs = matrix.row(static_cast<Eigen::Index>(p + 1));
    for (Eigen::Index r = 0; r < matrix.cols(); ++r) {
      for (const std::uint32_t cluster : pairs[p].first) {
        factors(cluster, r) = taken(signs[r]);
      }
      for (const std::uint32_t cluster : pairs[p].second) {
        factors(cluster, r) = taken(-signs[r]);
      }
    }
  }
  Replicates result;
  result.scale = 1 / (static_cast<double>(order) * (1 - spec.fay) * (1 - spec.fay));
  result.rscales.assign(order, 1);
  spread_over_units(factors, design, result);
  return result;
}

}  // namespace kith::design
