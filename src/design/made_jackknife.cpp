// JK1 and JKn: one replicate a cluster, in the order of the file.
//
// A lonely stratum makes no replicate: it is an error, or counts for nothing (certainty), or the scale grows by the
// share of clusters that made none (average), or one replicate leaves it out and gives the rest L/(L - 1), with
// rscale (L - 1)/L, L the number of strata (adjust). A stratum taken whole makes none either, as its rscale would be 0.
//
// Rank of a domain. In the space of its clusters the replicate that leaves j out is 1 + v_j, with v_j other than 0 in
// j's stratum only. The v_j of a stratum that is there as a whole add up to 0 and span one dimension less than its
// clusters; of one that is there in part they span all. The vector 1 comes on top where some stratum is whole, or is
// there without a replicate.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "design/made_replicates.h"

namespace kith::design {

namespace {

enum class Part : std::uint8_t { LeftOut, Constant, Together };  // its clusters: one at a time, never, as a whole

// Degrees of freedom of the units that are present.
class Freedom {
 public:
  Freedom(const Design& design, const FirstStage& stage, std::vector<Part> parts)
      : stratum_of_(stage.stratum_of), parts_(std::move(parts)) {
    std::ranges::transform(stage.members, std::back_inserter(drawn_), &std::vector<std::uint32_t>::size);
    if (!(design.finest() == Finest::Respondent && design.stages() == 1)) {
      for (std::uint32_t group = 0; group < design.group_count(); ++group) {
        cluster_of_.push_back(design.first_unit(group));
      }
    }
  }

  double operator()(std::span<const std::uint8_t> units) const {
    std::vector<std::uint8_t> present(stratum_of_.size());
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
      if (units[unit] != 0) {
        present[cluster_of_.empty() ? unit : cluster_of_[unit]] = 1;
      }
    }
    std::vector<std::size_t> here(drawn_.size());
    for (std::size_t cluster = 0; cluster < present.size(); ++cluster) {
      here[stratum_of_[cluster]] += present[cluster];
    }
    std::size_t rank = 0;
    bool one = false;
    for (std::size_t h = 0; h < here.size(); ++h) {
      if (here[h] == 0) {
        continue;
      }
      const bool whole = parts_[h] == Part::LeftOut && here[h] == drawn_[h];
      one = one || whole || parts_[h] == Part::Constant;
      rank += parts_[h] == Part::Constant ? 0 : here[h] - (whole ? 1 : 0);
    }
    return static_cast<double>(rank + (one ? 1 : 0)) - 1;
  }

 private:
  std::vector<std::uint32_t> stratum_of_;  // of each cluster
  std::vector<std::size_t> drawn_;         // of each stratum
  std::vector<Part> parts_;
  std::vector<std::uint32_t> cluster_of_;  // of each unit; empty: units are clusters
};

std::vector<Part> parts_of(const Design& design, const FirstStage& stage) {
  std::vector<Part> parts(stage.members.size(), Part::LeftOut);
  for (std::size_t h = 0; h < parts.size(); ++h) {
    if (stage.taken_whole(h)) {
      parts[h] = Part::Constant;
    } else if (stage.lonely(h)) {
      if (design.spec().lonely_psu == LonelyPsu::Fail || parts.size() == 1) {
        refuse_lonely(stage, "a jackknife");
      }
      parts[h] = design.spec().lonely_psu == LonelyPsu::Adjust ? Part::Together : Part::Constant;
    }
  }
  return parts;
}

// Strata as the file has them, and within them clusters as the file has them.
std::vector<std::uint32_t> order_of(const FirstStage& stage) {
  std::vector<std::size_t> rank(stage.members.size(), stage.clusters());
  for (std::size_t i = stage.by_row.size(); i-- > 0;) {
    rank[stage.stratum_of[stage.by_row[i]]] = i;
  }
  std::vector<std::uint32_t> order = stage.by_row;
  std::ranges::stable_sort(order, {}, [&](std::uint32_t cluster) { return rank[stage.stratum_of[cluster]]; });
  return order;
}

}  // namespace

Replicates made_jackknife(const MadeReplicates& /*spec*/, const Design& design) {
  const FirstStage stage = first_stage(design);
  std::vector<Part> parts = parts_of(design, stage);
  std::vector<std::uint32_t> order = order_of(stage);
  std::erase_if(order, [&](std::uint32_t cluster) { return parts[stage.stratum_of[cluster]] == Part::Constant; });
  if (order.empty()) {
    throw Error({"no-replicates",
                 "every stratum is the whole of its population, or has a single cluster: nothing varies",
                 {},
                 "leave out the population sizes, or the replicates"});
  }
  check_size(stage.clusters(), order.size());
  const auto strata = static_cast<double>(parts.size());
  const auto clusters = static_cast<Eigen::Index>(stage.clusters());
  Replicates result;
  Replicates::Factors factors = Replicates::Factors::Ones(clusters, static_cast<Eigen::Index>(order.size()));
  for (std::size_t r = 0; r < order.size(); ++r) {
    const std::uint32_t left_out = order[r];
    const std::uint32_t h = stage.stratum_of[left_out];
    auto column = factors.col(static_cast<Eigen::Index>(r));
    if (parts[h] == Part::Together) {
      column.setConstant(strata / (strata - 1));
      result.rscales.push_back((strata - 1) / strata);
    } else {
      const auto drawn = static_cast<double>(stage.members[h].size());
      for (const std::uint32_t cluster : stage.members[h]) {
        column[cluster] = drawn / (drawn - 1);
      }
      result.rscales.push_back((1 - drawn / stage.strata[h].population) * (drawn - 1) / drawn);
    }
    column[left_out] = 0;
  }
  if (design.spec().lonely_psu == LonelyPsu::Average) {
    result.scale = static_cast<double>(stage.clusters()) / static_cast<double>(order.size());
  }
  if (parts.size() == 1) {  // JK1: the scale is the same for all
    result.scale *= result.rscales.front();
    std::ranges::fill(result.rscales, 1.0);
  }
  spread_over_units(factors, design, result);
  result.df_of = Freedom(design, stage, std::move(parts));
  return result;
}

}  // namespace kith::design
