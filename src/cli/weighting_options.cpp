#include "cli/weighting_options.h"

#include <limits>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "cli/design_options.h"
#include "data/import.h"
#include "design/margins.h"

namespace kith::cli {

namespace {

// "0.5,2"; either side may be left out.
std::optional<design::Bounds> bounds_of(const std::string& text, std::string_view option) {
  if (text.empty()) {
    return std::nullopt;
  }
  const std::vector<std::string_view> sides = text::split(text, ',');
  const auto side = [&](std::size_t i, double otherwise) -> std::optional<double> {
    const std::string_view word = text::trim(sides[i]);
    return word.empty() ? std::optional(otherwise) : text::to_number(word);
  };
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const auto low = side(0, -infinite);
  const auto high = sides.size() == 2 ? side(1, infinite) : std::nullopt;
  if (!low || !high || !(*low < *high)) {
    throw Error({"bad-bounds", fmt::format("{} {} is not LOW,HIGH", option, text), {}, "for example 0.5,2"},
                Fault::Usage);
  }
  return design::Bounds{*low, *high};
}

std::optional<design::WeightingMethod> method_of(const std::string& name) {
  const std::optional<design::WeightingMethod> method = design::weighting_method(name);
  if (!method && !name.empty()) {
    throw Error({"unknown-method",
                 fmt::format("there is no weighting method `{}`", name),
                 {},
                 "one of: poststratify, rake, linear, logit, entropy"},
                Fault::Usage);
  }
  return method;
}

// One of two words, the first of which is what nothing means.
template <typename Choice>
struct Word {
  std::string_view word;
  Choice choice;
};
template <typename Choice>
Choice choice_of(const std::string& text, std::string_view option, Word<Choice> first, Word<Choice> second) {
  if (text.empty() || text == first.word) {
    return first.choice;
  }
  if (text == second.word) {
    return second.choice;
  }
  throw Error({"wrong-usage",
               fmt::format("{} {} is neither {} nor {}", option, text, first.word, second.word),
               {},
               fmt::format("write {}, which nothing means too, or {}", first.word, second.word)},
              Fault::Usage);
}

void add_calibration(const WeightingWords& words, design::Weighting& weighting) {
  using design::BoundsOn, design::FactorOf, design::Unmet;
  weighting.bounds = bounds_of(words.bounds, "--bounds");
  weighting.bounds_on =
      choice_of<BoundsOn>(words.bounds_on, "--bounds-on", {"factor", BoundsOn::Factor}, {"weight", BoundsOn::Weight});
  weighting.trim_factors = bounds_of(words.trim_factors, "--trim-factors");
  weighting.variance = words.model_variance;
  weighting.factor_of = choice_of<FactorOf>(words.factor_of, "--factor-of", {"respondent", FactorOf::Respondent},
                                            {"cluster", FactorOf::Cluster});
  weighting.unmet = choice_of<Unmet>(words.unmet, "--unmet", {"refuse", Unmet::Refuse}, {"accept", Unmet::Accept});
}

design::Nonresponse nonresponse_of(const WeightingWords& words) {
  const bool cells = !words.response_cells.empty();
  const bool model = !words.response_model.empty();
  if (words.responded.empty() ? cells || model : cells && model) {
    throw Error({"wrong-usage",
                 words.responded.empty() ? "non-response needs --responded" : "non-response is in cells or by a model",
                 {},
                 "for example --responded 'status == \"complete\"' --response-cells sex,region"},
                Fault::Usage);
  }
  return {words.responded, columns_of(model ? words.response_model : words.response_cells),
          model ? design::NonresponseBy::Model : design::NonresponseBy::Cells};
}

}  // namespace

void add_weighting_options(CLI::App& command, WeightingWords& words, const WeightingNames& names) {
  command.add_option(names.margins, words.margins,
                     "file of what is known of the population: columns margin, level, total");
  command.add_option(names.method, words.method,
                     "poststratify, rake, linear, logit, entropy; otherwise what fits the margins");
  command.add_option("--bounds", words.bounds, "LOW,HIGH of the factors on the weights: linear, logit, rake");
  command.add_option("--bounds-on", words.bounds_on, "factor (the default), or weight: what --bounds holds");
  command.add_option("--trim-factors", words.trim_factors, "LOW,HIGH of the factors once they are found");
  command.add_option("--model-variance", words.model_variance,
                     "expression: how far respondents vary about the margins; otherwise all alike");
  command.add_option("--factor-of", words.factor_of, "respondent (the default), or cluster: one factor for all of it");
  command.add_option("--unmet", words.unmet, "refuse (the default), or accept: margins that cannot be met");
  command.add_option("--trim", words.trim, "LOW,HIGH of the weights; what is cut off is shared by the others");
  command.add_option("--trim-rounds", words.trim_rounds, "until nobody is outside (the default), or once");
  command.add_option("--responded", words.responded, "who responded; the others' weight goes to those like them");
  command.add_option("--response-cells", words.response_cells, "columns, crossed, within which weight goes over");
  command.add_option("--response-model", words.response_model, "columns of a logistic model of who responds");
}

design::Weighting weighting_of(const WeightingWords& words) {
  design::Weighting weighting;
  weighting.method = method_of(words.method);
  add_calibration(words, weighting);
  weighting.trim = bounds_of(words.trim, "--trim");
  weighting.rounds = choice_of<design::Rounds>(words.trim_rounds, "--trim-rounds", {"until", design::Rounds::Until},
                                               {"once", design::Rounds::Once});
  weighting.nonresponse = nonresponse_of(words);
  if (!words.margins.empty()) {
    weighting.margins = design::margin_totals(data::read(words.margins, {.header_rows = 1}).table);
  } else if (weighting.method || weighting.calibrates()) {
    throw Error({"wrong-usage", "a weighting method and its bounds need margins", {}, "name the file of margins"},
                Fault::Usage);
  }
  return weighting;
}

}  // namespace kith::cli
