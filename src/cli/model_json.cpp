#include <nlohmann/json.hpp>

#include <cmath>

#include "cli/model_parts.h"
#include "cli/model_text.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

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
      term.update(tested_json({model.coefficients[static_cast<Eigen::Index>(j)], model.se(j), model.df(j), model.known},
                              level));
    }
    terms.push_back(std::move(term));
  }
  return terms;
}

Json tests_json(const std::vector<model::TermTest>& tests) {
  Json list = Json::array();
  for (const model::TermTest& test : tests) {
    list.push_back({{"terms", test.terms},
                    {"method", model::to_string(test.method)},
                    {"statistic", number_json(test.statistic)},
                    {"df1", test.df1},
                    {"df2", number_json(test.df2)},
                    {"p", number_json(test.p)},
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
      margin.update(tested_json(
          {margins.means[k], std::sqrt(std::max(0.0, margins.covariance(k, k))), margins.df, margins.known}, level));
      margin.erase("statistic");
      margin.erase("p");
      margin["contrast"] =
          a == 0 ? Json(nullptr)
                 : tested_json({margins.contrast(a), margins.contrast_se(a), margins.df, margins.known}, level);
      list.push_back(std::move(margin));
    }
  }
  return list;
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
                      {"missing", missing_json(model.frame->missing)},
                      {"df_residual", number_json(model.df_residual)},
                      {"dispersion", number_json(model.dispersion)},
                      {"deviance", number_json(model.deviance)},
                      {"null_deviance", number_json(model.null_deviance)},
                      {"iterations", model.iterations},
                      {"converged", model.converged},
                      {"penalised", model.penalised},
                      {"terms", terms_json(model, level)},
                      {"notes", finding::to_json(model.notes)}}},
                    {"tests", tests_json(analysis.value->tests)},
                    {"margins", margins_json(analysis.value->margins, level)},
                    {"design", model_design_json(*analysis.value->design)}};
  return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kith::cli
