// R's arithmetic on vectors, c(), list() and the small functions around them.
#include <algorithm>
#include <cmath>

#include "base/problem.h"
#include "num/sum.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

using Operation = double (*)(double, double);

bool is_missing(double a, double b) {
  return std::isnan(a) || std::isnan(b);
}

const std::map<std::string, Operation, std::less<>>& operations() {
  static const std::map<std::string, Operation, std::less<>> list{
      {"+", [](double a, double b) { return a + b; }},          {"-", [](double a, double b) { return a - b; }},
      {"*", [](double a, double b) { return a * b; }},          {"/", [](double a, double b) { return a / b; }},
      {"^", [](double a, double b) { return std::pow(a, b); }},
  };
  return list;
}

const std::map<std::string, Operation, std::less<>>& comparisons() {
  static const std::map<std::string, Operation, std::less<>> list{
      {"==", [](double a, double b) { return is_missing(a, b) ? missing
                                             : a == b         ? 1.0
                                                              : 0.0; }},
      {"!=", [](double a, double b) { return is_missing(a, b) ? missing
                                             : a != b         ? 1.0
                                                              : 0.0; }},
      {"<", [](double a, double b) { return is_missing(a, b) ? missing
                                            : a < b          ? 1.0
                                                             : 0.0; }},
      {"<=", [](double a, double b) { return is_missing(a, b) ? missing
                                             : a <= b         ? 1.0
                                                              : 0.0; }},
      {">", [](double a, double b) { return is_missing(a, b) ? missing
                                            : a > b          ? 1.0
                                                             : 0.0; }},
      {">=", [](double a, double b) { return is_missing(a, b) ? missing
                                             : a >= b         ? 1.0
                                                              : 0.0; }},
      // Kleene's: FALSE & NA is FALSE.
      {"&", [](double a, double b) { return a == 0 || b == 0   ? 0.0
                                            : is_missing(a, b) ? missing
                                                               : 1.0; }},
      {"|", [](double a, double b) { return a == 1 || b == 1   ? 1.0
                                            : is_missing(a, b) ? missing
                                                               : 0.0; }},
  };
  return list;
}

std::shared_ptr<Numbers> combined(const Numbers& a, const Numbers& b, Operation operation) {
  if (a.values.empty() || b.values.empty()) {
    return std::make_shared<Numbers>();
  }
  const std::size_t size = std::max(a.values.size(), b.values.size());
  auto result = std::make_shared<Numbers>();
  for (std::size_t i = 0; i < size; ++i) {
    result->values.push_back(operation(a.values[i % a.values.size()], b.values[i % b.values.size()]));
  }
  result->names = a.names.size() == size ? a.names : b.names.size() == size ? b.names : std::vector<std::string>{};
  return result;
}

Value texts_compared(const Texts& a, const Texts& b, bool equal) {
  auto result = std::make_shared<Numbers>();
  result->truth = true;
  for (std::size_t i = 0; i < std::max(a.values.size(), b.values.size()); ++i) {
    const std::string& left = a.values[i % a.values.size()];
    const std::string& right = b.values[i % b.values.size()];
    result->values.push_back(left.empty() || right.empty() ? missing : (left == right) == equal ? 1.0 : 0.0);
  }
  return result;
}

Value operated(const RCode& call, Environment& environment) {
  const Value left = evaluate(call.at(0), environment);
  if (call.arguments.size() == 1) {
    const auto numbers = as<Numbers>(left, call.text);
    return combined(Numbers({0}), *numbers, operations().find(call.text)->second);
  }
  const Value right = evaluate(call.at(1), environment);
  const auto left_texts = std::dynamic_pointer_cast<const Texts>(left);
  const auto right_texts = std::dynamic_pointer_cast<const Texts>(right);
  if (left_texts && right_texts && (call.is("==") || call.is("!="))) {
    return texts_compared(*left_texts, *right_texts, call.is("=="));
  }
  const auto a = as<Numbers>(left, call.text);
  const auto b = as<Numbers>(right, call.text);
  const auto compared = comparisons().find(call.text);
  if (compared == comparisons().end()) {
    return combined(*a, *b, operations().find(call.text)->second);
  }
  auto result = combined(*a, *b, compared->second);
  result->truth = true;
  return result;
}

