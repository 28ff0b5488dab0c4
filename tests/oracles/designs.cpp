// svydesign, subset, update and what is asked of a design: degf, weights, nrow.
#include <map>

#include "oracles/sample.h"

namespace kith::oracles {

namespace {

// ~a + b as columns; ~1 and ~0 as none. Expressions become columns of their own.
std::vector<std::string> formula_columns(const Arguments& arguments, const char* parameter, Columns& columns) {
  std::vector<std::string> names;
  if (!arguments.has(parameter)) {
    return names;
  }
  const RCode formula = arguments.formula(parameter);
  for (const RCode* term : added_terms(formula.at(0))) {
    if (term->kind != RCode::Kind::Number) {
      names.push_back(columns.number(*term));
    }
  }
  return names;
}

design::LonelyPsu lonely_rule(const std::string& option) {
  static const std::map<std::string, design::LonelyPsu> rules{{"fail", design::LonelyPsu::Fail},
                                                              {"remove", design::LonelyPsu::Certainty},
                                                              {"certainty", design::LonelyPsu::Certainty},
                                                              {"adjust", design::LonelyPsu::Adjust},
                                                              {"average", design::LonelyPsu::Average}};
  const auto found = rules.find(option);
  if (found == rules.end()) {
    throw NotCovered("lonely_psu " + option);
  }
  return found->second;
}

// R reads the labels of clusters over all strata and stops where one stands in two, unless nest = TRUE. Kith always
// reads them within their stratum.
void stop_unless_nested(const data::Table& table, const std::string& cluster, const std::string& stratum) {
  std::map<std::string, std::string> stratum_of;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string label = table.column(cluster).label_at(row);
    const auto [place, added] = stratum_of.emplace(label, table.column(stratum).label_at(row));
    if (place->second != table.column(stratum).label_at(row)) {
      throw RStops("clusters are not nested in strata");
    }
  }
}

// pps = "brewer", "overton", HR() or HR(sum of p^2 over the population / n); variance = "HT" or "YG".
void add_unequal_probabilities(const Arguments& arguments, Environment& environment, design::Spec& spec) {
  if (!arguments.has("pps")) {
    return;
  }
  const RCode& rule = arguments.code("pps");
  if (rule.is("HR")) {
    spec.pps = design::Pps::HartleyRao;
    if (!rule.arguments.empty()) {
      spec.hartley_rao = one_number(evaluate(rule.at(0), environment), "HR");
    }
  } else if (rule.kind == RCode::Kind::Text && (rule.text == "brewer" || rule.text == "overton")) {
    spec.pps = rule.text == "brewer" ? design::Pps::Brewer : design::Pps::Overton;
  } else {
    throw NotCovered("svydesign with pps = " + rule.source);
  }
  if (arguments.text("variance", "HT") == "YG") {
    spec.pair_form = design::PairForm::YatesGrundy;
  }
}

Value svydesign(const RCode& call, Environment& environment) {
  const Arguments arguments(
      call, environment,
      {"ids", "probs", "strata", "variables", "fpc", "weights", "data", "nest", "check.strata", "pps", "variance"});
  if (!arguments.rest().empty() || arguments.has("probs") || arguments.has("variables")) {
    throw NotCovered("svydesign with " + call.source);
  }
  Columns columns(as<DataSet>(arguments.value("data"), "svydesign")->table, environment);
  const Json& options = environment.oracle().value("design", Json::object());
  design::Spec spec;
  spec.clusters = formula_columns(arguments, "ids", columns);
  spec.strata = formula_columns(arguments, "strata", columns);
  spec.fpc = formula_columns(arguments, "fpc", columns);
  for (const std::string& name : formula_columns(arguments, "weights", columns)) {
    spec.weight = name;
  }
  spec.lonely_psu = lonely_rule(options.value("lonely_psu", "fail"));
  spec.adjust_domain_lonely = options.value("adjust_domain_lonely", false);
  add_unequal_probabilities(arguments, environment, spec);
  if (!spec.clusters.empty() && !spec.strata.empty() && !arguments.truth("nest", false)) {
    stop_unless_nested(*columns.table(), spec.clusters.front(), spec.strata.front());
  }
  auto sample = std::make_shared<Sample>(columns.table(), spec, std::string());
  sample->design();  // as R, what is wrong with a design is said when it is made
  return sample;
}

Value subset(const RCode& call, Environment& environment) {
  const Value whole = evaluate(call.at(0), environment);
  if (const auto data = std::dynamic_pointer_cast<const DataSet>(whole)) {
    Columns columns(data->table, environment);
    const std::string condition = columns.expression(call.at(1));
    return std::make_shared<DataSet>(
        selected(*data->table, Sample(columns.table(), design::Spec{}, condition).present()));
  }
  const auto sample = as<Sample>(whole, "subset");
  Columns columns(sample->table, environment);
  const std::string condition = columns.expression(call.at(1));
  return sample->over(columns.table())->within(condition);
}

// update(des, name = expression, ...): each expression sees the columns made before it.
Value update(const RCode& call, Environment& environment) {
  const auto sample = as<Sample>(evaluate(call.at(0), environment), "update");
  TablePointer table = sample->table;
  for (const auto& [name, code] : call.arguments) {
    if (name.empty()) {
      continue;
    }
    Environment inside(environment, nullptr);
    inside.attach(table);
    const Value value = evaluate(code, inside);
    if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
      if (!texts->levels.empty()) {
        table = with_column(*table, factor_column(name, texts->values, texts->levels));
        continue;
      }
      std::vector<std::uint8_t> reasons(texts->values.size());
      for (std::size_t row = 0; row < reasons.size(); ++row) {
        reasons[row] =
            static_cast<std::uint8_t>(texts->values[row].empty() ? data::Missing::Blank : data::Missing::None);
      }
      table = with_column(*table, data::Column::text(name, texts->values, std::move(reasons)));
      continue;
    }
    std::vector<double> values = as<Numbers>(value, "update")->values;
    values.resize(table->rows(), values.size() == 1 ? values.front() : missing);
    table = with_column(*table, number_column(name, values));
  }
  return sample->over(table);
}

Value degf(const RCode& call, Environment& environment) {
  return number(as<Sample>(evaluate(call.at(0), environment), "degf")->degf());
}

Value weights(const RCode& call, Environment& environment) {
  return numbers(as<Sample>(evaluate(call.at(0), environment), "weights")->weights());
}

Value nrow(const RCode& call, Environment& environment) {
  const Value value = evaluate(call.at(0), environment);
  if (const auto data = std::dynamic_pointer_cast<const DataSet>(value)) {
    return number(static_cast<double>(data->table->rows()));
  }
  return number(static_cast<double>(as<Sample>(value, "nrow")->weights().size()));
}

const Family family{{"svydesign", svydesign}, {"subset", subset},   {"update", update},
                    {"degf", degf},           {"weights", weights}, {"nrow", nrow}};

}  // namespace

}  // namespace kith::oracles
