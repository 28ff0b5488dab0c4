#include "estimate/projected.h"

#include <algorithm>

#include "estimate/answers.h"
#include "num/sum.h"

namespace kith::estimate {

Projected::Projected(const Estimates::State& state, const design::Projections& projections, std::size_t measure,
                     std::size_t breakdown)
    : state_(state), projections_(projections), components_(state.measures[measure].size()) {
  const Breakdown& split = state.breakdowns[breakdown];
  const std::size_t auxiliaries = projections.size();
  const bool respondents = state.design.finest() == design::Finest::Respondent;
  sums_.assign(split.domains.size() * components_ * auxiliaries, 0);
  rows_.resize(respondents ? split.domains.size() : 0);
  weighted_components_.resize(rows_.size());
  for_each_answer(state.measures[measure], state.table.rows(),
                  [&](std::size_t row, const std::vector<double>& components) {
                    const std::size_t domain = split.domain_of[row];
                    const double weight = state.design.weights()[row];
                    if (domain >= split.domains.size() || !(weight > 0)) {
                      return;
                    }
                    for (std::size_t k = 0; k < components_; ++k) {
                      const double weighted = weight * components[k];
                      if (weighted != 0) {
                        projections_.add(row, weighted, &sums_[(domain * components_ + k) * auxiliaries]);
                      }
                      if (respondents) {
                        weighted_components_[domain].push_back(weighted);
                      }
                    }
                    if (respondents) {
                      rows_[domain].push_back(static_cast<std::uint32_t>(row));
                    }
                  });
}

std::vector<design::GroupTotal> Projected::residuals(std::size_t domain, std::span<const double> gradient,
                                                     const std::vector<design::GroupTotal>& parts) const {
  const auto auxiliaries = static_cast<Eigen::Index>(projections_.size());
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(auxiliaries);
  for (std::size_t k = 0; k < components_; ++k) {
    const double* const of_component = &sums_[(domain * components_ + k) * projections_.size()];
    sums += gradient[k] * Eigen::Map<const Eigen::VectorXd>(of_component, auxiliaries);
  }
  const Eigen::VectorXd coefficients = projections_.coefficients(sums);
  const Eigen::VectorXd explained = projections_.group_sums() * coefficients;
  std::vector<design::GroupTotal> result(static_cast<std::size_t>(explained.size()));
  for (std::uint32_t group = 0; group < result.size(); ++group) {
    result[group] = {group, -explained[group], 0, projections_.rows(group)};
  }
  for (const design::GroupTotal& part : parts) {
    result[part.group].total += part.total;
  }
  if (state_.design.finest() == design::Finest::Respondent) {
    add_spreads(domain, gradient, coefficients, result);
  }
  std::erase_if(result, [](const design::GroupTotal& part) { return part.present == 0; });
  return result;
}

void Projected::add_spreads(std::size_t domain, std::span<const double> gradient, const Eigen::VectorXd& coefficients,
                            std::vector<design::GroupTotal>& residuals) const {
  const std::vector<Eigen::VectorXd> by_cell = projections_.by_cell(coefficients);
  std::vector<num::Sum> inside(residuals.size());     // squares of the residuals of the domain's rows
  std::vector<num::Sum> explained(residuals.size());  // and of what is explained of them
  std::vector<std::int64_t> rows(residuals.size());
  for (std::size_t i = 0; i < rows_[domain].size(); ++i) {
    const std::uint32_t row = rows_[domain][i];
    const std::uint32_t group = state_.design.groups()[row];
    double influence = 0;
    for (std::size_t k = 0; k < components_; ++k) {
      influence += gradient[k] * weighted_components_[domain][i * components_ + k];
    }
    const double part = projections_.explained(row, by_cell);
    inside[group] += (influence - part) * (influence - part);
    explained[group] += part * part;
    ++rows[group];
  }
  for (std::uint32_t group = 0; group < residuals.size(); ++group) {
    const bool others = rows[group] < residuals[group].present;
    const double outside =
        others ? std::max(0.0, projections_.squares(group, coefficients) - explained[group].value()) : 0;
    const double mean = residuals[group].total / static_cast<double>(state_.design.drawn(group));
    residuals[group].spread = std::max(0.0, inside[group].value() + outside - mean * residuals[group].total);
  }
}

Spread Projected::spread(std::size_t domain, std::span<const double> gradient,
                         const std::vector<design::GroupTotal>& parts) const {
  const design::Variance variance = state_.design.variance(residuals(domain, gradient, parts));
  return {variance.value, state_.design.df(parts), state_.design.degrees(parts), variance.lonely, 0};
}

}  // namespace kith::estimate
