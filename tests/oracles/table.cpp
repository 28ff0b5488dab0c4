// svytable: estimated counts of every combination of levels.
#include "oracles/table.h"

#include <cmath>

#include "num/sum.h"
#include "oracles/measured.h"

namespace kith::oracles {

Json Table::json() const {
  if (levels.size() == 1) {
    return Numbers(counts, levels[0]).json();
  }
  if (levels.size() == 2) {
    const auto rows = static_cast<Eigen::Index>(levels[0].size());
    const auto columns = static_cast<Eigen::Index>(levels[1].size());
    return matrix_json(levels[0], levels[1], Eigen::Map<const Eigen::MatrixXd>(counts.data(), rows, columns));
  }
  Json json{{"dim", Json::array()}, {"dimnames", Json::object()}, {"values_colmajor", counts}};
  for (std::size_t k = 0; k < levels.size(); ++k) {
    json["dim"].push_back(levels[k].size());
    json["dimnames"][names[k]] = levels[k];
  }
  return json;
}

namespace {

struct Factor {
  std::vector<std::string> columns;  // one, or those of an interaction
  std::vector<std::string> levels;
};

std::vector<std::string> labels_of(const data::Column& column) {
  std::vector<std::string> labels;
  for (const data::Option& option : column.options()) {
    labels.push_back(option.label);
  }
  return labels;
}

Factor factor_of(const RCode& term, Columns& columns) {
  if (!term.is("interaction")) {
    const std::string name = columns.factor(term.is("factor") ? term.at(0) : term);
    return {{name}, labels_of(columns.table()->column(name))};
  }
  Factor result{{}, {""}};
  for (const auto& [name, part] : term.arguments) {
    const std::string column = columns.factor(part);
    std::vector<std::string> longer;
    for (const std::string& label : labels_of(columns.table()->column(column))) {
      for (const std::string& before : result.levels) {
        longer.push_back(before.empty() ? label : before + "." + label);
      }
    }
    result.columns.push_back(column);
    result.levels = std::move(longer);
  }
  return result;
}

std::size_t place_of(const std::vector<Factor>& factors, const std::vector<finding::Level>& by) {
  std::size_t place = 0;
  std::size_t stride = 1;
  std::size_t next = 0;
  for (const Factor& factor : factors) {
    std::string label;
    for (std::size_t k = 0; k < factor.columns.size(); ++k) {
      label += (k == 0 ? "" : ".") + by[next++].label;
    }
    place += stride * static_cast<std::size_t>(std::ranges::find(factor.levels, label) - factor.levels.begin());
    stride *= factor.levels.size();
  }
  return place;
}

Value svytable(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"formula", "design", "Ntotal", "round"});
  const auto sample = arguments.sample("design");
  Columns columns(sample->table, environment);
  const RCode formula = arguments.formula("formula");
  auto table = std::make_shared<Table>();
  table->formula = formula;
  table->sample = sample;
  std::vector<Factor> factors;
  std::vector<std::string> by;
  std::size_t cells = 1;
  for (const RCode* term : added_terms(formula.at(0))) {
    factors.push_back(factor_of(*term, columns));
    by.insert(by.end(), factors.back().columns.begin(), factors.back().columns.end());
    table->names.push_back(term->source);
    table->levels.push_back(factors.back().levels);
    cells *= factors.back().levels.size();
  }
  estimate::Request request;
  request.measures = {"total(1)"};
  request.breakdowns = {by};
  request.where = sample->where;
  request.design = sample->spec;
  table->counts.assign(cells, 0);
  num::Sum sum;
  for (const finding::Finding& finding : estimate::estimate(*columns.table(), request).findings()) {
    table->counts[place_of(factors, finding.by)] = finding.value.value_or(0);
    sum += finding.value.value_or(0);
  }
  const bool scaled = arguments.has("Ntotal");
  for (double& count : table->counts) {
    count = scaled ? count * arguments.number("Ntotal", 1) / sum.value() : count;
    count = arguments.truth("round", false) ? std::nearbyint(count) : count;
  }
  return table;
}

const Family family{{"svytable", svytable}};

}  // namespace

}  // namespace kith::oracles
