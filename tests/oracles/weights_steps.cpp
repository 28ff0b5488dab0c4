// postStratify, rake, calibrate and trimWeights, as the weighting of a Spec.
#include <limits>
#include <map>
#include <set>

#include "base/problem.h"
#include "base/text.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

using design::MarginTotal;

std::shared_ptr<const Sample> whole_sample(const Arguments& arguments) {
  auto sample = arguments.sample("design");
  if (!sample->where.empty()) {
    throw NotCovered("weighting of a domain");
  }
  return sample;
}

std::vector<std::string> labels_of(const Value& value) {
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    return texts->values;
  }
  std::vector<std::string> labels;
  const auto some = as<Numbers>(value, "a margin");
  for (const double one : some->values) {
    labels.push_back(text::exact(one));
  }
  return labels;
}

// A data frame with the columns of a margin and their Freq.
std::vector<MarginTotal> margin_of_table(const RCode& formula, const List& table) {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> levels;
  for (const RCode* term : added_terms(formula.at(0))) {
    names.push_back(term->text);
    levels.push_back(labels_of(table.member(term->text)));
  }
  const auto totals = as<Numbers>(table.member("Freq"), "a margin");
  std::vector<MarginTotal> margin;
  for (std::size_t i = 0; i < totals->values.size(); ++i) {
    std::vector<std::string> level;
    for (const auto& one : levels) {
      level.push_back(one.at(i));
    }
    margin.push_back({.margin = text::join(names, ":"), .level = text::join(level, ":"), .total = totals->values[i]});
  }
  return margin;
}

std::vector<MarginTotal> margins_of_tables(const Value& formulas, const Value& tables) {
  std::vector<MarginTotal> margins;
  const auto left = as<List>(formulas, "margins");
  const auto right = as<List>(tables, "margins");
  for (std::size_t k = 0; k < left->items.size(); ++k) {
    const auto more = margin_of_table(as<Code>(left->items[k].second, "a margin")->code,
                                      *as<List>(right->items.at(k).second, "a margin"));
    margins.insert(margins.end(), more.begin(), more.end());
  }
  return margins;
}

Value weighted(const std::shared_ptr<const Sample>& sample, design::Weighting weighting) {
  if (!sample->spec.weighting.empty()) {
    throw NotCovered("weighting after weighting");
  }
  design::Spec spec = sample->spec;
  spec.weighting = std::move(weighting);
  auto result = std::make_shared<Sample>(sample->table, spec, std::string());
  try {
    result->design();
  } catch (const Error& error) {
    if (error.problems().front().code == "negative-weight") {
      throw ByIntent("weights below 0 are refused");
    }
    throw;
  }
  return result;
}

Value post_stratify(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"design", "strata", "population", "partial"});
  const auto sample = whole_sample(arguments);
  const RCode formula = arguments.formula("strata");
  design::Weighting weighting{.margins =
                                  margin_of_table(formula, *as<List>(arguments.value("population"), "postStratify"))};
  if (arguments.truth("partial", false)) {  // cells without respondents are passed over
    std::set<std::string> here;
    for (std::size_t row = 0; row < sample->table->rows(); ++row) {
      std::vector<std::string> level;
      for (const RCode* term : added_terms(formula.at(0))) {
        level.push_back(sample->table->column(term->text).label_at(row));
      }
      here.insert(text::join(level, ":"));
    }
    std::erase_if(weighting.margins, [&](const MarginTotal& cell) { return !here.contains(cell.level); });
  }
  weighting.method = design::WeightingMethod::PostStratify;
  return weighted(sample, std::move(weighting));
}

Value rake(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"design", "sample.margins", "population.margins", "control", "compress"});
  design::Weighting weighting{
      .margins = margins_of_tables(arguments.value("sample.margins"), arguments.value("population.margins"))};
  weighting.method = design::WeightingMethod::Rake;
  return weighted(whole_sample(arguments), std::move(weighting));
}

// Totals by the names of R's model matrix ("(Intercept)", "stypeH", "api99") as margins: all levels of a factor follow
// from the intercept and all but the first.
std::vector<MarginTotal> margins_of_totals(const RCode& formula, const Numbers& population, Columns& columns) {
  std::map<std::string, double> totals;
  for (std::size_t i = 0; i < population.values.size(); ++i) {
    totals[population.names.at(i)] = population.values[i];
  }
  const auto total = [&](const std::string& name) {
    const auto found = totals.find(name);
    if (found == totals.end()) {
      throw NotCovered("calibrate without a total of " + name);
    }
    return found->second;
  };
  std::vector<MarginTotal> margins;
  bool levels = false;
  const RCode& right = formula.at(0).is("-") ? formula.at(0).at(0) : formula.at(0);
  for (const RCode* term : added_terms(right)) {
    if (!columns.is_factor(*term)) {
      margins.push_back({.margin = columns.expression(*term), .total = total(term->source)});
      continue;
    }
    const data::Column& column = columns.table()->column(term->text);
    double rest = totals.contains("(Intercept)") ? total("(Intercept)") : 0;
    const std::string first = column.options().front().label;
    for (const data::Option& option : column.options()) {
      if (option.label != first || totals.contains(term->text + first)) {
        margins.push_back({.margin = term->text, .level = option.label, .total = total(term->text + option.label)});
        rest -= margins.back().total;
      }
    }
    if (!totals.contains(term->text + first)) {
      margins.push_back({.margin = term->text, .level = first, .total = rest});
    }
    levels = true;
  }
  if (!levels && totals.contains("(Intercept)")) {
    margins.push_back({.margin = "total()", .total = total("(Intercept)")});
  }
  return margins;
}

