#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/model_parts.h"
#include "cli/model_text.h"
#include "cli/text_table.h"

namespace kith::cli {

namespace {

std::string tests_text(const std::vector<model::TermTest>& tests) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(tests.size());
  for (const model::TermTest& test : tests) {
    rows.push_back({text::join(test.terms, " + "), figure_text(test.statistic), std::to_string(test.df1),
                    figure_text(test.df2), p_text(test.p)});
  }
  return fmt::format("\n{}",
                     text_table({{fmt::format("test ({})", model::to_string(tests.front().method)), Align::Left},
                                 {"statistic", Align::Right},
                                 {"df1", Align::Right},
                                 {"df2", Align::Right},
                                 {"p", Align::Right}},
                                rows));
}

std::string margins_text(const model::Margins& margins, double level) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t a = 0; a < margins.values.size(); ++a) {
    const auto k = static_cast<Eigen::Index>(a);
    std::vector<std::string> numbers = tested_cells(
        {margins.means[k], std::sqrt(std::max(0.0, margins.covariance(k, k))), margins.df, margins.known}, level);
    numbers.back() = "";  // that a mean is 0 is no question
    append_row(rows, margins.values[a], std::move(numbers));
  }
  for (std::size_t a = 1; a < margins.values.size(); ++a) {
    append_row(rows, fmt::format("{} - {}", margins.values[a], margins.values.front()),
               tested_cells({margins.contrast(a), margins.contrast_se(a), margins.df, margins.known}, level));
  }
  return fmt::format("\n{}", text_table(tested_heads("if everybody's " + margins.variable + " were", level), rows));
}

}  // namespace

std::string model_table(const UnreleasedModel& analysis, double level) {
  const model::Model& model = analysis.value->model;
  std::string out =
      fmt::format("{}\n{} ({}), {} of {} people, {} degrees of freedom left\n\n", model.frame->formula.text,
                  model.family, model.link, model.frame->complete, model.frame->domain, figure_text(model.df_residual));
  std::vector<std::vector<std::string>> rows;
  for (std::size_t j = 0; j < model.names.size(); ++j) {
    append_row(rows, model.names[j],
               model.aliased[j] != 0 ? std::vector<std::string>{"-", "-", "-", "-", "-"}
                                     : tested_cells({model.coefficients[static_cast<Eigen::Index>(j)], model.se(j),
                                                     model.df(j), model.known},
                                                    level));
  }
  out += text_table(tested_heads("term", level), rows);
  if (!analysis.value->tests.empty()) {
    out += tests_text(analysis.value->tests);
  }
  for (const model::Margins& margins : analysis.value->margins) {
    out += margins_text(margins, level);
  }
  for (const model::MissingCount& missing : model.frame->missing) {
    out += fmt::format("\n{} did not answer {}", missing.rows, missing.variable);
  }
  for (const finding::Note& note : model.notes) {
    out += fmt::format("\nnote: {}", note.text);
  }
  return out + "\n\nnot checked for release\n";
}

}  // namespace kith::cli
