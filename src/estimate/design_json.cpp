#include <nlohmann/json.hpp>

#include "design/calibration.h"
#include "estimate/estimate.h"

namespace kith::estimate {

std::string Estimates::design_json() const {
  using Json = nlohmann::ordered_json;
  const design::Spec& spec = design().spec();
  const design::Degrees degrees = design().degrees();
  const auto name = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  Json weighting = Json::array();
  for (const auto& step : design().calibrations()) {
    weighting.push_back(step->text());
  }
  const Json object{{"weight", name(spec.weight)},
                    {"probabilities", name(spec.probability)},
                    {"strata", spec.strata},
                    {"cluster", spec.clusters},
                    {"fpc", spec.fpc},
                    {"lonely_psu", design::to_string(spec.lonely_psu)},
                    {"respondents", design().rows()},
                    {"weighted", design().population()},
                    {"first_stage", {{"strata", degrees.strata}, {"clusters", degrees.clusters}, {"df", degrees.df()}}},
                    {"weighting", weighting},
                    {"notes", design().remarks()}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace kith::estimate
