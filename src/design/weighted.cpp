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

Calibrated to_totals(std::span<const double> weights, const Weighting& weighting, const data::Table& table) {
  const auto known = std::make_shared<const Auxiliaries>(auxiliaries(weighting.margins, table, weights));
  const WeightingMethod method = chosen_method(weighting, *known);
  const bool bounded =
      method == WeightingMethod::Linear || method == WeightingMethod::Logit || method == WeightingMethod::Rake;
  if (weighting.bounds && !bounded) {
    throw Error({"bounds-of-no-use",
                 fmt::format("the method {} knows no bounds", to_string(method)),
                 {},
                 "bounds go with linear, logit and rake; or trim the weights"},
                Fault::Usage);
  }
  switch (method) {
    case WeightingMethod::PostStratify:
      return post_stratify(weights, known);
    case WeightingMethod::Rake:
      if (!weighting.bounds && !known->numeric()) {
        return rake(weights, known);
      }
      return calibrate(weights, known, {.distance = Distance::Raking, .bounds = weighting.bounds});
    case WeightingMethod::Linear:
      return calibrate(weights, known, {.distance = Distance::Linear, .bounds = weighting.bounds});
    case WeightingMethod::Logit:
      return calibrate(weights, known, {.distance = Distance::Logit, .bounds = weighting.bounds});
    case WeightingMethod::Entropy:
      break;
  }
  return entropy_balance(weights, known);
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
  return auxiliaries.blocks.size() == 1 && !weighting.bounds ? WeightingMethod::PostStratify : WeightingMethod::Rake;
}

Design weighted(const Design& design, const Weighting& weighting, const data::Table& table) {
  Design result = design;
  if (!weighting.nonresponse.responded.empty()) {
    result = result.calibrated(for_nonresponse(result.weights(), weighting.nonresponse, table));
  }
  if (!weighting.margins.empty()) {
    result = result.calibrated(to_totals(result.weights(), weighting, table));
  }
  if (weighting.trim) {
    result = result.calibrated(trim(result.weights(), {.limits = *weighting.trim}));
  }
  return result;
}

std::vector<std::string> columns(const Weighting& weighting) {
  std::vector<MarginTotal> margins = weighting.margins;
  for (const std::string& margin : weighting.nonresponse.margins) {
    margins.push_back({.margin = margin});
  }
  std::vector<std::string> result = columns_of_margins(margins);
  if (!weighting.nonresponse.responded.empty()) {
    const std::vector<std::string> more = data::Expression::parse(weighting.nonresponse.responded).columns();
    result.insert(result.end(), more.begin(), more.end());
  }
  return result;
}

}  // namespace kith::design
