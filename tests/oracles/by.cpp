// svyby: a function of a formula and a design in every domain, as one table.
//
// Functions that are Estimators are asked once, with Kith's own breakdown; any other is called for each domain.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "design/labels.h"
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

struct Domain {
  std::vector<Value> levels;  // of each column: a text, or a number
  std::string name;           // "E.No"
  Value result;
};

struct ByTable final : Object {
  Coefficients own;  // figures vary slowest
  Json table = Json::object();
  std::vector<std::string> row_names;

  std::string_view kind() const override { return "a table by domain"; }
  const Coefficients* coefficients() const override { return &own; }
  Json json() const override {
    const Json json = coefficients_json(own);
    return {{"table", table},
            {"rownames", row_names},
            {"coef", json["estimate"]},
            {"se", json["se"]},
            {"vcov", json["vcov"]},
            {"ci95_z", limits(0.95, std::nullopt).json()},
            {"estimate", json["estimate"]},
            {"cv", json["cv"]}};
  }
  Value member(std::string_view name) const override { return Answer(table).member(name); }
};

Value level_value(const data::Column& column, const std::string& label) {
  const bool numbers = column_value(column)->kind() == "numbers";
  const auto value = text::to_number(label);
  return numbers && value ? number(*value) : text(label);
}

std::string joined_names(const std::vector<Value>& levels) {
  std::vector<std::string> names;
  for (const Value& level : levels) {
    const Json json = level->json();
    names.push_back(json.is_string() ? json.get<std::string>() : text::exact(json.get<double>()));
  }
  return text::join(names, ".");
}

// Every combination of the levels that the domain of `sample` has, or could have; the first column varies fastest.
std::vector<std::vector<std::string>> combinations(const Sample& sample, const std::vector<std::string>& by,
                                                   bool empty_ones) {
  const std::vector<std::uint8_t> present = sample.present();
  std::vector<design::Labels> labels;
  for (const std::string& name : by) {
    labels.push_back(design::labels(sample.table->column(name)));
  }
  std::map<std::vector<std::uint32_t>, std::vector<std::string>> found;
  std::vector<std::map<std::uint32_t, std::string>> levels(by.size());
  for (std::size_t row = 0; row < present.size(); ++row) {
    std::vector<std::uint32_t> key;
    std::vector<std::string> names;
    for (std::size_t k = by.size(); k-- > 0;) {
      key.push_back(labels[k].index[row]);
      names.insert(names.begin(), sample.table->column(by[k]).label_at(row));
      levels[k][labels[k].index[row]] = names.front();
    }
    if (present[row] != 0 && std::ranges::find(key, design::no_label) == key.end()) {
      found[key] = names;
    }
  }
  std::vector<std::vector<std::string>> result;
  if (!empty_ones) {
    for (const auto& [key, names] : found) {
      result.push_back(names);
    }
    return result;
  }
  result.push_back({});
  for (std::size_t k = by.size(); k-- > 0;) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& rest : result) {
      for (const auto& [index, name] : levels[k]) {
        if (index != design::no_label) {
          longer.push_back(rest);
          longer.back().insert(longer.back().begin(), name);
        }
      }
    }
    result = std::move(longer);
  }
  return result;
}

struct Request {
  std::vector<std::string> by;
  std::vector<std::string> by_names;  // R's
  std::shared_ptr<const Sample> sample;
  RCode call;  // FUN(formula, .design, ...)
  bool empty_ones = false;
  bool joint = false;
};

std::vector<Domain> called_domains(const Request& request, Environment& environment) {
  std::vector<Domain> domains;
  for (const std::vector<std::string>& levels : combinations(*request.sample, request.by, request.empty_ones)) {
    Domain domain;
    std::string condition;
    for (std::size_t k = 0; k < request.by.size(); ++k) {
      const data::Column& column = request.sample->table->column(request.by[k]);
      domain.levels.push_back(level_value(column, levels[k]));
      const Json level = domain.levels.back()->json();
      condition = both(condition, equal_to(column, levels[k]));
    }
    domain.name = joined_names(domain.levels);
    const auto part = request.sample->within(condition);
    if (std::ranges::count(part->present(), 1) > 0) {
      Environment inside(environment, nullptr);
      inside.bind(".design", part);
      domain.result = evaluate(request.call, inside);
    }
    domains.push_back(std::move(domain));
  }
  return domains;
}

