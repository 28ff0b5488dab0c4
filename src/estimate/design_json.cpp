#include <nlohmann/json.hpp>

#include <algorithm>

#include "design/calibration.h"
#include "design/replicates.h"
#include "estimate/estimate.h"

namespace kith::estimate {

namespace {

using Json = nlohmann::ordered_json;

// One number where all are alike.
Json rscales_of(const design::Replicates& replicates) {
  const auto& all = replicates.rscales;
  if (!all.empty() && std::ranges::all_of(all, [&](double s) { return s == all.front(); })) {
    return all.front();
  }
  return all;
}

Json pps_name(design::Pps pps) {
  switch (pps) {
    case design::Pps::None:
      break;
    case design::Pps::WithReplacement:
      return "wr";
    case design::Pps::Brewer:
      return "brewer";
    case design::Pps::Overton:
      return "overton";
    case design::Pps::HartleyRao:
      return "hartley-rao";
  }
  return nullptr;
}

}  // namespace

std::string Estimates::design_json() const {
  const design::Spec& spec = design().spec();
  const design::Degrees degrees = design().degrees();
  const auto name = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json replicates;
  if (const design::Replicates* found = design().replicates()) {
    replicates = {{"method", found->method},
                  {"count", found->count()},
                  {"scale", found->scale},
                  {"rscales", rscales_of(*found)},
                  {"centre", found->centre == design::Centre::Estimate ? "estimate" : "mean"},
                  {"df", found->df}};
    if (spec.given_replicates) {
      replicates["columns"] = spec.given_replicates->columns;
    }
    if (spec.made_replicates && found->method.ends_with("bootstrap")) {
      replicates["seed"] = spec.made_replicates->seed;
    }
  }
  Json weighting = Json::array();
  for (const auto& step : design().calibrations()) {
    weighting.push_back(step->text());
  }
  const Json object{{"weight", name(spec.weight)},
                    {"probabilities", name(spec.probability)},
                    {"strata", spec.strata},
                    {"cluster", spec.clusters},
                    {"fpc", spec.fpc},
                    {"pps", pps_name(spec.pps)},
                    {"replicates", replicates},
                    {"lonely_psu", design::to_string(spec.lonely_psu)},
                    {"respondents", design().rows()},
                    {"weighted", design().population()},
                    {"first_stage", {{"strata", degrees.strata}, {"clusters", degrees.clusters}, {"df", degrees.df()}}},
                    {"weighting", weighting},
                    {"notes", design().remarks()}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kith::estimate
