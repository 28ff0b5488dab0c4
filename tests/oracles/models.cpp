// svyglm, svyolr and what is asked of them: predict, regTermTest, anova, confint.
#include <algorithm>
#include <cmath>

#include "data/expression.h"
#include "model/few_clusters.h"
#include "model/ordinal.h"
#include "model/predict.h"
#include "model/term_test.h"
#include "oracles/environment.h"
#include "oracles/fitted.h"
#include "oracles/regressions.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

model::FrameOptions contrasts_of(const Arguments& arguments) {
  model::FrameOptions options{.of_ordered = model::Contrast::Polynomial};
  if (arguments.has("contrasts")) {
    for (const auto& [name, value] : arguments.code("contrasts").arguments) {
      options.contrasts[name] = model::contrast_named(value.text);
    }
  }
  return options;
}

// control = list(epsilon = 1e-14)
double epsilon_of(const Arguments& arguments) {
  if (arguments.has("control")) {
    for (const auto& [name, value] : arguments.code("control").arguments) {
      if (name == "epsilon") {
        return std::stod(value.source);
      }
    }
  }
  return 1e-8;
}

struct Asked {
  std::shared_ptr<const Sample> sample;
  std::vector<std::uint8_t> domain;
  std::shared_ptr<const design::Design> design;
};

Asked asked(const Arguments& arguments) {
  Asked result{arguments.sample("design"), {}, nullptr};
  if (arguments.has("subset")) {
    throw NotCovered("a model with subset =");
  }
  result.domain = result.sample->present();
  result.design = {result.sample, &result.sample->design()};
  return result;
}

// std.errors = "Bell-McCaffrey" or "Bell-McCaffrey-2", degf = TRUE
void correct_few_clusters(const Arguments& arguments, model::Model& fitted) {
  const std::string errors = arguments.text("std.errors", "linearized");
  if (errors == "linearized") {
    return;
  }
  const model::FewClusters found =
      model::few_clusters(fitted, errors == "Bell-McCaffrey-2" ? num::WorkingCorrelation::Exchangeable
                                                               : num::WorkingCorrelation::Independent);
  fitted.covariance = found.covariance;
  fitted.known = found.known;
  if (arguments.truth("degf", false)) {
    fitted.df_residual = found.df.minCoeff();
  }
}

Value svyglm(const RCode& call, Environment& environment) {
  const Arguments arguments(
      call, environment,
      {"formula", "design", "subset", "family", "start", "...", "control", "contrasts", "std.errors", "degf"});
  const Asked what = asked(arguments);
  // A term that another gives: R's numbers are what its rounding left.
  model::Model fitted = model::fit_regression(
      model::parse_formula(arguments.formula("formula").source), family_of(arguments), *what.sample->table, what.design,
      what.domain,
      {.frame = contrasts_of(arguments), .numbers = model::Numbers::LikeR, .epsilon = epsilon_of(arguments)});
  if (fitted.aliased_count() > 0) {
    throw ByIntent("svyglm with a term that follows from others");
  }
  if (fitted.penalised) {
    throw ByIntent("svyglm of answers that a term tells apart without exception");
  }
  correct_few_clusters(arguments, fitted);
  return std::make_shared<Fitted>(what.sample, std::move(fitted));
}

Value svyolr(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "start", "...", "method"});
  const Asked what = asked(arguments);
  if (arguments.text("method", "logistic") == "cauchit") {
    throw ByIntent("svyolr cauchit, whose last thresholds R puts at 100");
  }
  // Started again at its optimum, R's fit gives no replicate a step to take, and so standard errors of 0.
  if (what.design->replicates() != nullptr) {
    throw ByIntent("svyolr between replicates");
  }
  return std::make_shared<Fitted>(
      what.sample, model::fit_cumulative(model::parse_formula(arguments.formula("formula").source),
                                         model::cumulative_link_named(arguments.text("method", "logistic")),
                                         *what.sample->table, what.design, what.domain,
                                         {.frame = contrasts_of(arguments), .numbers = model::Numbers::LikeR}));
}