std::vector<Domain> measured_domains(const Request& request, const Measured& found) {
  std::vector<Domain> domains;
  for (const MeasuredDomain& one : found.domains) {
    Domain domain;
    for (std::size_t k = 0; k < request.by.size(); ++k) {
      domain.levels.push_back(level_value(request.sample->table->column(request.by[k]), one.levels[k].label));
    }
    domain.name = joined_names(domain.levels);
    domain.result = one.estimate;
    domains.push_back(std::move(domain));
  }
  if (!request.empty_ones) {
    return domains;
  }
  std::vector<Domain> all;
  for (const std::vector<std::string>& levels : combinations(*request.sample, request.by, true)) {
    Domain domain;
    for (std::size_t k = 0; k < request.by.size(); ++k) {
      domain.levels.push_back(level_value(request.sample->table->column(request.by[k]), levels[k]));
    }
    domain.name = joined_names(domain.levels);
    const auto known = std::ranges::find(domains, domain.name, &Domain::name);
    all.push_back(known != domains.end() ? *known : domain);
  }
  return all;
}

const Coefficients* shape_of(const std::vector<Domain>& domains) {
  for (const Domain& domain : domains) {
    if (domain.result != nullptr) {
      const Coefficients* own = domain.result->coefficients();
      if (own == nullptr) {
        throw NotCovered(fmt::format("svyby over {}", domain.result->kind()));
      }
      return own;
    }
  }
  throw NotCovered("svyby without a domain");
}

// A column of the table from a number of each domain.
template <typename Pick>
Json picked(const std::vector<Domain>& domains, Pick pick) {
  Json column = Json::array();
  for (const Domain& domain : domains) {
    column.push_back(domain.result == nullptr ? Json("NA") : number_json(pick(*domain.result)));
  }
  return column;
}

void add_columns(ByTable& result, const std::vector<Domain>& domains, const std::vector<std::string>& names,
                 const std::vector<std::string>& kinds) {
  for (std::size_t f = 0; f < names.size(); ++f) {
    const auto k = static_cast<Eigen::Index>(f);
    const auto value = [k](const Object& object) { return object.coefficients()->values[k]; };
    const auto se = [k](const Object& object) { return object.coefficients()->se[k]; };
    result.table[names[f]] = picked(domains, value);
    for (const std::string& kind : kinds) {
      const auto add = [&](const std::string& column, const auto& pick) {
        const Json numbers = picked(domains, pick);
        result.table[column + "." + names[f]] = numbers;
        if (names.size() == 1) {
          result.table[column] = numbers;
          result.table[column + ".as.numeric(" + names[f] + ")"] = numbers;  // svyciprop's
        }
      };
      if (kind == "se") {
        add("se", se);
        result.table[fmt::format("se{}", f + 1)] = picked(domains, se);  // of several, in replicate designs
      } else if (kind == "cv") {
        add("cv", [&](const Object& object) { return se(object) / value(object); });
      } else if (kind == "cvpct") {
        add("cv%", [&](const Object& object) { return 100 * se(object) / value(object); });
      } else if (kind == "var") {
        add("var", [&](const Object& object) { return se(object) * se(object); });
      } else if (kind == "ci") {
        add("ci_l", [&](const Object& object) { return object.limits(0.95, std::nullopt).values(k, 0); });
        add("ci_u", [&](const Object& object) { return object.limits(0.95, std::nullopt).values(k, 1); });
      } else if (kind == "deff") {
        add("DEff", [&](const Object& object) {
          const auto* estimate = dynamic_cast<const Estimate*>(&object);
          return estimate == nullptr || estimate->design_effects.empty() ? missing : estimate->design_effects[f];
        });
      } else {
        throw NotCovered("svyby's vartype " + kind);
      }
    }
  }
}

std::shared_ptr<ByTable> tabulated(const std::vector<Domain>& domains, const Request& request,
                                   const std::vector<std::string>& kinds, bool statistic_only) {
  auto result = std::make_shared<ByTable>();
  std::vector<std::string> names = shape_of(domains)->names;
  if (statistic_only) {
    names = {"statistic"};
  }
  for (std::size_t k = 0; k < request.by_names.size(); ++k) {
    Json column = Json::array();
    for (const Domain& domain : domains) {
      column.push_back(domain.levels[k]->json());
    }
    result->table[request.by_names[k]] = column;
  }
  add_columns(*result, domains, names, kinds);
  const auto rows = static_cast<Eigen::Index>(domains.size());
  const auto size = rows * static_cast<Eigen::Index>(names.size());
  result->own.values = Eigen::VectorXd::Constant(size, missing);
  result->own.se = Eigen::VectorXd::Constant(size, missing);
  for (std::size_t f = 0; f < names.size(); ++f) {
    for (std::size_t d = 0; d < domains.size(); ++d) {
      const Domain& domain = domains[d];
      result->own.names.push_back(names.size() == 1 ? domain.name : domain.name + ":" + names[f]);
      if (domain.result != nullptr) {
        const auto place = static_cast<Eigen::Index>(f * domains.size() + d);
        result->own.values[place] = domain.result->coefficients()->values[static_cast<Eigen::Index>(f)];
        result->own.se[place] = domain.result->coefficients()->se[static_cast<Eigen::Index>(f)];
      }
    }
  }
  for (const Domain& domain : domains) {
    result->row_names.push_back(domain.name);
  }
  result->own.covariance = result->own.se.cwiseAbs2().asDiagonal();
  return result;
}

