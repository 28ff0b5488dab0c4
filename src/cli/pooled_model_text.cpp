#include "cli/pooled_model_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/model_parts.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

Tested tested(const impute::PooledFigure& figure) {
  return {figure.value.value_or(0), figure.se.value_or(0), figure.df, figure.se.has_value()};
}

Json figure_json(const impute::PooledFigure& figure, double level) {
  Json json = tested_json(tested(figure), level);
  if (!figure.value) {
    for (auto& [key, value] : json.items()) {
      value = nullptr;
    }
  }
  json["imputation"] = finding::to_json(figure.imputation);
  return json;
}

Json terms_json(const impute::PooledModel& model, double level) {
  Json terms = Json::array();
  for (const impute::PooledCoefficient& coefficient : model.coefficients) {
    Json term{{"term", coefficient.name}};
    term.update(figure_json(coefficient.figure, level));
    terms.push_back(std::move(term));
  }
  return terms;
}

Json tests_json(const impute::PooledModel& model) {
  Json list = Json::array();
  for (const impute::PooledTermTest& test : model.tests) {
    const auto& found = test.test;
    list.push_back({{"terms", {test.term}},
                    {"method", "wald-d1"},
                    {"statistic", found ? number_json(found->f) : Json(nullptr)},
                    {"df1", test.df1},
                    {"df2", found ? number_json(found->df2) : Json(nullptr)},
                    {"p", found ? number_json(found->p) : Json(nullptr)},
                    {"riv", found ? number_json(found->increase) : Json(nullptr)}});
  }
  return list;
}

Json margins_json(const impute::PooledModel& model, double level) {
  Json list = Json::array();
  for (const impute::PooledMargin& margin : model.margins) {
    Json json{{"variable", margin.variable}, {"value", margin.value}};
    json.update(figure_json(margin.mean, level));
    json.erase("statistic");
    json.erase("p");
    json["contrast"] = margin.contrast ? figure_json(*margin.contrast, level) : Json(nullptr);
    list.push_back(std::move(json));
  }
  return list;
}

std::vector<TextColumn> heads(const std::string& first, double level) {
  std::vector<TextColumn> columns = tested_heads(first, level);
  columns.push_back({"df", Align::Right});
  columns.push_back({"fmi", Align::Right});
  return columns;
}

std::vector<std::string> cells(const impute::PooledFigure& figure, double level) {
  if (!figure.value) {
    return {"-", "-", "-", "-", "-", "-", "-"};
  }
  std::vector<std::string> all = tested_cells(tested(figure), level);
  all.push_back(figure_text(figure.df));
  all.push_back(text::fixed(figure.imputation.missing_information, 3));
  return all;
}

std::string tests_text(const impute::PooledModel& model) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(model.tests.size());
  for (const impute::PooledTermTest& test : model.tests) {
    rows.push_back({test.term, test.test ? figure_text(test.test->f) : "-", std::to_string(test.df1),
                    test.test ? figure_text(test.test->df2) : "-", test.test ? p_text(test.test->p) : "-"});
  }
  return "\n" + text_table({{"test (wald, D1)", Align::Left},
                            {"statistic", Align::Right},
                            {"df1", Align::Right},
                            {"df2", Align::Right},
                            {"p", Align::Right}},
                           rows);
}

std::string margins_text(const impute::PooledModel& model, double level) {
  std::vector<std::vector<std::string>> rows;
  for (const impute::PooledMargin& margin : model.margins) {
    append_row(rows, margin.variable + " = " + margin.value, cells(margin.mean, level));
    rows.back()[5] = "";  // that a mean is 0 is no question
    if (margin.contrast) {
      append_row(rows, "  less the first", cells(*margin.contrast, level));
    }
  }
  return "\n" + text_table(heads("if everybody had", level), rows);
}

}  // namespace

std::string pooled_model_json(const UnreleasedPooledModel& unreleased, double level, const std::string& imputation) {
  const impute::PooledModel& model = *unreleased.value;
  const Json object{{"release", "not checked for release"},
                    {"model",
                     {{"formula", model.formula},
                      {"family", model.family},
                      {"link", model.link},
                      {"n", model.n},
                      {"complete_cases", model.complete > 0 ? Json(model.complete) : Json(nullptr)},
                      {"domain", model.domain},
                      {"missing", missing_json(model.missing)},
                      {"df_residual", number_json(model.df_residual)},
                      {"dispersion", number_json(model.dispersion)},
                      {"converged", model.converged},
                      {"penalised", model.penalised},
                      {"terms", terms_json(model, level)},
                      {"notes", finding::to_json(model.notes)}}},
                    {"tests", tests_json(model)},
                    {"margins", margins_json(model, level)},
                    {"design", model_design_json(*model.design)},
                    {"imputation", Json::parse(imputation)}};
  return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string pooled_model_table(const UnreleasedPooledModel& unreleased, double level, const std::string& imputation) {
  const impute::PooledModel& model = *unreleased.value;
  std::string out = fmt::format(
      "{}\n{} ({}), {} of {} people, {} of them with every answer, {} degrees of freedom left\n\n", model.formula,
      model.family, model.link, model.n, model.domain, model.complete, figure_text(model.df_residual));
  std::vector<std::vector<std::string>> rows;
  for (const impute::PooledCoefficient& coefficient : model.coefficients) {
    append_row(rows, coefficient.name, cells(coefficient.figure, level));
  }
  out += text_table(heads("term", level), rows);
  out += model.tests.empty() ? "" : tests_text(model);
  out += model.margins.empty() ? "" : margins_text(model, level);
  for (const model::MissingCount& missing : model.missing) {
    out += fmt::format("\n{} did not answer {}", missing.rows, missing.variable);
  }
  for (const finding::Note& note : model.notes) {
    out += fmt::format("\nnote: {}", note.text);
  }
  return out + "\n\n" + imputation + "not checked for release\n";
}

}  // namespace kith::cli
