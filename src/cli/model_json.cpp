#include <nlohmann/json.hpp>

#include <cmath>

#include "cli/model_text.h"
#include "finding/json.h"
#include "num/distribution.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

// Estimate, standard error, t test and limits; null where there are no degrees of freedom or no variance.
Json tested(double value, double se, double df, bool known, double level) {
  const bool usable = known && df > 0;
  const auto t = num::t_quantile(0.5 + level / 2, df);
  Json json{{"estimate", number(value)},
            {"se", known ? number(se) : Json(nullptr)},
            {"statistic", known && se > 0 ? number(value / se) : Json(nullptr)},
            {"df", number(df)},
            {"p", usable && se > 0 ? number(num::t_two_sided(value / se, df)) : Json(nullptr)},
            {"interval", nullptr}};
  if (usable && t) {
    json["interval"] = {{"low", value - *t * se}, {"high", value + *t * se}, {"level", level}, {"method", "wald"}};
  }
  return json;
}

Json terms_json(const model::Model& model, double level) {
  Json terms = Json::array();
  for (std::size_t j = 0; j < model.names.size(); ++j) {
    Json term{{"term", model.names[j]}};
    if (model.aliased[j] != 0) {
      term.update(Json{{"estimate", nullptr},
                       {"se", nullptr},
                       {"statistic", nullptr},
                       {"df", nullptr},
                       {"p", nullptr},
                       {"interval", nullptr}});
    } else {
      term.update(
          tested(model.coefficients[static_cast<Eigen::Index>(j)], model.se(j), model.df(j), model.known, level));
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

Json missing_json(const model::Frame& frame) {
  Json missing = Json::object();
  for (const model::MissingCount& count : frame.missing) {
    missing[count.variable] = count.rows;
  }
  return missing;
}

Json tests_json(const std::vector<model::TermTest>& tests) {
  Json list = Json::array();
  for (const model::TermTest& test : tests) {
    list.push_back({{"terms", test.terms},
                    {"method", model::to_string(test.method)},
                    {"statistic", number(test.statistic)},
                    {"df1", test.df1},
                    {"df2", number(test.df2)},
                    {"p", number(test.p)},
                    {"lambda", test.lambda}});
  }
  return list;
}

Json margins_json(const std::vector<model::Margins>& all, double level) {
  Json list = Json::array();
  for (const model::Margins& margins : all) {
    for (std::size_t a = 0; a < margins.values.size(); ++a) {
      const auto k = static_cast<Eigen::Index>(a);
      Json margin{{"variable", margins.variable}, {"value", margins.values[a]}};
      margin.update(tested(margins.means[k], std::sqrt(std::max(0.0, margins.covariance(k, k))), margins.df,
                           margins.known, level));
      margin.erase("statistic");
      margin.erase("p");
      margin["contrast"] = a == 0
                               ? Json(nullptr)
                               : tested(margins.contrast(a), margins.contrast_se(a), margins.df, margins.known, level);
      list.push_back(std::move(margin));
    }
  }
  return list;
}

Json design_json(const design::Design& design) {
  const design::Spec& spec = design.spec();
  const design::Degrees degrees = design.degrees();
  return {{"weight", spec.weight.empty() ? Json(nullptr) : Json(spec.weight)},
          {"strata", spec.strata},
          {"cluster", spec.clusters},
          {"fpc", spec.fpc},
          {"lonely_psu", design::to_string(spec.lonely_psu)},
          {"respondents", design.rows()},
          {"first_stage", {{"strata", degrees.strata}, {"clusters", degrees.clusters}, {"df", degrees.df()}}},
          {"notes", design.remarks()}};
}

}  // namespace

std::string model_json(const UnreleasedModel& analysis, double level) {
  const model::Model& model = analysis.value->model;
  const Json object{{"release", "not checked for release"},
                    {"model",
                     {{"formula", model.frame->formula.text},
                      {"family", model.family},
                      {"link", model.link},
                      {"n", model.frame->complete},
                      {"domain", model.frame->domain},
                      {"missing", missing_json(*model.frame)},
                      {"df_residual", number(model.df_residual)},
                      {"dispersion", number(model.dispersion)},
                      {"deviance", number(model.deviance)},
                      {"null_deviance", number(model.null_deviance)},
                      {"iterations", model.iterations},
                      {"converged", model.converged},
                      {"penalised", model.penalised},
                      {"terms", terms_json(model, level)},
                      {"notes", finding::to_json(model.notes)}}},
                    {"tests", tests_json(analysis.value->tests)},
                    {"margins", margins_json(analysis.value->margins, level)},
                    {"design", design_json(*analysis.value->design)}};
  return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kith::cli
