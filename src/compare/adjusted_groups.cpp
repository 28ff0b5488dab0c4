#include "compare/adjusted_groups.h"

#include <list>
#include <stdexcept>
#include <utility>

#include "compare/comparer.h"
#include "compare/own.h"

namespace kith::compare {

namespace {

// A group that has an adjusted comparison.
struct Made {
  const Sample& participants;
  const Brought& brought;
  Own own;

  double from_benchmark(std::span<const double> weights) const {
    const Eigen::Vector2d figures = own.at(weights);
    return figures[Own::P] - figures[Own::C];
  }
};

JointPart part_of(const Made& group, Eigen::Index figure) {
  JointPart part = group.own.part();
  part.influences = Eigen::MatrixXd(part.influences.col(Own::P) - part.influences.col(Own::C));
  part.figures = {figure};
  return part;
}

// A single cluster, or one a stratum, says nothing of how clusters differ.
bool is_without_df(const Made& group) {
  return !(group.participants.design().degrees(group.participants.answered()).df() > 0);
}

// The variance of d_a - d_b; none where it is not known.
VarianceOf variance_between(const Made& a, const Made& b, const Sample& benchmark, Reweighting method) {
  if (is_without_df(a) || is_without_df(b)) {
    return {};
  }
  const Joint joint(a.participants.design(), {part_of(a, 0), part_of(b, 1)}, [&](std::span<const double> weights) {
    return Eigen::Vector2d(a.from_benchmark(weights), b.from_benchmark(weights));
  });
  const Varied other = benchmark_variance(benchmark, {{a.brought, 1}, {b.brought, -1}}, method);
  return joint.known() && other.known ? sum_of(joint.along(Eigen::Vector2d(1, -1)), other.spread) : VarianceOf{};
}

}  // namespace

AdjustedGroups compare_adjusted_groups(const std::vector<Side>& groups, const Side& benchmark,
                                       const std::vector<Characteristic>& characteristics,
                                       const AdjustOptions& options) {
  if (options.samples != Samples::Independent) {
    throw std::logic_error("groups are held against a benchmark of its own design");
  }
  const Sample other(benchmark);
  AdjustedGroups result;
  std::list<Comparer> comparers;  // they are referred to
  std::vector<Made> made;
  std::vector<double> differences;
  for (const Side& group : groups) {
    Comparer& comparer = comparers.emplace_back(group, other, options);
    comparer.adjust(characteristics);
    const AdjustedComparison& found = comparer.result();
    const Brought* brought = comparer.brought();
    if (found.adjusted && brought != nullptr) {
      result.made.push_back(result.groups.size());
      differences.push_back(found.adjusted->difference);
      made.push_back({comparer.participants(), *brought, Own(comparer.participants(), *brought)});
    }
    result.groups.push_back(found);
  }
  for (std::size_t a = 0; a < made.size(); ++a) {
    for (std::size_t b = a + 1; b < made.size(); ++b) {
      const VarianceOf spread = variance_between(made[a], made[b], other, options.method);
      result.gaps.push_back({a, b, differences[a] - differences[b], spread.variance, spread.df});
    }
  }
  return result;
}

}  // namespace kith::compare
