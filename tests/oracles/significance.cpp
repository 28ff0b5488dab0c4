#include "oracles/significance.h"

#include <algorithm>
#include <cmath>

#include "num/distribution.h"

namespace kith::oracles {

Matrix Significance::limits(double level, std::optional<double> of_df) const {
  if (std::isnan(se)) {
    return Object::limits(level, of_df);
  }
  const double half = num::t_quantile((1 + level) / 2, df).value_or(missing) * se;
  Eigen::MatrixXd pair(1, 2);
  pair << estimate - half, estimate + half;
  return {{""}, limit_names(level), pair};
}

Value Significance::member(std::string_view name) const {
  const std::string field = name == "p.value" ? "p_value" : name == "conf.int" ? "conf_int" : std::string(name);
  return Answer(fields).member(field);
}

void stop_where_singular(const estimate::TestResult& result) {
  for (const finding::Note& note : result.notes) {
    if (note.code == "more-parameters-than-clusters" || note.code == "empty-cells") {
      throw RStops("a matrix that cannot be inverted");
    }
  }
}

bool has_no_variance(const estimate::TestResult& result) {
  return std::ranges::find(result.notes, "no-variance", &finding::Note::code) != result.notes.end();
}

std::string choice_of(const Arguments& arguments, const char* parameter, const std::vector<std::string>& choices) {
  if (!arguments.has(parameter)) {
    return choices.front();
  }
  const std::string given = arguments.text(parameter, {});
  if (std::ranges::find(choices, given) != choices.end()) {
    return given;
  }
  std::vector<std::string> found;
  std::ranges::copy_if(choices, std::back_inserter(found),
                       [&](const std::string& choice) { return choice.starts_with(given); });
  if (found.size() != 1) {
    throw RStops(fmt::format("{} = \"{}\"", parameter, given));
  }
  return found.front();
}

void expect_degrees(double ours, double theirs) {
  if (ours != theirs) {
    throw ByIntent("a test's degrees of freedom where whole clusters did not answer");
  }
}

std::vector<std::uint8_t> rows_kept(const Sample& sample) {
  const design::Design& design = sample.design();
  const bool zeroed =
      design.replicates() == nullptr && (!design.calibrations().empty() || sample.spec.pps != design::Pps::None);
  return zeroed ? std::vector<std::uint8_t>(sample.table->rows(), 1) : sample.present();
}

}  // namespace kith::oracles
