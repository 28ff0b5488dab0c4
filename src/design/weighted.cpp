#include "design/weighted.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "data/expression.h"
#include "design/calibrate.h"
#include "design/calibration.h"
#include "design/entropy.h"
#include "design/margins.h"
#include "design/nonresponse.h"
#include "design/post_stratify.h"
#include "design/rake.h"
#include "design/trim.h"

namespace kith::design {

namespace {

struct Name {
  std::string_view name;
  WeightingMethod method;
};
constexpr std::array<Name, 5> names{{{"poststratify", WeightingMethod::PostStratify},
                                     {"rake", WeightingMethod::Rake},
                                     {"linear", WeightingMethod::Linear},
                                     {"logit", WeightingMethod::Logit},
                                     {"entropy", WeightingMethod::Entropy}}};

using Calibrated = std::shared_ptr<const Calibration>;

Calibrated for_nonresponse(std::span<const double> weights, const Nonresponse& nonresponse, const data::Table& table) {
  const std::vector<std::uint8_t> responded = data::rows_where(table, nonresponse.responded);
  std::vector<std::string> margins = nonresponse.margins;
  if (nonresponse.by == NonresponseBy::Cells) {
    const std::vector<std::string> crossed{margins.empty() ? "total()" : fmt::format("{}", fmt::join(margins, ":"))};
    return nonresponse_cells(
        weights, std::make_shared<Auxiliaries>(auxiliaries(crossed, table, weights, Numbers::AsLevels)), responded);
  }
  margins.emplace_back("total()");  // the constant of the model
  return nonresponse_model(
      weights, std::make_shared<Auxiliaries>(auxiliaries(margins, table, weights, Numbers::AsNumbers)), responded);
}

std::vector<double> variances(const std::string& expression, std::span<const double> weights,
                              const data::Table& table) {
  if (expression.empty()) {
    return {};
  }
  data::Evaluated found = data::Expression::parse(expression, table).numbers(table);
  for (std::size_t row = 0; row < weights.size(); ++row) {
    const bool known = found.reasons[row] == 0 && found.values[row] > 0;
    if (weights[row] > 0 && !known) {
      throw Error({"bad-variance",
                   fmt::format("`{}` is not above 0 for every respondent", expression),
                   {},
                   "calibration divides by it"});
    }
    found.values[row] = known ? found.values[row] : 1;  // not in the sample
  }
  return std::move(found.values);
}

// Of each row its cluster of the first stage.
std::vector<std::uint32_t> first_clusters(const Design& design) {
  if (!design.has_clusters()) {
    throw Error({"no-clusters", "one factor a cluster is asked for, and the sample has no clusters", {}, "name them"});
  }
  std::vector<std::uint32_t> clusters(design.groups().begin(), design.groups().end());
  std::ranges::transform(clusters, clusters.begin(), [&](std::uint32_t group) { return design.first_unit(group); });
  return clusters;
}

void check(const Weighting& weighting, WeightingMethod method) {
  if (weighting.calibrates() && (method == WeightingMethod::PostStratify || method == WeightingMethod::Entropy)) {
    throw Error(
        {"bounds-of-no-use",
         fmt::format("the method {} knows no bounds and none of what goes with calibrations", to_string(method)),
         {},
         "bounds go with linear, logit and rake; or trim the weights"},
        Fault::Usage);
  }
  if (weighting.bounds_on == BoundsOn::Weight && !weighting.bounds) {
    throw Error({"no-bounds", "bounds are to be on the weights, and there are none", {}, "for example 0.5,2"},
                Fault::Usage);
  }
}

Calibrated to_totals(const Design& design, const Weighting& weighting, const data::Table& table) {
  const std::span<const double> weights = design.weights();
  const auto known = std::make_shared<const Auxiliaries>(auxiliaries(weighting.margins, table, weights));
  const WeightingMethod method = chosen_method(weighting, *known);
  check(weighting, method);
  CalibrateOptions options{.bounds = weighting.bounds,
                           .bounds_on = weighting.bounds_on,
                           .trim = weighting.trim_factors,
                           .variance = variances(weighting.variance, weights, table),
                           .unmet = weighting.unmet};
  if (weighting.factor_of == FactorOf::Cluster) {
    options.together = first_clusters(design);
  }
  switch (method) {
    case WeightingMethod::PostStratify:
      return post_stratify(weights, known);
    case WeightingMethod::Rake:
      if (!weighting.calibrates() && !known->numeric()) {
        return rake(weights, known, {.unmet = weighting.unmet});
      }
      options.distance = Distance::Raking;
      break;
    case WeightingMethod::Linear:
      options.distance = Distance::Linear;
      break;
    case WeightingMethod::Logit:
      options.distance = Distance::Logit;
      break;
    case WeightingMethod::Entropy:
      return entropy_balance(weights, known);
  }
  return calibrate(weights, known, options);
}

}  // namespace

std::string_view to_string(WeightingMethod method) {
  return std::ranges::find(names, method, &Name::method)->name;
}

std::optional<WeightingMethod> weighting_method(std::string_view name) {
  const auto* const found = std::ranges::find(names, name, &Name::name);
  return found == names.end() ? std::nullopt : std::optional(found->method);
}

WeightingMethod chosen_method(const Weighting& weighting, const Auxiliaries& auxiliaries) {
  if (weighting.method) {
    return *weighting.method;
  }
  if (auxiliaries.numeric()) {
    return WeightingMethod::Linear;
  }
  return auxiliaries.blocks.size() == 1 && !weighting.calibrates() ? WeightingMethod::PostStratify
                                                                   : WeightingMethod::Rake;
}

Design weighted(const Design& design, const Weighting& weighting, const data::Table& table) {
  Design result = design;
  if (!weighting.nonresponse.responded.empty()) {
    result = result.calibrated(for_nonresponse(result.weights(), weighting.nonresponse, table));
  }
  if (!weighting.margins.empty()) {
    result = result.calibrated(to_totals(result, weighting, table));
  }
  if (weighting.trim) {
    result = result.calibrated(
        trim(result.weights(), {.limits = *weighting.trim, .rounds = weighting.rounds, .of = weighting.trim_of}));
  }
  return result;
}

std::vector<std::string> columns(const Weighting& weighting) {
  std::vector<MarginTotal> margins = weighting.margins;
  for (const std::string& margin : weighting.nonresponse.margins) {
    margins.push_back({.margin = margin});
  }
  std::vector<std::string> result = columns_of_margins(margins);
  for (const std::string& expression : {weighting.nonresponse.responded, weighting.variance}) {
    if (!expression.empty()) {
      const std::vector<std::string> more = data::Expression::parse(expression).columns();
      result.insert(result.end(), more.begin(), more.end());
    }
  }
  return result;
}

}  // namespace kith::design