Request request_of(const Arguments& arguments, const RCode& by, Environment& environment) {
  Request request;
  request.sample = arguments.sample("design");
  Columns columns(request.sample->table, environment);
  for (const RCode* term : added_terms(by.at(0))) {
    request.by.push_back(term->is("factor") || term->is("interaction") ? columns.factor(*term) : columns.number(*term));
    request.by_names.push_back(term->source);
  }
  request.sample = request.sample->over(columns.table());
  std::vector<std::pair<std::string, RCode>> handed{{"", arguments.code("formula")}};
  for (const auto& argument : arguments.rest()) {
    handed.push_back(argument);
  }
  handed.insert(handed.begin() + 1, {"design", r_name(".design")});
  if (arguments.has("deff")) {
    handed.emplace_back("deff", arguments.code("deff"));
  }
  request.call = r_call(arguments.code("FUN").text, std::move(handed));
  request.empty_ones = !arguments.truth("drop.empty.groups", true);
  request.joint = arguments.truth("covmat", false);
  return request;
}

// R joins domains by the influences that means, totals and ratios hand out, or by replicates.
void stop_without_influences(const Request& request) {
  if (!request.joint) {
    return;
  }
  const bool between_replicates = request.sample->design().replicates() != nullptr;
  const std::string& function = request.call.text;
  if (!between_replicates && (function == "svyvar" || function == "svyquantile" || function == "svyciprop")) {
    throw RStops(function + " does not return influences");
  }
  if (estimator_named(function) == nullptr) {
    throw NotCovered("covmat of " + function);
  }
}

Value tabulated_by(const Arguments& arguments, const RCode& by, Environment& environment) {
  const Request request = request_of(arguments, by, environment);
  const Estimator estimator = estimator_named(request.call.text);
  std::vector<std::string> kinds = arguments.texts("vartype", {"se"});
  const bool variances = arguments.truth("keep.var", true);
  if (!variances) {
    kinds.clear();
  } else if (arguments.has("deff")) {
    kinds.emplace_back("deff");
  }
  stop_without_influences(request);
  std::vector<Domain> domains;
  Eigen::MatrixXd covariance;
  if (estimator != nullptr) {
    Environment inside(environment, nullptr);
    inside.bind(".design", request.sample);
    const Question question = estimator(request.call, inside);
    const Measured found = measured(question, request.by, request.joint ? Joint::Yes : Joint::No);
    domains = measured_domains(request, found);
    covariance = found.covariance;
  } else {
    domains = called_domains(request, environment);
  }
  const auto result = tabulated(domains, request, kinds, !variances);
  if (request.joint && covariance.rows() == result->own.values.size()) {
    result->own.covariance = covariance;
  }
  return result;
}

constexpr std::initializer_list<const char*> parameters{
    "formula",           "by",        "design",          "FUN",    "...",      "deff",      "keep.var",
    "keep.names",        "verbose",   "vartype",         "covmat", "na.rm.by", "na.rm.all", "drop.empty.groups",
    "return.replicates", "multicore", "stringsAsFactors"};

Value svyby(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, parameters);
  const RCode by = arguments.formula("by");
  return tabulated_by(arguments, by, environment);
}

// svybys(formula, bys, design, FUN): one svyby for each variable of `bys`.
Value svybys(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment,
                            {"formula", "bys", "design", "FUN", "...", "deff", "keep.var", "vartype", "covmat",
                             "na.rm.by", "na.rm.all", "drop.empty.groups"});
  auto list = std::make_shared<List>();
  const RCode bys = arguments.formula("bys");
  for (const RCode* term : added_terms(bys.at(0))) {
    const Value table = tabulated_by(arguments, r_call("~", {{"", *term}}), environment);
    list->items.emplace_back("", std::make_shared<Answer>(table->json()["table"]));
  }
  return list;
}

// How many of the domain answered.
Value unwtd_count(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "design"});
  const auto sample = arguments.sample("design");
  Columns columns(sample->table, environment);
  const RCode formula = arguments.formula("x");
  std::string complete = sample->where;
  for (const RCode* term : added_terms(formula.at(0))) {
    complete = both(complete, "not missing(`" + columns.number(*term) + "`)");
  }
  const auto count = std::ranges::count(Sample(columns.table(), sample->spec, complete).present(), 1);
  auto result = std::make_shared<Estimate>();
  result->own = Coefficients::of({"counts"}, Eigen::VectorXd::Constant(1, static_cast<double>(count)),
                                 Eigen::MatrixXd::Zero(1, 1));
  return result;
}

const Family family{{"svyby", svyby}, {"svybys", svybys}, {"unwtd.count", unwtd_count}};

}  // namespace

}  // namespace kith::oracles