template <typename Each>
Value each_number(const RCode& call, Environment& environment, Each each) {
  const auto given = as<Numbers>(evaluate(call.at(0), environment), call.text);
  auto result = std::make_shared<Numbers>();
  result->names = given->names;
  for (const double value : given->values) {
    result->values.push_back(each(value));
  }
  return result;
}

Value r_not(const RCode& call, Environment& environment) {
  const auto given = as<Numbers>(evaluate(call.at(0), environment), "!");
  auto result = std::make_shared<Numbers>();
  result->truth = true;
  for (const double value : given->values) {
    result->values.push_back(std::isnan(value) ? missing : value == 0 ? 1.0 : 0.0);
  }
  return result;
}

Value is_na(const RCode& call, Environment& environment) {
  const Value value = evaluate(call.at(0), environment);
  auto result = std::make_shared<Numbers>();
  result->truth = true;
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    for (const std::string& one : texts->values) {
      result->values.push_back(one.empty() ? 1 : 0);
    }
    return result;
  }
  for (const double one : as<Numbers>(value, "is.na")->values) {
    result->values.push_back(std::isnan(one) ? 1 : 0);
  }
  return result;
}

Value in(const RCode& call, Environment& environment) {
  const Value left = evaluate(call.at(0), environment);
  const Value right = evaluate(call.at(1), environment);
  auto result = std::make_shared<Numbers>();
  result->truth = true;
  const auto fill = [&](const auto& wanted, const auto& among) {
    for (const auto& one : wanted) {
      result->values.push_back(std::ranges::find(among, one) != among.end() ? 1 : 0);
    }
  };
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(left)) {
    fill(texts->values, as<Texts>(right, "%in%")->values);
  } else {
    fill(as<Numbers>(left, "%in%")->values, as<Numbers>(right, "%in%")->values);
  }
  return result;
}

Value range(const RCode& call, Environment& environment) {
  std::vector<double> values;
  const double last = one_number(evaluate(call.at(1), environment), ":");
  for (double value = one_number(evaluate(call.at(0), environment), ":"); value <= last; ++value) {
    values.push_back(value);
  }
  return numbers(std::move(values));
}

Value listed(const RCode& call, Environment& environment) {
  auto list = std::make_shared<List>();
  for (const auto& [name, code] : call.arguments) {
    list->items.emplace_back(name, evaluate(code, environment));
  }
  return list;
}

Value concatenated(const RCode& call, Environment& environment) {
  std::vector<std::pair<std::string, Value>> parts;
  bool texts = false;
  bool lists = false;
  for (const auto& [name, code] : call.arguments) {
    parts.emplace_back(name, evaluate(code, environment));
    texts = texts || parts.back().second->kind() == "texts";
    lists = lists || parts.back().second->kind() == "a list" || parts.back().second->kind() == "code";
  }
  if (lists) {
    auto list = std::make_shared<List>();
    list->items = std::move(parts);
    return list;
  }
  if (texts) {
    auto result = std::make_shared<Texts>(std::vector<std::string>{});
    for (const auto& [name, part] : parts) {
      for (const std::string& one : as<Texts>(part, "c")->values) {
        result->values.push_back(one);
      }
    }
    return result;
  }
  auto result = std::make_shared<Numbers>();
  bool named = false;
  for (const auto& [name, part] : parts) {
    const auto some = as<Numbers>(part, "c");
    for (std::size_t i = 0; i < some->values.size(); ++i) {
      const std::string own = some->names.empty() ? std::string() : some->names[i];
      result->values.push_back(some->values[i]);
      result->names.push_back(name.empty() ? own : own.empty() ? name : name + "." + own);
      named = named || !result->names.back().empty();
    }
  }
  if (!named) {
    result->names.clear();
  }
  return result;
}

