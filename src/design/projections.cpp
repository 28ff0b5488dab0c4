#include "design/projections.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "design/calibration.h"

namespace kith::design {

namespace {

// Calls each(auxiliary, value) for the auxiliaries of a row that are not 0.
template <typename Each>
void for_each_auxiliary(const Auxiliaries& auxiliaries, std::size_t row, const Each& each) {
  const std::size_t cell = auxiliaries.cell_of[row];
  for (const Auxiliaries::Block& block : auxiliaries.blocks) {
    each(block.column(cell), block.at(cell));
  }
}

double taken(const Projection& projection, std::size_t row) {
  return projection.taken.empty() ? 1 : projection.taken[row];
}

}  // namespace

Projections::Projections(const Design& design) {
  for (const auto& calibration : design.calibrations() | std::views::reverse) {
    if (const Projection* projection = calibration->projection()) {
      steps_.push_back({projection, size_});
      size_ += static_cast<Eigen::Index>(projection->auxiliaries->size());
    }
  }
  crossed_ = Eigen::MatrixXd::Zero(size_, size_);
  for (std::size_t later = 1; later < steps_.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto& [to, to_first] = steps_[later];
      const auto& [from, from_first] = steps_[earlier];
      for (std::size_t row = 0; row < design.rows(); ++row) {
        const double factor = taken(*to, row) * from->removed[row];
        for_each_auxiliary(*to->auxiliaries, row, [&](Eigen::Index k, double value) {
          for_each_auxiliary(*from->auxiliaries, row, [&](Eigen::Index j, double other) {
            crossed_(to_first + k, from_first + j) += factor * value * other;
          });
        });
      }
    }
  }
  group_sums_ = Eigen::MatrixXd::Zero(design.group_count(), size_);
  rows_.resize(design.group_count());
  const bool respondents = design.finest() == Finest::Respondent;
  group_squares_.assign(respondents ? design.group_count() : 0, Eigen::MatrixXd::Zero(size_, size_));
  std::vector<std::pair<Eigen::Index, double>> parts;
  for (std::size_t row = 0; row < design.rows(); ++row) {
    const std::uint32_t group = design.groups()[row];
    ++rows_[group];
    parts.clear();
    for (const Step& step : steps_) {
      for_each_auxiliary(*step.projection->auxiliaries, row, [&](Eigen::Index k, double value) {
        parts.emplace_back(step.first + k, step.projection->removed[row] * value);
      });
    }
    for (const auto& [k, value] : parts) {
      group_sums_(group, k) += value;
      for (std::size_t p = 0; respondents && p < parts.size(); ++p) {
        group_squares_[group](k, parts[p].first) += value * parts[p].second;
      }
    }
  }
}

void Projections::add(std::size_t row, double influence, double* sums) const {
  for (const Step& step : steps_) {
    const double x = taken(*step.projection, row) * influence;
    for_each_auxiliary(*step.projection->auxiliaries, row,
                       [&](Eigen::Index k, double value) { sums[step.first + k] += x * value; });
  }
}

Eigen::VectorXd Projections::coefficients(const Eigen::VectorXd& sums) const {
  Eigen::VectorXd result = Eigen::VectorXd::Zero(size_);
  for (const Step& step : steps_) {
    const auto count = static_cast<Eigen::Index>(step.projection->auxiliaries->size());
    result.segment(step.first, count) = step.projection->solve(
        sums.segment(step.first, count) - crossed_.block(step.first, 0, count, step.first) * result.head(step.first));
  }
  return result;
}

std::vector<Eigen::VectorXd> Projections::by_cell(const Eigen::VectorXd& coefficients) const {
  std::vector<Eigen::VectorXd> result;
  for (const Step& step : steps_) {
    const Auxiliaries& auxiliaries = *step.projection->auxiliaries;
    result.push_back(
        auxiliaries.combine(coefficients.segment(step.first, static_cast<Eigen::Index>(auxiliaries.size()))));
  }
  return result;
}

double Projections::explained(std::size_t row, const std::vector<Eigen::VectorXd>& by_cell) const {
  double result = 0;
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    const Projection& projection = *steps_[step].projection;
    result += projection.removed[row] * by_cell[step][projection.auxiliaries->cell_of[row]];
  }
  return result;
}

double Projections::squares(std::uint32_t group, const Eigen::VectorXd& coefficients) const {
  return coefficients.dot(group_squares_[group] * coefficients);
}

std::optional<Projections> projections(const Design& design) {
  if (design.calibrations().empty() || design.replicates() != nullptr) {
    return std::nullopt;
  }
  std::size_t auxiliaries = 0;
  for (const auto& calibration : design.calibrations()) {
    const Projection* const projection = calibration->projection();
    auxiliaries += projection != nullptr ? projection->auxiliaries->size() : 0;
  }
  const std::size_t per_group = design.finest() == Finest::Respondent ? auxiliaries * auxiliaries : auxiliaries;
  constexpr std::size_t most = 16;  // numbers a row
  const bool small = design.group_count() * per_group <= std::max<std::size_t>(1U << 20U, most * design.rows());
  return small ? std::optional<Projections>(std::in_place, design) : std::nullopt;
}

}  // namespace kith::design
