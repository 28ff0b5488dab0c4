#include "design/make.h"

#include <algorithm>

#include "base/problem.h"
#include "design/given_replicates.h"
#include "design/made_replicates.h"
#include "design/weighted.h"

namespace kith::design {

namespace {

Design with_replicates(Design design, const Spec& spec, const data::Table& table) {
  if (spec.given_replicates && spec.made_replicates) {
    throw Error({"two-replicates",
                 "replicate weights are given, and others are to be made",
                 {},
                 "leave out one of --replicates and --make-replicates"});
  }
  if (spec.given_replicates) {
    return design.replicated(given_replicates(*spec.given_replicates, design, table));
  }
  if (spec.made_replicates) {
    return design.replicated(made_replicates(*spec.made_replicates, design));
  }
  return design;
}

}  // namespace

Design make(const Spec& spec, const data::Table& table) {
  return weighted(with_replicates(Design(spec, table), spec, table), spec.weighting, table);
}

std::vector<std::string> columns(const Spec& spec) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  };
  add(spec.weight);
  add(spec.probability);
  for (const auto* stages : {&spec.strata, &spec.clusters, &spec.fpc}) {
    std::ranges::for_each(*stages, add);
  }
  std::ranges::for_each(columns(spec.weighting), add);
  return names;
}

}  // namespace kith::design
