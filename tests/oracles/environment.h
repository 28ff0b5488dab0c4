// Where names have values, and where functions are found.
//
// How to add a family of functions (one file, tests/oracles/FAMILY.cpp; nothing else changes):
//
//   #include "oracles/environment.h"   // and the headers of what it answers with
//   namespace kith::oracles {
//   namespace {
//   Value svyttest(const RCode& call, Environment& environment) {
//     const Arguments arguments(call, environment, {"formula", "design", "...", "na.rm"});
//     const auto sample = arguments.sample("design");     // table, Spec, condition of the domain; see sample.h
//     const RCode formula = arguments.formula("formula");  // unevaluated: `y ~ g`
//     ... what kith computes from sample->table, sample->design(), sample->where ...
//     return std::make_shared<Answer>(Json{{"statistic", t}, {"p_value", p}});
//   }
//   const Family family{{"svyttest", svyttest}};
//   }  // namespace
//   }  // namespace kith::oracles
//
// A function that R's svyby or svycontrast shall see into answers with an object that has coefficients() (value.h).
// What is not known throws NotCovered with a name; an oracle's error agrees with kith::Error (or RStops).
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/table.h"
#include "oracles/value.h"

namespace kith::oracles {

class Data;    // the folder of data sets: data.h
class Sample;  // a design: sample.h

class Environment {
 public:
  Environment(const Data& data, const Json& oracle) : data_(&data), oracle_(&oracle) {}
  // Names that are not found here are looked for in `outer`, which must outlive this.
  Environment(const Environment& outer, std::nullptr_t) : data_(outer.data_), oracle_(outer.oracle_), outer_(&outer) {}

  const Data& data() const { return *data_; }
  const Json& oracle() const { return *oracle_; }  // the whole case
  void bind(const std::string& name, Value value) { names_[name] = std::move(value); }
  // Its columns are found after the names bound here and before those of `outer`.
  void attach(std::shared_ptr<const data::Table> table) { attached_ = std::move(table); }
  Value find(const std::string& name) const;  // a data set, too; none where it has no value

 private:
  const Data* data_;
  const Json* oracle_;
  const Environment* outer_ = nullptr;
  std::shared_ptr<const data::Table> attached_;
  std::map<std::string, Value> names_;
};

Value evaluate(const RCode& code, Environment& environment);

using Function = Value (*)(const RCode& call, Environment& environment);

// Makes functions known by their R names.
class Family {
 public:
  Family(std::initializer_list<std::pair<const char*, Function>> functions);
};
Function function_named(std::string_view name);  // null where there is none

// The arguments of a call matched to a function's parameters as R does: by name, then by place. Parameters after "..."
// are matched by name only.
class Arguments {
 public:
  Arguments(const RCode& call, Environment& environment, std::initializer_list<const char*> parameters);

  bool has(std::string_view parameter) const { return find(parameter) != nullptr; }
  const RCode& code(std::string_view parameter) const;  // as written
  Value value(std::string_view parameter) const;        // evaluated
  RCode formula(std::string_view parameter) const;      // a formula as written, or the one that a name stands for
  std::shared_ptr<const Sample> sample(std::string_view parameter) const;
  double number(std::string_view parameter, double otherwise) const;
  std::string text(std::string_view parameter, const std::string& otherwise) const;
  bool truth(std::string_view parameter, bool otherwise) const;
  std::vector<std::string> texts(std::string_view parameter, std::vector<std::string> otherwise) const;
  std::vector<double> numbers(std::string_view parameter, std::vector<double> otherwise) const;
  // What no parameter took.
  const std::vector<std::pair<std::string, RCode>>& rest() const { return rest_; }

 private:
  const RCode* find(std::string_view parameter) const;

  std::string function_;
  Environment* environment_;
  std::map<std::string, RCode, std::less<>> matched_;
  std::vector<std::pair<std::string, RCode>> rest_;
};

}  // namespace kith::oracles
