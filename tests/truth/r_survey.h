// One case of the oracle: R survey's design as a Spec, its data with the factor levels of the dictionary, and its call
// as measures, breakdowns and filters. What this cannot say is NotCovered, by name.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "data/expression.h"
#include "data/import.h"
#include "estimate/estimate.h"
#include "support/shared.h"
#include "truth/r_code.h"

namespace kith::truth {

using Json = nlohmann::json;

struct NotCovered : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline Json shared_json(const std::string& name) {
  return Json::parse(read_file(tests::shared(name)));
}

// R's condition or number as EXPR.
inline std::string expression_of(const RNode& node) {
  static const std::map<std::string, std::string> operators{{"&", "and"}, {"|", "or"}};
  if (node.kind == RNode::Kind::Name) {
    return "`" + node.text + "`";
  }
  if (node.kind == RNode::Kind::Number) {
    return node.text;
  }
  if (node.kind == RNode::Kind::Text) {
    return "\"" + node.text + "\"";
  }
  if (node.is("I")) {
    return expression_of(node.at(0));
  }
  if (node.text == "!") {
    return "not (" + expression_of(node.at(0)) + ")";
  }
  if (node.arguments.size() == 2 && std::string("+-*/==!=<=>=&|").find(node.text) != std::string::npos) {
    const auto found = operators.find(node.text);
    return "(" + expression_of(node.at(0)) + " " + (found == operators.end() ? node.text : found->second) + " " +
           expression_of(node.at(1)) + ")";
  }
  throw NotCovered("the expression " + node.source);
}

inline bool is_condition(const RNode& node) {
  static const std::set<std::string> truths{"==", "!=", "<=", ">=", "<", ">", "&", "|", "!"};
  return node.is("I") ? is_condition(node.at(0)) : node.kind == RNode::Kind::Call && truths.contains(node.text);
}

// Factors get their levels in the dictionary's order; whole numbers with few values become options, as an importer
// makes them; the rest are numbers.
inline data::Column typed_column(const data::Column& read, const Json& entry) {
  const std::string type = entry["type"];
  const std::size_t rows = read.size();
  constexpr std::uint8_t blank = data::missing_code(data::Missing::Blank);
  std::vector<data::Option> options;
  std::vector<std::uint8_t> codes(rows, blank);
  if (type == "factor" || type == "ordered" || type == "logical" || type == "string") {
    std::vector<std::string> levels;
    if (entry.contains("levels")) {
      levels = entry["levels"].get<std::vector<std::string>>();
    } else if (type == "logical") {
      levels = {"FALSE", "TRUE"};
    } else {
      std::vector<std::string> texts(rows);
      std::vector<std::uint8_t> reasons(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        texts[row] = read.label_at(row);
        reasons[row] = static_cast<std::uint8_t>(read.missing_at(row));
      }
      return data::Column::text(read.name, texts, std::move(reasons));
    }
    for (const std::string& level : levels) {
      options.push_back({level, level, {}, data::Missing::None});
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const auto found = std::ranges::find(levels, read.label_at(row));
      if (read.missing_at(row) == data::Missing::None && found != levels.end()) {
        codes[row] = static_cast<std::uint8_t>(found - levels.begin());
      }
    }
    return data::Column::categorical(read.name, std::move(options), std::move(codes));
  }
  std::vector<double> values(rows);
  std::vector<std::uint8_t> reasons(rows);
  std::set<double> distinct;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto value = read.number_at(row);
    values[row] = value.value_or(0);
    reasons[row] = static_cast<std::uint8_t>(value ? data::Missing::None : data::Missing::Blank);
    if (value) {
      distinct.insert(*value);
    }
  }
  if (type == "integer" && distinct.size() <= 12) {
    for (const double value : distinct) {
      options.push_back({text::exact(value), text::exact(value), value, data::Missing::None});
    }
    for (std::size_t row = 0; row < rows; ++row) {
      if (reasons[row] == 0) {
        codes[row] = static_cast<std::uint8_t>(std::distance(distinct.begin(), distinct.find(values[row])));
      }
    }
    return data::Column::categorical(read.name, std::move(options), std::move(codes));
  }
  return data::Column::number(read.name, std::move(values), std::move(reasons));
}