// A list of vectors as a table, with the options of the columns that the model was fitted to.
data::Table people(const List& list, const data::Table& like) {
  data::Table table;
  for (const auto& [name, value] : list.items) {
    if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
      const data::Column& column = like.column(name);
      std::vector<std::uint8_t> codes;
      for (const std::string& text : texts->values) {
        codes.push_back(static_cast<std::uint8_t>(column.option(text).value()));
      }
      table.add(data::Column::categorical(name, column.options(), codes));
    } else {
      table.add(data::Column::number(name, as<Numbers>(value, "newdata")->values));
    }
  }
  return table;
}

Value predict(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "newdata", "total", "type", "se.fit", "vcov"});
  const Value object = arguments.value("object");
  const auto fitted = std::dynamic_pointer_cast<const Fitted>(object);
  if (fitted == nullptr) {
    return object->predicted(call, environment);
  }
  const auto given = as<List>(arguments.value("newdata"), "predict");
  const bool response = arguments.text("type", "link") == "response";
  const model::Predictions found =
      model::predict(fitted->model, people(*given, *fitted->sample->table),
                     response ? model::PredictionScale::Response : model::PredictionScale::Link);
  Json values = Json::object();
  Json errors = Json::object();
  std::vector<std::string> names;
  for (Eigen::Index row = 0; row < found.values.size(); ++row) {
    names.push_back(std::to_string(row + 1));
    values[names.back()] = found.values[row];
    errors[names.back()] = std::sqrt(found.covariance(row, row));
  }
  return std::make_shared<Answer>(
      Json{{"pred", values}, {"se", errors}, {"vcov", matrix_json(names, names, found.covariance)}});
}

Json test_json(const model::TermTest& test) {
  const bool wald = test.method == model::TermTestMethod::Wald;
  Json json{{"df", test.df1}, {"p_value", number_json(test.p.value_or(missing))}};
  json[wald && std::isfinite(test.df2) ? "F" : "chisq"] = test.statistic;
  json["ddf"] = number_json(test.df2);
  if (!wald) {
    json["lambda"] = test.lambda;
  }
  json["p"] = json["p_value"];
  return json;
}

model::TermTestOptions test_options(const Arguments& arguments) {
  model::TermTestOptions options;
  const std::string method = arguments.text("method", "Wald");
  options.method = method == "LRT"           ? model::TermTestMethod::LikelihoodRatio
                   : method == "WorkingWald" ? model::TermTestMethod::WorkingWald
                                             : model::TermTestMethod::Wald;
  const std::string approximation = arguments.text("lrt.approximation", "saddlepoint");
  options.approximation = approximation == "integration"     ? num::SumApproximation::Integration
                          : approximation == "satterthwaite" ? num::SumApproximation::Satterthwaite
                                                             : num::SumApproximation::Saddlepoint;
  if (arguments.has("df")) {
    options.df = arguments.number("df", 0);
  }
  options.null = arguments.numbers("null", {});
  return options;
}

Value reg_term_test(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"model", "test.terms", "null", "df", "method", "lrt.approximation"});
  const auto fitted = as<Fitted>(arguments.value("model"), "regTermTest");
  const model::Formula formula = model::parse_formula(arguments.formula("test.terms").source);
  std::vector<std::string> labels;
  for (const model::Term& term : formula.terms) {
    labels.push_back(term.label);
  }
  model::TermTestOptions options = test_options(arguments);
  options.intercept = formula.explicit_intercept;
  Json json = test_json(model::test_terms(fitted->model, model::terms_named(fitted->model, labels), options));
  json["terms"] = labels;
  return std::make_shared<Answer>(json);
}

Value anova(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "object2", "test", "method"});
  const auto larger = as<Fitted>(arguments.value("object"), "anova");
  const auto smaller = as<Fitted>(arguments.value("object2"), "anova");
  Json json = test_json(model::compare(larger->model, smaller->model, test_options(arguments)));
  if (json.contains("F")) {
    json["Ftest"] = json["F"];
  }
  return std::make_shared<Answer>(json);
}

const Family family{
    {"svyglm", svyglm}, {"svyolr", svyolr}, {"predict", predict}, {"regTermTest", reg_term_test}, {"anova", anova}};

}  // namespace

}  // namespace kith::oracles
