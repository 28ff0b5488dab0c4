#include "model/influence.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "num/parallel.h"

namespace kith::model {

namespace {

constexpr std::size_t block = ModelMatrix::block;

// U of consecutive rows, weights included: coefficients x rows, so that a row's are together.
void equations_of(const Model& model, std::size_t first, std::size_t count, Eigen::MatrixXd& into) {
  const Equations& equations = model.equations;
  std::vector<double> column(count);
  const auto slopes = static_cast<Eigen::Index>(model.columns.size());
  into.resize(static_cast<Eigen::Index>(model.names.size()), static_cast<Eigen::Index>(count));
  for (Eigen::Index j = 0; j < slopes; ++j) {
    model.matrix->fill_column(model.columns[static_cast<std::size_t>(j)], first, 1, count, column.data());
    for (std::size_t i = 0; i < count; ++i) {
      into(j, static_cast<Eigen::Index>(i)) = column[i] * equations.scores[first + i];
    }
  }
  if (equations.extra.cols() > 0) {
    into.bottomRows(equations.extra.cols()) =
        equations.extra.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(count)).transpose();
  }
}

// Sums of U per group, one column after another so that several threads share nothing.
Eigen::MatrixXd group_sums(const Model& model) {
  const std::span<const std::uint32_t> groups = model.design->groups();
  const Equations& equations = model.equations;
  const std::size_t slopes = model.columns.size();
  Eigen::MatrixXd sums =
      Eigen::MatrixXd::Zero(model.design->group_count(), static_cast<Eigen::Index>(model.names.size()));
  num::for_each_piece(model.names.size(), [&](std::size_t j) {
    double* into = sums.col(static_cast<Eigen::Index>(j)).data();
    if (j >= slopes) {
      const auto extra = equations.extra.col(static_cast<Eigen::Index>(j - slopes));
      for (std::size_t row = 0; row < groups.size(); ++row) {
        into[groups[row]] += extra[static_cast<Eigen::Index>(row)];
      }
      return;
    }
    std::vector<double> column(block);
    for (std::size_t at = 0; at < groups.size(); at += block) {
      const std::size_t count = std::min(block, groups.size() - at);
      model.matrix->fill_column(model.columns[j], at, 1, count, column.data());
      for (std::size_t i = 0; i < count; ++i) {
        into[groups[at + i]] += column[i] * equations.scores[at + i];
      }
    }
  });
  return sums;
}

// Of each stratum of respondents: U about the mean of all that it drew, squared and added up.
std::vector<Eigen::MatrixXd> group_spreads(const Model& model, const Eigen::MatrixXd& sums,
                                           const std::vector<std::int64_t>& here) {
  const design::Design& design = *model.design;
  const Eigen::Index size = sums.cols();
  std::vector<Eigen::MatrixXd> spreads(design.group_count(), Eigen::MatrixXd::Zero(size, size));
  Eigen::MatrixXd means = sums;
  for (std::uint32_t group = 0; group < design.group_count(); ++group) {
    means.row(group) /= static_cast<double>(design.drawn(group));
    const auto outside = static_cast<double>(design.drawn(group) - here[group]);
    spreads[group].noalias() += outside * means.row(group).transpose() * means.row(group);
  }
  Eigen::MatrixXd rows;
  for (std::size_t at = 0; at < design.rows(); at += block) {
    const std::size_t count = std::min(block, design.rows() - at);
    equations_of(model, at, count, rows);
    for (std::size_t i = 0; i < count; ++i) {
      if (model.weights[at + i] > 0) {
        const std::uint32_t group = design.groups()[at + i];
        const Eigen::VectorXd deviation = rows.col(static_cast<Eigen::Index>(i)) - means.row(group).transpose();
        spreads[group].selfadjointView<Eigen::Lower>().rankUpdate(deviation);
      }
    }
  }
  for (Eigen::MatrixXd& spread : spreads) {
    spread = Eigen::MatrixXd(spread.selfadjointView<Eigen::Lower>());
  }
  return spreads;
}

std::vector<std::uint8_t> present_rows(const Model& model) {
  std::vector<std::uint8_t> present(model.weights.size());
  for (std::size_t row = 0; row < present.size(); ++row) {
    present[row] = model.weights[row] > 0 ? 1 : 0;
  }
  return present;
}

void note_degrees(Model& model) {
  if (model.df_residual <= 0) {
    model.notes.push_back(
        {"no-degrees-of-freedom",
         fmt::format(
             "the model has {} coefficients and the design {} degrees of freedom (clusters minus strata): there is "
             "nothing left to judge them by, so that neither tests nor intervals are given; use fewer terms",
             model.parameters(), model.df_design)});
  } else if (model.df_residual < 10) {
    model.notes.push_back({"few-degrees-of-freedom",
                           fmt::format("only {} degrees of freedom are left: standard errors are themselves uncertain",
                                       model.df_residual)});
  }
}

}  // namespace