inline data::Column selected(const data::Column& column, const std::vector<std::size_t>& rows) {
  if (column.kind() == data::Kind::Categorical) {
    std::vector<std::uint8_t> codes;
    for (const std::size_t row : rows) {
      codes.push_back(column.codes()[row]);
    }
    return data::Column::categorical(column.name, column.options(), std::move(codes));
  }
  std::vector<std::uint8_t> reasons;
  std::vector<double> numbers;
  std::vector<std::string> texts;
  for (const std::size_t row : rows) {
    reasons.push_back(static_cast<std::uint8_t>(column.missing_at(row)));
    if (column.kind() == data::Kind::Number) {
      numbers.push_back(column.numbers()[row]);
    } else {
      texts.emplace_back(column.text_at(row));
    }
  }
  return column.kind() == data::Kind::Number ? data::Column::number(column.name, std::move(numbers), std::move(reasons))
                                             : data::Column::text(column.name, texts, std::move(reasons));
}

inline data::Table filtered(const data::Table& table, const std::string& expression) {
  const std::vector<std::uint8_t> keep = data::rows_where(table, expression);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < keep.size(); ++row) {
    if (keep[row] != 0) {
      rows.push_back(row);
    }
  }
  data::Table result;
  result.source = table.source;
  for (const data::Column& column : table.columns()) {
    result.add(selected(column, rows));
  }
  return result;
}

inline const data::Table& oracle_table(const std::string& name) {
  static std::map<std::string, data::Table> tables;
  static const Json dictionary = shared_json("oracle/data/dictionary.json");
  const auto known = tables.find(name);
  if (known != tables.end()) {
    return known->second;
  }
  const data::Table read = data::read(tests::shared("oracle/data/" + name + ".csv")).table;
  data::Table table;
  table.source = read.source;
  for (const Json& entry : dictionary[name]["columns"]) {
    table.add(typed_column(read.column(entry["name"].get<std::string>()), entry));
  }
  return tables.emplace(name, std::move(table)).first->second;
}

inline std::vector<std::string> names_of(const Json& design, const char* key) {
  return design.contains(key) && design[key].is_array() ? design[key].get<std::vector<std::string>>()
                                                        : std::vector<std::string>();
}

struct Sample {
  data::Table table;
  design::Spec spec;
};

inline Sample sample_of(const Json& one) {
  const Json& design = one["design"];
  if (design["kind"] != "survey.design") {
    throw NotCovered("replicate weights");
  }
  if (design.contains("steps") && !design["steps"].empty()) {
    throw NotCovered("calibration and other steps");
  }
  if (design.contains("extra") && !design["extra"].is_null()) {
    throw NotCovered("unequal probabilities without replacement");
  }
  Sample sample{oracle_table(one["data"].get<std::string>()), {}};
  if (design.contains("rows_filter") && !design["rows_filter"].is_null()) {
    sample.table = filtered(sample.table, expression_of(RParser(design["rows_filter"].get<std::string>()).parse()));
  }
  sample.spec.clusters = names_of(design, "ids");
  if (sample.spec.clusters == std::vector<std::string>{"1"}) {
    sample.spec.clusters.clear();
  }
  sample.spec.strata = names_of(design, "strata");
  if (design.contains("weights") && design["weights"].is_string()) {
    sample.spec.weight = design["weights"];
  }
  for (const std::string& population : names_of(design, "fpc")) {
    const RNode node = RParser(population).parse();
    if (node.kind != RNode::Kind::Name) {  // ~I(nh/Nh): a column that R works out on the way
      sample.table.add(
          data::Column::number(population, data::Expression::parse(expression_of(node)).numbers(sample.table).values));
    }
    sample.spec.fpc.push_back(population);
  }
  const std::string lonely = design.value("lonely_psu", "fail");
  sample.spec.lonely_psu = lonely == "fail"      ? design::LonelyPsu::Fail
                           : lonely == "average" ? design::LonelyPsu::Average
                           : lonely == "adjust"  ? design::LonelyPsu::Adjust
                                                 : design::LonelyPsu::Certainty;
  sample.spec.adjust_domain_lonely = design.value("adjust_domain_lonely", false);
  return sample;
}

