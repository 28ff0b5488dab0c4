// R's evaluation of the little of R that is needed: constants, names, blocks, assignment, closures, indexing, and the
// functions of the families.
#include <cmath>
#include <numbers>

#include "base/problem.h"
#include "base/text.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

Value constant(const std::string& name) {
  if (name == "TRUE" || name == "T") {
    return truth(true);
  }
  if (name == "FALSE" || name == "F") {
    return truth(false);
  }
  if (name == "NULL") {
    return numbers({});
  }
  if (name == "NA") {
    return number(missing);
  }
  if (name == "Inf") {
    return number(std::numeric_limits<double>::infinity());
  }
  return name == "pi" ? number(std::numbers::pi) : nullptr;
}

Value named(const RCode& code, Environment& environment) {
  if (Value value = environment.find(code.text)) {
    return value;
  }
  if (Value value = constant(code.text)) {
    return value;
  }
  throw NotCovered("the name " + code.text);
}

// x[positions], x[c(TRUE, FALSE, ...)], x[names]: which elements.
std::vector<std::size_t> elements(const Value& index, std::size_t size, const std::vector<std::string>& names) {
  std::vector<std::size_t> result;
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(index)) {
    for (const std::string& wanted : texts->values) {
      const auto found = std::ranges::find(names, wanted);
      if (found == names.end()) {
        throw NotCovered("the element " + wanted);
      }
      result.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    return result;
  }
  const auto places = as<Numbers>(index, "an index");
  for (std::size_t i = 0; i < places->values.size(); ++i) {
    const double place = places->values[i];
    if (places->truth && place == 1) {
      result.push_back(i);
    } else if (!places->truth && place >= 1 && place <= static_cast<double>(size)) {
      result.push_back(static_cast<std::size_t>(place) - 1);
    } else if (!places->truth) {
      throw NotCovered("a negative index");
    }
  }
  return result;
}

Value indexed(const RCode& code, Environment& environment) {
  if (code.arguments.size() != 2) {
    if (const Function function = function_named(code.text)) {
      return function(code, environment);
    }
    throw NotCovered("the index of " + code.source);
  }
  const Value whole = evaluate(code.at(0), environment);
  const Value index = evaluate(code.at(1), environment);
  if (const auto list = std::dynamic_pointer_cast<const List>(whole)) {
    std::vector<std::string> names;
    for (const auto& [name, item] : list->items) {
      names.push_back(name);
    }
    const std::vector<std::size_t> places = elements(index, list->items.size(), names);
    if (code.is("[[")) {
      return list->items.at(places.at(0)).second;
    }
    auto part = std::make_shared<List>();
    for (const std::size_t place : places) {
      part->items.push_back(list->items[place]);
    }
    return part;
  }
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(whole)) {
    auto part = std::make_shared<Texts>(std::vector<std::string>{});
    for (const std::size_t place : elements(index, texts->values.size(), texts->names)) {
      part->values.push_back(texts->values[place]);
    }
    return part;
  }
  if (whole->kind() == "numbers") {
    const auto all = as<Numbers>(whole, "an index");
    auto part = std::make_shared<Numbers>();
    for (const std::size_t place : elements(index, all->values.size(), all->names)) {
      part->values.push_back(all->values[place]);
      if (!all->names.empty() && !code.is("[[")) {
        part->names.push_back(all->names[place]);
      }
    }
    return part;
  }
  return whole->member(one_text(index, "an index"));
}