std::optional<design::Bounds> bounds_of(const Arguments& arguments, const char* parameter) {
  const std::vector<double> given = arguments.numbers(parameter, {});
  return given.size() == 2 ? std::optional(design::Bounds{given[0], given[1]}) : std::nullopt;
}

// R's model matrix of the formula, column by column, as expressions.
std::vector<std::string> model_columns(const RCode& formula, Columns& columns) {
  const bool constant = !formula.at(0).is("-");
  std::vector<std::string> result;
  if (constant) {
    result.emplace_back("1");
  }
  bool all_levels = !constant;  // of the first factor, where there is no constant
  for (const RCode* term : added_terms(constant ? formula.at(0) : formula.at(0).at(0))) {
    if (!columns.is_factor(*term)) {
      result.push_back(columns.expression(*term));
      continue;
    }
    const std::vector<data::Option> options = columns.table()->column(term->text).options();
    for (std::size_t level = all_levels ? 0 : 1; level < options.size(); ++level) {
      const RCode one = parse_r(fmt::format("(`{}` == \"{}\") * 1", term->text, options[level].label));
      result.push_back("`" + columns.number(one) + "`");
    }
    all_levels = false;
  }
  return result;
}

// variance = one number for each column of the model matrix: the variance of each respondent is their product with it.
std::string variance_of(const Arguments& arguments, const RCode& formula, Columns& columns) {
  const std::vector<double> factors = arguments.numbers("variance", {});
  const std::vector<std::string> matrix = model_columns(formula, columns);
  if (factors.size() != matrix.size()) {
    throw RStops("as many numbers of `variance` as columns of the model matrix");
  }
  std::string sum;
  for (std::size_t k = 0; k < matrix.size(); ++k) {
    if (factors[k] != 0) {
      sum += fmt::format("{}({}) * {}", sum.empty() ? "" : " + ", text::exact(factors[k]), matrix[k]);
    }
  }
  return sum;
}

void add_special_options(const Arguments& arguments, const RCode& formula, Columns& columns,
                         design::Weighting& weighting) {
  weighting.bounds = bounds_of(arguments, "bounds");
  weighting.trim_factors = bounds_of(arguments, "trim");
  weighting.unmet = arguments.truth("force", false) ? design::Unmet::Accept : design::Unmet::Refuse;
  if (arguments.truth("bounds.const", false)) {
    weighting.bounds_on = design::BoundsOn::Weight;
  }
  if (arguments.has("aggregate.stage")) {
    if (arguments.number("aggregate.stage", 1) != 1) {
      throw NotCovered("calibrate with aggregate.stage beyond the first");
    }
    weighting.factor_of = design::FactorOf::Cluster;
  }
  if (arguments.has("variance") && !arguments.code("variance").is_name("NULL")) {
    weighting.variance = variance_of(arguments, formula, columns);
  }
}

Value calibrate(const RCode& call, Environment& environment) {
  const Arguments arguments(
      call, environment,
      {"design", "formula", "population", "...", "calfun", "bounds", "bounds.const", "trim", "force", "aggregate.stage",
       "variance", "epsilon", "maxit", "compress", "sparse", "verbose"});
  for (const auto& [name, code] : arguments.rest()) {
    throw NotCovered("calibrate with " + (name.empty() ? code.source : name));
  }
  const auto sample = whole_sample(arguments);
  Columns columns(sample->table, environment);
  design::Weighting weighting;
  RCode formula;
  const Value given = arguments.value("formula");
  if (given->kind() == "a list") {
    weighting.margins = margins_of_tables(given, arguments.value("population"));
  } else {
    formula = arguments.formula("formula");
    weighting.margins = margins_of_totals(formula, *as<Numbers>(arguments.value("population"), "calibrate"), columns);
  }
  const std::string kind = arguments.text("calfun", "linear");
  const std::map<std::string, design::WeightingMethod> kinds{{"linear", design::WeightingMethod::Linear},
                                                             {"raking", design::WeightingMethod::Rake},
                                                             {"logit", design::WeightingMethod::Logit}};
  const auto found = kinds.find(kind);
  if (found == kinds.end()) {
    throw NotCovered("calibrate with calfun " + kind);
  }
  weighting.method = found->second;
  add_special_options(arguments, formula, columns, weighting);
  return weighted(sample->over(columns.table()), std::move(weighting));
}

// After a weighting to margins or alone.
Value trim_weights(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"design", "upper", "lower", "...", "strict"});
  const auto sample = whole_sample(arguments);
  if (sample->spec.weighting.trim) {
    throw NotCovered("trimming after trimming");
  }
  design::Spec spec = sample->spec;
  spec.weighting.trim = design::Bounds{arguments.number("lower", -std::numeric_limits<double>::infinity()),
                                       arguments.number("upper", std::numeric_limits<double>::infinity())};
  spec.weighting.rounds = arguments.truth("strict", false) ? design::Rounds::Until : design::Rounds::Once;
  if (sample->spec.given_replicates) {
    spec.weighting.trim_of = design::TrimOf::Replicates;  // as R
  }
  return std::make_shared<Sample>(sample->table, spec, std::string());
}

// data.frame(a = ..., Freq = ...): its columns by name.
Value data_frame(const RCode& call, Environment& environment) {
  auto list = std::make_shared<List>();
  for (const auto& [name, code] : call.arguments) {
    list->items.emplace_back(name, evaluate(code, environment));
  }
  return list;
}

const Family family{{"postStratify", post_stratify},
                    {"rake", rake},
                    {"calibrate", calibrate},
                    {"trimWeights", trim_weights},
                    {"data.frame", data_frame}};

}  // namespace

}  // namespace kith::oracles
