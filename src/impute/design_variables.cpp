#include "impute/design_variables.h"

#include <fmt/format.h>

#include "design/labels.h"

namespace kith::impute {

namespace {

constexpr std::uint32_t most_strata = 30;

// Whose label is missing are a group of their own: the design will have its say about them.
bool add_groups(Plan& plan, design::Indices index, std::uint32_t count) {
  if (count < 2 || 10 * std::uint64_t{count} > 9 * std::uint64_t{index.size()}) {
    return false;
  }
  bool lacking = false;
  for (std::uint32_t& group : index) {
    lacking = lacking || group == design::no_label;
    group = group == design::no_label ? count : group;
  }
  plan.group_of.assign(index.begin(), index.end());
  plan.groups = count + (lacking ? 1 : 0);
  return true;
}

}  // namespace

void add_design(Plan& plan, const data::Table& table, const Options& options) {
  if (!options.weight.empty()) {
    plan.variables.push_back(weight_variable(table.column(options.weight)));
  }
  design::Labels strata{design::Indices(table.rows(), 0), 1};
  if (!options.strata.empty()) {
    strata = design::labels(table.column(options.strata.front()));
  }
  bool grouped = false;
  if (!options.clusters.empty()) {
    const design::Labels clusters = design::labels(table.column(options.clusters.front()));
    design::Pairs within = design::pairs(strata.index, strata.count, clusters.index, clusters.count);
    const std::uint32_t count = within.count();
    grouped = add_groups(plan, std::move(within.index), count);
  }
  if (strata.count > 1 && strata.count <= most_strata) {
    plan.variables.push_back(stratum_variable(table.column(options.strata.front()), strata.index, strata.count));
  } else if (strata.count > most_strata && !grouped && !add_groups(plan, std::move(strata.index), strata.count)) {
    plan.notes.push_back({"strata-left-out", fmt::format("`{}` has {} strata, too many to help to impute.",
                                                         options.strata.front(), strata.count)});
  }
}

}  // namespace kith::impute