Eigen::MatrixXd influences(const Model& model) {
  const auto rows = static_cast<Eigen::Index>(model.weights.size());
  Eigen::MatrixXd result(rows, static_cast<Eigen::Index>(model.names.size()));
  Eigen::MatrixXd part;
  for (std::size_t at = 0; at < model.weights.size(); at += block) {
    const std::size_t count = std::min(block, model.weights.size() - at);
    equations_of(model, at, count, part);
    result.middleRows(static_cast<Eigen::Index>(at), static_cast<Eigen::Index>(count)).noalias() =
        part.transpose() * model.equations.inverse;
  }
  return result;
}

design::GroupInfluences group_influences(const Model& model) {
  const design::Design& design = *model.design;
  std::vector<std::int64_t> here(design.group_count());
  for (std::size_t row = 0; row < design.rows(); ++row) {
    here[design.groups()[row]] += model.weights[row] > 0 ? 1 : 0;
  }
  const Eigen::MatrixXd sums = group_sums(model);
  std::vector<Eigen::MatrixXd> spreads;
  if (design.finest() == design::Finest::Respondent) {
    spreads = group_spreads(model, sums, here);
  }
  std::vector<design::GroupTotal> parts;
  std::vector<Eigen::Index> kept;
  std::vector<Eigen::MatrixXd> kept_spreads;
  const Eigen::MatrixXd& inverse = model.equations.inverse;
  for (std::uint32_t group = 0; group < design.group_count(); ++group) {
    if (here[group] > 0) {
      parts.push_back({group, 0, 0, here[group]});
      kept.push_back(group);
      if (!spreads.empty()) {
        kept_spreads.emplace_back(inverse * spreads[group] * inverse);
      }
    }
  }
  return {std::move(parts), Eigen::MatrixXd(sums(kept, Eigen::all) * inverse), std::move(kept_spreads)};
}

void add_covariance(Model& model, std::optional<double> df) {
  const design::Design& design = *model.design;
  std::vector<std::string> lonely;
  if (design.replicates() == nullptr && design.calibrations().empty()) {
    const design::GroupInfluences groups = group_influences(model);
    design::Covariance covariance = design::covariance(design, groups);
    model.covariance = std::move(covariance.matrix);
    model.known = covariance.known;
    lonely = std::move(covariance.lonely);
    model.df_design = design.df(groups.present());
  } else {
    design::Estimate estimate = design::estimate(
        design, {.at = [&](std::span<const double> weights) -> Eigen::VectorXd {
                   return weights.data() == design.weights().data() ? model.coefficients : refit(model, weights);
                 },
                 .influences = [&] { return influences(model); },
                 .present = present_rows(model)});
    model.covariance = std::move(estimate.covariance);
    model.known = estimate.known;
    lonely = std::move(estimate.lonely);
    model.df_design = estimate.df;
    if (estimate.failed > 0) {
      model.notes.push_back(
          {"failed-replicates",
           fmt::format("in {} replicates the model could not be fitted; they are left out", estimate.failed)});
    }
  }
  model.df_design = df.value_or(model.df_design);
  // Thresholds count as the one intercept that they stand for.
  const std::size_t counted = model.parameters() - model.thresholds + (model.thresholds > 0 ? 1 : 0);
  model.df_residual = model.df_design + 1 - static_cast<double>(counted);
  if (!lonely.empty()) {
    model.notes.push_back({"lonely-psu", fmt::format("strata with a single cluster: {}", text::join(lonely, ", "))});
  }
  if (!model.known) {
    model.notes.push_back({"no-variance", "no stratum has two clusters, so that there are no standard errors"});
  }
  note_degrees(model);
}

}  // namespace kith::model