// One number that R prints, as a figure of ours.
struct Statistic {
  std::string name;
  std::string measure;
  std::string category;  // code; empty where the measure has one figure
};

enum class Per { Mean, Total };

inline void add_terms(const RNode& node, std::vector<const RNode*>& terms) {
  if (node.is("+")) {
    add_terms(node.at(0), terms);
    add_terms(node.at(1), terms);
  } else {
    terms.push_back(&node);
  }
}

inline std::vector<const RNode*> terms_of(const RNode& formula) {
  if (!formula.is("~") || formula.arguments.size() != 1) {
    throw NotCovered("the formula " + formula.source);
  }
  std::vector<const RNode*> terms;
  add_terms(formula.at(0), terms);
  return terms;
}

inline void add_levels(const std::string& prefix, const data::Column& column, Per per, std::vector<Statistic>& to) {
  for (const data::Option& option : column.options()) {
    const std::string level = prefix + option.label;
    if (per == Per::Mean) {
      to.push_back({level, fmt::format("share(`{}`)", column.name), option.code});
    } else {
      to.push_back({level, fmt::format("total(`{}` == \"{}\")", column.name, option.code), {}});
    }
  }
}

inline std::vector<Statistic> statistics_of(const RNode& term, const data::Table& table, Per per) {
  std::vector<Statistic> result;
  const char* number = per == Per::Mean ? "mean" : "total";
  const char* property = per == Per::Mean ? "share" : "total";
  if (term.kind == RNode::Kind::Name) {
    const data::Column& column = table.column(term.text);
    const bool factor = column.kind() == data::Kind::Categorical && !column.options().front().value;
    if (factor) {
      add_levels(term.text, column, per, result);
    } else {
      result.push_back({term.text, fmt::format("{}(`{}`)", number, term.text), {}});
    }
  } else if (term.is("factor")) {
    add_levels(term.source, table.column(term.at(0).text), per, result);
  } else if (term.is("interaction")) {
    const data::Column& first = table.column(term.at(0).text);
    const data::Column& second = table.column(term.at(1).text);
    for (const data::Option& b : second.options()) {
      for (const data::Option& a : first.options()) {
        result.push_back(
            {fmt::format("{}{}.{}", term.source, a.label, b.label),
             fmt::format("{}(`{}` == \"{}\" and `{}` == \"{}\")", property, first.name, a.code, second.name, b.code),
             {}});
      }
    }
  } else if (is_condition(term)) {
    const std::string condition = expression_of(term);
    result.push_back({term.source + "FALSE", fmt::format("{}(not ({}))", property, condition), {}});
    result.push_back({term.source + "TRUE", fmt::format("{}({})", property, condition), {}});
  } else if (term.is("I")) {
    result.push_back({term.source, fmt::format("{}({})", number, expression_of(term)), {}});
  } else {
    throw NotCovered("the term " + term.source);
  }
  return result;
}

// A call as R's user wrote it.
struct Question {
  std::vector<Statistic> statistics;
  std::vector<std::string> by;
  std::string where;
  std::string interval = "wald";
  estimate::DesignEffect design_effect = estimate::DesignEffect::None;
  design::DfRule df = design::DfRule::Design;  // R's confint is given degf(design)
  bool counts = false;                         // unwtd.count
  std::map<std::string, std::map<std::string, double>> contrasts;
};

inline void also(std::string& where, const std::string& condition) {
  where = where.empty() ? condition : "(" + where + ") and " + condition;
}

// R drops a respondent who lacks any variable of the formula.
inline void listwise(Question& question, const std::vector<const RNode*>& terms) {
  for (const RNode* term : terms) {
    for (const std::string& name :
         data::Expression::parse(expression_of(term->is("factor") ? term->at(0) : *term)).columns()) {
      also(question.where, "not missing(`" + name + "`)");
    }
  }
}

inline Question question_of(const RNode& call, const data::Table& table);

inline void design_argument(const RNode& node, Question& question) {
  if (node.is("subset")) {
    design_argument(node.at(0), question);
    also(question.where, expression_of(node.at(1)));
  } else if (node.source != "des") {
    throw NotCovered("the design " + node.source);
  }
}