// d$column <- value and d$column[index] <- value, on a copy.
Value with_assigned_column(const RCode& target, const Value& value, Environment& environment) {
  const bool part = target.is("[");
  const RCode& place = part ? target.at(0) : target;
  if (!place.is("$") || place.at(0).kind != RCode::Kind::Name) {
    throw NotCovered("the assignment to " + target.source);
  }
  const auto data = as<DataSet>(evaluate(place.at(0), environment), "an assignment");
  const std::string& name = place.at(1).text;
  const data::Column* old = data->table->find(name);
  std::vector<double> column(data->table->rows(), missing);
  if (part && old != nullptr) {
    column = as<Numbers>(column_value(*old), "an assignment")->values;
  }
  const auto given = as<Numbers>(value, "an assignment");
  std::vector<std::size_t> places;
  if (part) {
    places = elements(evaluate(target.at(1), environment), column.size(), {});
  } else {
    for (std::size_t row = 0; row < column.size(); ++row) {
      places.push_back(row);
    }
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    column[places[i]] = given->values.at(given->values.size() == 1 ? 0 : i);
  }
  return std::make_shared<DataSet>(with_column(*data->table, number_column(name, column)));
}

Value assigned(const RCode& code, Environment& environment) {
  Value value = evaluate(code.at(1), environment);
  const RCode& target = code.at(0);
  if (target.kind == RCode::Kind::Name || target.kind == RCode::Kind::Text) {
    environment.bind(target.text, value);
    return value;
  }
  const RCode& whole = target.is("[") ? target.at(0).at(0) : target.at(0);
  environment.bind(whole.text, with_assigned_column(target, value, environment));
  return value;
}

Value closure_called(const RCode& function, const RCode& call, Environment& environment) {
  Environment inside(environment, nullptr);
  std::vector<std::string> by_place;
  for (std::size_t i = 0; i + 1 < function.arguments.size(); ++i) {
    const auto& [parameter, standard] = function.arguments[i];
    bool named = false;
    for (const auto& [name, code] : call.arguments) {
      if (name == parameter) {
        inside.bind(parameter, evaluate(code, environment));
        named = true;
      }
    }
    if (!named) {
      by_place.push_back(parameter);
      if (standard.kind != RCode::Kind::Nothing) {
        inside.bind(parameter, evaluate(standard, environment));
      }
    }
  }
  std::size_t place = 0;
  for (const auto& [name, code] : call.arguments) {
    if (name.empty() && place < by_place.size()) {
      inside.bind(by_place[place++], evaluate(code, environment));
    }
  }
  return evaluate(function.arguments.back().second, inside);
}

Value called(const RCode& code, Environment& environment) {
  if (code.is("{")) {
    Value last = numbers({});
    for (const auto& [name, line] : code.arguments) {
      last = evaluate(line, environment);
    }
    return last;
  }
  if (code.is("<-")) {
    return assigned(code, environment);
  }
  if (code.is("assign")) {  // wherever it is assigned to, it is found again from here
    const Value value = evaluate(code.at(1), environment);
    environment.bind(one_text(evaluate(code.at(0), environment), "assign"), value);
    return value;
  }
  if (code.is("~") || code.is("function")) {
    return std::make_shared<Code>(code);
  }
  if (code.is("quote")) {
    return std::make_shared<Code>(code.at(0));
  }
  if (code.is("$")) {
    return evaluate(code.at(0), environment)->member(code.at(1).text);
  }
  if (code.is("[") || code.is("[[")) {
    return indexed(code, environment);
  }
  if (const Value bound = environment.find(code.text)) {
    if (const auto function = std::dynamic_pointer_cast<const Code>(bound)) {
      return function->code.kind == RCode::Kind::Name
                 ? evaluate(r_call(function->code.text, code.arguments), environment)
                 : closure_called(function->code, code, environment);
    }
  }
  const Function function = function_named(code.text);
  if (function == nullptr) {
    throw NotCovered("the function " + code.text);
  }
  return function(code, environment);
}

}  // namespace

Value evaluate(const RCode& code, Environment& environment) {
  switch (code.kind) {
    case RCode::Kind::Number: {
      const auto value = text::to_number(code.text);
      if (!value) {
        throw NotCovered("the number " + code.text);
      }
      return number(*value);
    }
    case RCode::Kind::Text:
      return text(code.text);
    case RCode::Kind::Name:
      return named(code, environment);
    case RCode::Kind::Call:
      return called(code, environment);
    case RCode::Kind::Nothing:
      break;
  }
  throw NotCovered("an empty argument");
}

}  // namespace kith::oracles
