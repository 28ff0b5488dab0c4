#include "design/adjustment.h"

#include <utility>

#include "num/sum.h"

namespace kith::design {

void Projection::remove(Eigen::Ref<Eigen::MatrixXd> influences) const {
  const std::span<const std::uint32_t> cell_of = auxiliaries->cell_of;
  for (Eigen::Index k = 0; k < influences.cols(); ++k) {
    std::vector<num::Sum> sums(auxiliaries->cells);
    for (std::size_t row = 0; row < cell_of.size(); ++row) {
      const double influence = influences(static_cast<Eigen::Index>(row), k);
      if (influence != 0) {
        sums[cell_of[row]] += taken.empty() ? influence : taken[row] * influence;
      }
    }
    Eigen::VectorXd per_cell(static_cast<Eigen::Index>(sums.size()));
    for (std::size_t cell = 0; cell < sums.size(); ++cell) {
      per_cell[static_cast<Eigen::Index>(cell)] = sums[cell].value();
    }
    const Eigen::VectorXd explained = auxiliaries->combine(solve(auxiliaries->sums(per_cell)));
    for (std::size_t row = 0; row < cell_of.size(); ++row) {
      influences(static_cast<Eigen::Index>(row), k) -= removed[row] * explained[cell_of[row]];
    }
  }
}

Adjustment::Adjustment(std::vector<double> weights, Rule rule, std::optional<Projection> projection, std::string text)
    : weights_(std::move(weights)),
      rule_(std::move(rule)),
      projection_(std::move(projection)),
      text_(std::move(text)) {}

void Adjustment::remove(Eigen::Ref<Eigen::MatrixXd> influences) const {
  if (projection_) {
    projection_->remove(influences);
  }
}

}  // namespace kith::design
