#include "design/made_replicates.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kith::design {

namespace {

// The cluster of the first stage that holds a row.
std::uint32_t cluster_of(const Design& design, std::size_t row) {
  const bool respondents = design.finest() == Finest::Respondent && design.stages() == 1;
  return respondents ? static_cast<std::uint32_t>(row) : design.first_unit(design.groups()[row]);
}

bool uses_fay(ReplicateMethod method) {
  return method == ReplicateMethod::Brr || method == ReplicateMethod::Fay;
}

bool is_random(ReplicateMethod method) {
  return method == ReplicateMethod::Bootstrap || method == ReplicateMethod::Subbootstrap ||
         method == ReplicateMethod::Mrbbootstrap;
}

void check(const MadeReplicates& spec, const Design& design) {
  Problems problems;
  if (!design.calibrations().empty()) {
    problems.add("calibrated-before-replicates", "the weights were calibrated before there were replicates", {},
                 "make replicates first; each of them is calibrated then");
  }
  if (is_random(spec.method) && spec.count < 2) {
    problems.add("few-replicates", fmt::format("{} replicates are not enough for a variance", spec.count), {},
                 "for example --replicate-count 200");
  }
  if (uses_fay(spec.method) && !(spec.fay >= 0 && spec.fay < 1)) {
    problems.add("bad-fay", fmt::format("Fay's factor {} is not at least 0 and below 1", spec.fay), {},
                 "for example 0.3");
  }
  if (spec.method == ReplicateMethod::Jk1 && !design.spec().strata.empty()) {
    problems.add("strata-with-jk1", "JK1 leaves clusters out of a sample without strata", {}, "use JKn");
  }
  if ((spec.method == ReplicateMethod::Jkn || uses_fay(spec.method)) && design.spec().strata.empty()) {
    problems.add("no-strata", fmt::format("{} needs strata", to_string(spec.method)), {}, "use JK1 or a bootstrap");
  }
  problems.throw_if_any();
}

}  // namespace

bool FirstStage::taken_whole(std::size_t stratum) const {
  return strata[stratum].taken_whole();
}

FirstStage first_stage(const Design& design) {
  FirstStage result;
  const Design::Stage& stage = design.sampling().front();
  result.strata = stage.strata;
  if (stage.stratum_of.empty()) {
    result.stratum_of.assign(design.groups().begin(), design.groups().end());
  } else {
    result.stratum_of = stage.stratum_of;
  }
  result.members.resize(stage.strata.size());
  for (std::uint32_t cluster = 0; cluster < result.clusters(); ++cluster) {
    result.members[result.stratum_of[cluster]].push_back(cluster);
  }
  std::vector<std::uint8_t> seen(result.clusters());
  for (std::size_t row = 0; row < design.rows(); ++row) {
    const std::uint32_t cluster = cluster_of(design, row);
    if (seen[cluster] == 0) {
      seen[cluster] = 1;
      result.by_row.push_back(cluster);
    }
  }
  return result;
}

void refuse_lonely(const FirstStage& stage, std::string_view method) {
  std::vector<std::string> names;
  for (std::size_t h = 0; h < stage.members.size(); ++h) {
    if (stage.lonely(h)) {
      names.push_back(stage.strata[h].name);
    }
  }
  const std::size_t shown = std::min<std::size_t>(names.size(), 5);
  throw Error({"lonely-psu",
               fmt::format("{} needs two clusters in each stratum, and {} has one{}", method,
                           text::join(std::span(names).first(shown), ", "), shown < names.size() ? ", ..." : ""),
               {},
               "say what they count for with --lonely-psu, or merge strata"});
}

void spread_over_units(const Replicates::Factors& clusters, const Design& design, Replicates& result) {
  const bool respondents = design.finest() == Finest::Respondent && design.stages() == 1;
  if (respondents) {
    result.of = Replicates::Of::Row;
    result.factors = clusters;
    for (std::size_t row = 0; row < design.rows(); ++row) {
      result.factors.row(static_cast<Eigen::Index>(row)) *= design.weights()[row];
    }
    return;
  }
  result.of = Replicates::Of::Group;
  result.factors.resize(design.group_count(), clusters.cols());
  for (std::uint32_t group = 0; group < design.group_count(); ++group) {
    result.factors.row(group) = clusters.row(design.first_unit(group));
  }
}

void check_size(std::size_t clusters, std::size_t replicates) {
  constexpr std::size_t most = std::size_t{1} << 27U;  // numbers: 1 GiB
  if (replicates > 0 && clusters > most / replicates) {
    throw Error({"too-many-replicates",
                 fmt::format("{} replicates of {} clusters do not fit in memory", replicates, clusters),
                 {},
                 "use a bootstrap with fewer replicates, or name clusters"});
  }
}

Replicates made_replicates(const MadeReplicates& spec, const Design& design) {
  MadeReplicates chosen = spec;
  if (spec.method == ReplicateMethod::Auto) {
    chosen.method = design.spec().strata.empty() ? ReplicateMethod::Jk1 : ReplicateMethod::Jkn;
  }
  check(chosen, design);
  Replicates result;
  switch (chosen.method) {
    case ReplicateMethod::Jk1:
    case ReplicateMethod::Jkn:
      result = made_jackknife(chosen, design);
      break;
    case ReplicateMethod::Brr:
    case ReplicateMethod::Fay:
      result = made_half_samples(chosen, design);
      break;
    case ReplicateMethod::Bootstrap:
    case ReplicateMethod::Subbootstrap:
      result = made_bootstrap(chosen, design);
      break;
    case ReplicateMethod::Mrbbootstrap:
      result = made_multistage(chosen, design);
      break;
    case ReplicateMethod::Auto:
    case ReplicateMethod::Jk2:
    case ReplicateMethod::Acs:
    case ReplicateMethod::SuccessiveDifference:
    case ReplicateMethod::Other:
      throw Error({"cannot-make",
                   fmt::format("replicates of the type {} are given, not made", to_string(chosen.method)),
                   {},
                   "make one of: auto, JK1, JKn, BRR, Fay, bootstrap, subbootstrap, mrbbootstrap"});
  }
  result.method = to_string(chosen.method);
  result.centre = chosen.centre;
  result.remarks.insert(
      result.remarks.begin(),
      is_random(chosen.method)
          ? fmt::format("{} {} replicates were made from the seed {}.", result.count(), result.method, chosen.seed)
          : fmt::format("{} {} replicates were made.", result.count(), result.method));
  if (!design.spec().fpc.empty() && uses_fay(chosen.method)) {
    result.remarks.emplace_back("Half-samples know no finite population: its correction is left out.");
  } else if (design.spec().fpc.size() > 1 && chosen.method != ReplicateMethod::Mrbbootstrap) {
    result.remarks.emplace_back("The replicates are of the first stage; corrections of later stages are left out.");
  } else if (!design.spec().fpc.empty() && chosen.method == ReplicateMethod::Subbootstrap) {
    result.remarks.emplace_back("This bootstrap knows no finite population: its correction is left out.");
  }
  result.df = replicate_df(result, std::vector<std::uint8_t>(static_cast<std::size_t>(result.factors.rows()), 1));
  return result;
}

}  // namespace kith::design
