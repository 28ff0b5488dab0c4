#include "design/post_stratify.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/problem.h"
#include "design/adjustment.h"
#include "design/unmet.h"

namespace kith::design {

namespace {

std::vector<double> post_stratified(std::span<const double> weights, const Auxiliaries& auxiliaries) {
  const Eigen::VectorXd sums = auxiliaries.sums(auxiliaries.collect(weights));
  expect_respondents(auxiliaries, sums);
  std::vector<double> result(weights.begin(), weights.end());
  for (std::size_t row = 0; row < result.size(); ++row) {
    const Eigen::Index level = auxiliaries.blocks.front().column(auxiliaries.cell_of[row]);
    result[row] = result[row] > 0 ? result[row] * (auxiliaries.totals[level] / sums[level]) : 0;
  }
  return result;
}

}  // namespace

std::shared_ptr<const Calibration> post_stratify(std::span<const double> weights,
                                                 const std::shared_ptr<const Auxiliaries>& auxiliaries) {
  if (auxiliaries->blocks.size() != 1 || auxiliaries->numeric()) {
    throw Error({"one-margin",
                 fmt::format("post-stratification is to one margin of levels, not to {}", auxiliaries->text()),
                 {},
                 "cross them (`sex:age`), or rake"},
                Fault::Usage);
  }
  std::vector<double> result = post_stratified(weights, *auxiliaries);
  Eigen::VectorXd sums = auxiliaries->sums(auxiliaries->collect(result));
  Projection projection{auxiliaries, {}, result, [sums = std::move(sums)](const Eigen::VectorXd& right) {
                          return Eigen::VectorXd((sums.array() > 0).select(right.array() / sums.array(), 0));
                        }};
  const auto rule = [auxiliaries](std::span<const double> others) { return post_stratified(others, *auxiliaries); };
  return std::make_shared<Adjustment>(std::move(result), rule, std::move(projection),
                                      "post-stratification to " + auxiliaries->text());
}

}  // namespace kith::design
