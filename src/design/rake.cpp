#include "design/rake.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "design/adjustment.h"
#include "design/unmet.h"

namespace kith::design {

namespace {

constexpr int sweeps_of_the_record = 10;  // as R survey

// The factor of every cell.
Eigen::VectorXd raked(const Eigen::VectorXd& before, const Auxiliaries& auxiliaries, const RakeOptions& options) {
  expect_respondents(auxiliaries, auxiliaries.sums(before));

  Eigen::VectorXd factor = Eigen::VectorXd::Ones(before.size());
  Eigen::VectorXd now = before;
  std::vector<double> path;
  for (std::size_t sweep = 0; sweep < options.most_sweeps; ++sweep) {
    const Eigen::VectorXd earlier = now;
    for (const Auxiliaries::Block& block : auxiliaries.blocks) {
      Eigen::VectorXd sums = Eigen::VectorXd::Zero(block.count);
      for (std::size_t cell = 0; cell < auxiliaries.cells; ++cell) {
        sums[block.column(cell) - block.first] += now[static_cast<Eigen::Index>(cell)];
      }
      const Eigen::VectorXd ratio =
          (sums.array() > 0).select(auxiliaries.totals.segment(block.first, block.count).array() / sums.array(), 0);
      for (std::size_t cell = 0; cell < auxiliaries.cells; ++cell) {
        const auto c = static_cast<Eigen::Index>(cell);
        factor[c] *= ratio[block.column(cell) - block.first];
        now[c] = before[c] * factor[c];
      }
    }
    const double moved = (now - earlier).cwiseAbs().maxCoeff();
    const double allowed = options.tolerance < 1 ? options.tolerance * before.sum() : options.tolerance;
    path.push_back(misfit(auxiliaries.sums(now), auxiliaries.totals).cwiseAbs().maxCoeff());
    if (moved < allowed) {
      break;
    }
  }
  // Sweeps that stand still may stand still in the wrong place, where the margins contradict each other.
  constexpr double met = 1e-6;
  if (options.unmet == Unmet::Refuse && !(path.back() < met)) {
    throw Error(unmet("raking", auxiliaries, auxiliaries.sums(now), path));
  }
  return factor;
}

std::vector<double> raked_weights(std::span<const double> weights, const Auxiliaries& auxiliaries,
                                  const RakeOptions& options) {
  const Eigen::VectorXd factor = raked(auxiliaries.collect(weights), auxiliaries, options);
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    result[row] *= factor[auxiliaries.cell_of[row]];
  }
  return result;
}

// The means that the sweeps take away, added up by level, from the sums of u by level. `counts` has the numbers of
// respondents by pairs of levels.
Eigen::VectorXd swept(const Auxiliaries& auxiliaries, const Eigen::MatrixXd& counts, const Eigen::VectorXd& sums) {
  Eigen::VectorXd taken = Eigen::VectorXd::Zero(sums.size());
  for (int sweep = 0; sweep < sweeps_of_the_record; ++sweep) {
    for (const Auxiliaries::Block& block : auxiliaries.blocks) {
      const Eigen::VectorXd left =
          sums.segment(block.first, block.count) - counts.middleRows(block.first, block.count) * taken;
      const Eigen::VectorXd size = counts.diagonal().segment(block.first, block.count);
      taken.segment(block.first, block.count) +=
          Eigen::VectorXd((size.array() > 0).select(left.array() / size.array(), 0));
    }
  }
  return taken;
}

}  // namespace

std::shared_ptr<const Calibration> rake(std::span<const double> weights,
                                        const std::shared_ptr<const Auxiliaries>& auxiliaries,
                                        const RakeOptions& options) {
  if (auxiliaries->numeric()) {
    throw Error({"numeric-margin",
                 fmt::format("raking is to margins of levels, not to numbers ({})", auxiliaries->text()),
                 {},
                 "use the method linear, logit or entropy"},
                Fault::Usage);
  }
  std::vector<double> result = raked_weights(weights, *auxiliaries, options);
  std::vector<double> counted(result.size());
  std::vector<double> per_weight(result.size());
  for (std::size_t row = 0; row < result.size(); ++row) {
    counted[row] = result[row] > 0 ? 1 : 0;
    per_weight[row] = result[row] > 0 ? 1 / result[row] : 0;
  }
  Eigen::MatrixXd counts = auxiliaries->gram(auxiliaries->collect(counted));
  Projection projection{auxiliaries, std::move(per_weight), result,
                        [auxiliaries, counts = std::move(counts)](const Eigen::VectorXd& sums) {
                          return swept(*auxiliaries, counts, sums);
                        }};
  const auto rule = [auxiliaries, options](std::span<const double> others) {
    return raked_weights(others, *auxiliaries, options);
  };
  return std::make_shared<Adjustment>(std::move(result), rule, std::move(projection),
                                      "raking to " + auxiliaries->text());
}

}  // namespace kith::design