Value sum(const RCode& call, Environment& environment) {
  const auto given = as<Numbers>(evaluate(call.at(0), environment), "sum");
  num::Sum total;
  for (const double value : given->values) {
    total += value;
  }
  return number(total.value());
}

Value length(const RCode& call, Environment& environment) {
  const Value value = evaluate(call.at(0), environment);
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    return number(static_cast<double>(texts->values.size()));
  }
  return number(static_cast<double>(as<Numbers>(value, "length")->values.size()));
}

Value rounded(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double value) { return std::nearbyint(value); });
}

// What remains of numbers when their names, or the rows and columns of a matrix, are forgotten.
Value as_vector(const RCode& call, Environment& environment) {
  const Value value = evaluate(call.at(0), environment);
  if (const auto matrix = std::dynamic_pointer_cast<const Matrix>(value)) {
    const auto flat = matrix->values.reshaped();
    return numbers(std::vector<double>(flat.begin(), flat.end()));
  }
  if (const auto some = std::dynamic_pointer_cast<const Numbers>(value)) {
    return numbers(some->values);
  }
  return value;
}

Value same(const RCode& call, Environment& environment) {
  return evaluate(call.at(0), environment);
}

Value applied(const RCode& call, Environment& environment) {
  const auto list = as<List>(evaluate(call.at(0), environment), "lapply");
  auto result = std::make_shared<List>();
  for (const auto& [name, item] : list->items) {
    Environment inside(environment, nullptr);
    inside.bind(".item", item);
    inside.bind(".function", evaluate(call.at(1), environment));
    result->items.emplace_back(name, evaluate(r_call(".function", {{"", r_name(".item")}}), inside));
  }
  return result;
}

// tryCatch(expression, error = function(e) ...): R's error, or ours in its place.
Value try_catch(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"expr", "...", "error"});
  std::string message;
  try {
    return arguments.value("expr");
  } catch (const Error& error) {
    message = error.what();
  } catch (const RStops& stop) {
    message = stop.what();
  }
  Environment inside(environment, nullptr);
  auto condition = std::make_shared<List>();
  condition->items.emplace_back("message", text(message));
  inside.bind(".condition", condition);
  inside.bind(".handler", arguments.value("error"));
  return evaluate(r_call(".handler", {{"", r_name(".condition")}}), inside);
}

Value condition_message(const RCode& call, Environment& environment) {
  return evaluate(call.at(0), environment)->member("message");
}

Value exponential(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double value) { return std::exp(value); });
}
Value logarithm(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double value) { return std::log(value); });
}
Value square_root(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double value) { return std::sqrt(value); });
}
Value absolute(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double value) { return std::fabs(value); });
}

const Family family{
    {"+", operated},
    {"-", operated},
    {"*", operated},
    {"/", operated},
    {"^", operated},
    {"==", operated},
    {"!=", operated},
    {"<", operated},
    {"<=", operated},
    {">", operated},
    {">=", operated},
    {"&", operated},
    {"|", operated},
    {"!", r_not},
    {"%in%", in},
    {":", range},
    {"is.na", is_na},
    {"c", concatenated},
    {"list", listed},
    {"sum", sum},
    {"length", length},
    {"round", rounded},
    {"exp", exponential},
    {"log", logarithm},
    {"sqrt", square_root},
    {"abs", absolute},
    {"I", same},
    {"suppressWarnings", same},
    {"as.numeric", same},
    {"as.data.frame", same},
    {"as.vector", as_vector},
    {"unname", as_vector},
    {"lapply", applied},
    {"tryCatch", try_catch},
    {"conditionMessage", condition_message},
};

}  // namespace

}  // namespace kith::oracles