inline void ratio_statistics(const std::vector<const RNode*>& numerators, const std::vector<const RNode*>& denominators,
                             Question& question) {
  for (const RNode* denominator : denominators) {
    for (const RNode* numerator : numerators) {
      question.statistics.push_back(
          {numerator->source + "/" + denominator->source,
           fmt::format("ratio({}, {})", expression_of(*numerator), expression_of(*denominator)),
           {}});
    }
  }
}

inline void options_of(const RNode& call, const std::vector<const RNode*>& terms, Question& question) {
  if (const RNode* effect = call.named("deff")) {
    question.design_effect = effect->text == "replace" ? estimate::DesignEffect::WithReplacement
                                                       : estimate::DesignEffect::WithoutReplacement;
  }
  const RNode* drop = call.named("na.rm");
  if (drop != nullptr && drop->text == "TRUE") {
    listwise(question, terms);
  }
}

inline void statistics_by_function(const std::string& function, const RNode& call,
                                   const std::vector<const RNode*>& terms, const data::Table& table,
                                   Question& question) {
  if (function == "svymean" || function == "svytotal") {
    for (const RNode* term : terms) {
      std::ranges::move(statistics_of(*term, table, function == "svymean" ? Per::Mean : Per::Total),
                        std::back_inserter(question.statistics));
    }
  } else if (function == "svyciprop") {
    const RNode* method = call.named("method");
    const std::string name = method == nullptr ? "logit" : method->text;
    if (name != "logit" && name != "xlogit" && name != "beta") {
      throw NotCovered("svyciprop " + name);
    }
    question.interval = name == "beta" ? "beta" : "logit";
    const std::string condition =
        is_condition(*terms.at(0)) ? expression_of(*terms.at(0)) : expression_of(*terms.at(0)) + " == 1";
    question.statistics.push_back({terms.at(0)->source, "share(" + condition + ")", {}});
  } else if (function == "unwtd.count") {
    question.counts = true;
    question.statistics.push_back({terms.at(0)->source, "mean(" + expression_of(*terms.at(0)) + ")", {}});
  } else {
    throw NotCovered(function);
  }
}

inline Question question_of(const RNode& call, const data::Table& table) {
  Question question;
  const std::vector<const RNode*> given = call.unnamed();
  if (call.is("svycontrast") && call.at(0).is("svyby")) {
    question = question_of(call.at(0), table);
    for (const auto& [name, weights] : call.at(1).arguments) {
      for (const auto& [level, weight] : weights.arguments) {
        question.contrasts[name][level] = weight.is("-") ? -std::stod(weight.at(0).text) : std::stod(weight.text);
      }
    }
    return question;
  }
  if (call.is("svyby")) {
    const std::string function = given.at(3)->text;
    const std::vector<const RNode*> terms = terms_of(*given.at(0));
    for (const RNode* by : terms_of(*given.at(1))) {
      question.by.push_back(by->text);
    }
    design_argument(*given.at(2), question);
    options_of(call, terms, question);
    if (function == "svyciprop") {
      question.df = design::DfRule::Domain;  // svyciprop takes degf of the subset that svyby hands it
    }
    if (function == "svyratio") {
      ratio_statistics(terms, terms_of(*call.named("denominator")), question);
    } else {
      statistics_by_function(function, call, terms, table, question);
    }
    return question;
  }
  if (call.is("svyratio")) {
    if (call.named("separate") != nullptr) {
      throw NotCovered("separate ratios");
    }
    std::vector<const RNode*> terms = terms_of(*given.at(0));
    const std::vector<const RNode*> denominators = terms_of(*given.at(1));
    design_argument(*given.at(2), question);
    ratio_statistics(terms, denominators, question);
    terms.insert(terms.end(), denominators.begin(), denominators.end());
    options_of(call, terms, question);
    return question;
  }
  if (call.kind != RNode::Kind::Call || given.size() < 2) {
    throw NotCovered(call.kind == RNode::Kind::Call ? call.text : call.source);
  }
  if (!call.is("svymean") && !call.is("svytotal") && !call.is("svyciprop")) {
    throw NotCovered(call.text);
  }
  const std::vector<const RNode*> terms = terms_of(*given.at(0));
  design_argument(*given.at(1), question);
  options_of(call, terms, question);
  statistics_by_function(call.text, call, terms, table, question);
  return question;
}

}  // namespace kith::truth
