// What stands in a formula, worked out row by row (model/variable.h has the list of what is known).
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/problem.h"
#include "model/column_variable.h"
#include "model/variable.h"

namespace kith::model {

namespace {

[[noreturn]] void fail(const RNode& node, const std::string& why, std::string hint = {}) {
  throw Error({"bad-formula", fmt::format("`{}` {}", deparse(node), why), {}, std::move(hint)});
}

using OneNumber = double (*)(double);
using TwoNumbers = double (*)(double, double);

const std::map<std::string_view, OneNumber>& functions() {
  static const std::map<std::string_view, OneNumber> list{{"log", [](double x) { return std::log(x); }},
                                                          {"log2", [](double x) { return std::log2(x); }},
                                                          {"log10", [](double x) { return std::log10(x); }},
                                                          {"log1p", [](double x) { return std::log1p(x); }},
                                                          {"exp", [](double x) { return std::exp(x); }},
                                                          {"expm1", [](double x) { return std::expm1(x); }},
                                                          {"sqrt", [](double x) { return std::sqrt(x); }},
                                                          {"abs", [](double x) { return std::fabs(x); }},
                                                          {"floor", [](double x) { return std::floor(x); }},
                                                          {"ceiling", [](double x) { return std::ceil(x); }},
                                                          {"round", [](double x) { return std::nearbyint(x); }},
                                                          {"trunc", [](double x) { return std::trunc(x); }},
                                                          {"sin", [](double x) { return std::sin(x); }},
                                                          {"cos", [](double x) { return std::cos(x); }},
                                                          {"tan", [](double x) { return std::tan(x); }},
                                                          {"as.numeric", [](double x) { return x; }},
                                                          {"as.integer", [](double x) { return std::trunc(x); }},
                                                          {"I", [](double x) { return x; }},
                                                          {"(", [](double x) { return x; }},
                                                          {"+", [](double x) { return x; }},
                                                          {"-", [](double x) { return -x; }}};
  return list;
}

const std::map<std::string_view, TwoNumbers>& arithmetic() {
  static const std::map<std::string_view, TwoNumbers> list{
      {"+", [](double a, double b) { return a + b; }},
      {"-", [](double a, double b) { return a - b; }},
      {"*", [](double a, double b) { return a * b; }},
      {"/", [](double a, double b) { return a / b; }},
      {"^", [](double a, double b) { return std::pow(a, b); }},
      {"%%", [](double a, double b) { return a - b * std::floor(a / b); }},
      {"log", [](double a, double b) { return std::log(a) / std::log(b); }},
      {"round", [](double a, double b) { return std::nearbyint(a * std::pow(10, b)) / std::pow(10, b); }}};
  return list;
}

const std::map<std::string_view, TwoNumbers>& comparisons() {
  static const std::map<std::string_view, TwoNumbers> list{
      {"==", [](double a, double b) { return a == b ? 1.0 : 0.0; }},
      {"!=", [](double a, double b) { return a != b ? 1.0 : 0.0; }},
      {"<", [](double a, double b) { return a < b ? 1.0 : 0.0; }},
      {">", [](double a, double b) { return a > b ? 1.0 : 0.0; }},
      {"<=", [](double a, double b) { return a <= b ? 1.0 : 0.0; }},
      {">=", [](double a, double b) { return a >= b ? 1.0 : 0.0; }}};
  return list;
}

// One number a row, or one for all of them; NaN is missing.
struct Cells {
  std::vector<double> values;
  bool constant = false;
  bool logical = false;

  double at(std::size_t row) const { return constant ? values.front() : values[row]; }
};

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

class Evaluation {
 public:
  Evaluation(const data::Table& table, std::span<const std::uint8_t> rows) : table_(table), rows_(rows) {}

  Variable factor(const RNode& node) {
    if (node.kind == RNode::Kind::Name) {
      return to_factor(column_variable(table_.column(node.text)));
    }
    if (is_function(node, "factor") || is_function(node, "as.factor")) {
      return factor_call(node);
    }
    if (is_function(node, "relevel")) {
      return relevelled(node);
    }
    if (is_function(node, "C")) {
      Variable result = factor(node.arguments[0]);
      if (node.arguments.size() != 2 || node.arguments[1].kind == RNode::Kind::Number) {
        fail(node, "needs the name of its contrasts", "C(x, contr.sum)");
      }
      const RNode& named = node.arguments[1];
      result.contrast = contrast_named(named.text);
      return result;
    }
    return from_cells(cells(node));
  }

  Variable polynomial(const RNode& node, const Variable* like) {
    std::size_t degree = 1;
    bool raw = false;
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
      const RNode& argument = node.arguments[i];
      if (node.argument_names[i] == "raw") {
        raw = argument.text == "TRUE" || argument.text == "T";
      } else if (argument.kind == RNode::Kind::Number && argument.number >= 1 && argument.number <= 20) {
        degree = static_cast<std::size_t>(argument.number);
      } else {
        fail(node, "is not understood", "poly(x, 2), poly(x, 2, raw = TRUE)");
      }
    }
    Variable result = from_cells(cells(node.arguments.front()));
    if (result.kind != Variable::Kind::Numbers) {
      fail(node, "needs numbers");
    }
    const std::size_t rows = table_.rows();
    if (!raw && like != nullptr) {
      result.basis = like->basis;
    } else if (!raw) {
      std::vector<unsigned char> used(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        used[row] = rows_[row] != 0 && result.has(row) ? 1 : 0;
      }
      result.basis = polynomial_basis({result.numbers.begin(), result.numbers.end()}, used, degree);
    }
    auto own = std::make_shared<std::vector<double>>(rows * degree);
    for (std::size_t row = 0; row < rows; ++row) {
      const double x = result.numbers[row];
      std::vector<double> powers = raw || !result.basis ? std::vector<double>(degree) : result.basis->at(x);
      for (std::size_t k = 0; k < degree; ++k) {
        powers[k] = raw ? std::pow(x, static_cast<double>(k + 1)) : powers[k];
        (*own)[k * rows + row] = result.has(row) ? powers[k] : 0.0;
      }
    }
    result.kind = Variable::Kind::Polynomial;
    result.degree = degree;
    result.numbers = *own;
    result.own = std::move(own);
    return result;
  }

  Variable from_cells(Cells cells) const {
    Variable variable;
    const std::size_t rows = table_.rows();
    if (cells.constant) {
      cells.values.assign(rows, cells.values.front());
    }
    for (std::size_t row = 0; row < rows; ++row) {
      if (std::isnan(cells.values[row])) {
        variable.missing.resize(rows);
        variable.missing[row] = 1;
        cells.values[row] = 0;
      }
    }
    if (cells.logical) {
      variable.kind = Variable::Kind::Factor;
      variable.levels = {"FALSE", "TRUE"};
      variable.level_values = {0, 1};
      variable.codes.resize(rows);
      for (std::size_t row = 0; row < rows; ++row) {
        variable.codes[row] =
            !variable.has(row) ? no_level : (cells.values[row] != 0 ? std::uint16_t{1} : std::uint16_t{0});
      }
      return variable;
    }
    auto own = std::make_shared<std::vector<double>>(std::move(cells.values));
    variable.numbers = *own;
    variable.own = std::move(own);
    return variable;
  }

  Cells cells(const RNode& node) {
    switch (node.kind) {
      case RNode::Kind::Number:
        return {{node.number}, true, false};
      case RNode::Kind::Text:
        fail(node, "is a text where a number is needed");
      case RNode::Kind::Name:
        return name_cells(node);
      case RNode::Kind::Call:
        return call_cells(node);
    }
    return {};
  }

 private:
  static bool is_function(const RNode& node, std::string_view name) {
    return node.kind == RNode::Kind::Call && node.text == name && !node.arguments.empty();
  }

  static const RNode* named_argument(const RNode& node, std::string_view name) {
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
      if (node.argument_names[i] == name) {
        return &node.arguments[i];
      }
    }
    return nullptr;
  }

  static std::string literal(const RNode& node) {
    if (node.kind == RNode::Kind::Number) {
      return fmt::format("{:.15g}", node.number);
    }
    if (node.kind != RNode::Kind::Text) {
      fail(node, "is no text and no number");
    }
    return node.text;
  }

  static std::vector<std::string> literals(const RNode& node) {
    std::vector<std::string> result;
    if (!is_function(node, "c")) {
      result.push_back(literal(node));
      return result;
    }
    for (const RNode& argument : node.arguments) {
      result.push_back(literal(argument));
    }
    return result;
  }

  Variable factor_call(const RNode& node) {
    Variable result = factor(node.arguments.front());
    const RNode* levels = named_argument(node, "levels");
    if (node.arguments.size() > (levels != nullptr ? 2U : 1U)) {
      fail(node, "has an argument that is not known here", "factor(x), factor(x, levels = c(\"a\", \"b\"))");
    }
    return levels == nullptr ? result : reordered(result, literals(*levels), node);
  }

  Variable relevelled(const RNode& node) {
    const Variable before = factor(node.arguments.front());
    const RNode* reference = named_argument(node, "ref");
    if (reference == nullptr && node.arguments.size() == 2) {
      reference = &node.arguments[1];
    }
    if (reference == nullptr) {
      fail(node, "needs the level that is to be first", "relevel(x, ref = \"a\")");
    }
    std::vector<std::string> order{literal(*reference)};
    for (const std::string& level : before.levels) {
      if (before.level(level) != before.level(order.front())) {
        order.push_back(level);
      }
    }
    return reordered(before, order, node);
  }

  // Levels in this order; answers of a level that is not among them are missing.
  Variable reordered(const Variable& before, const std::vector<std::string>& order, const RNode& node) const {
    Variable result;
    result.kind = Variable::Kind::Factor;
    result.ordered = before.ordered;
    std::vector<std::uint16_t> now(before.levels.size(), no_level);
    for (const std::string& text : order) {
      const std::optional<std::uint16_t> old = before.level(text);
      if (!old) {
        fail(node, fmt::format("names the level `{}`, which `{}` does not have", text, before.name));
      }
      now[*old] = static_cast<std::uint16_t>(result.levels.size());
      result.levels.push_back(before.levels[*old]);
      if (!before.level_codes.empty()) {
        result.level_codes.push_back(before.level_codes[*old]);
      }
      if (!before.level_values.empty()) {
        result.level_values.push_back(before.level_values[*old]);
      }
    }
    result.codes.resize(before.codes.size());
    result.missing.resize(before.codes.size());
    for (std::size_t row = 0; row < result.codes.size(); ++row) {
      result.codes[row] = before.codes[row] == no_level ? no_level : now[before.codes[row]];
      result.missing[row] = result.codes[row] == no_level ? 1 : 0;
    }
    return result;
  }

  Cells name_cells(const RNode& node) {
    if (table_.find(node.text) == nullptr) {
      if (node.text == "TRUE" || node.text == "FALSE") {
        return {{node.text == "TRUE" ? 1.0 : 0.0}, true, true};
      }
      if (node.text == "pi") {
        return {{3.14159265358979323846}, true, false};
      }
    }
    return from_variable(column_variable(table_.column(node.text)));
  }

  static Cells from_variable(const Variable& variable) {
    Cells result{as_numbers(variable), false, variable.level_values.size() == 2 && variable.levels.back() == "TRUE"};
    for (std::size_t row = 0; row < result.values.size(); ++row) {
      if (!variable.has(row)) {
        result.values[row] = missing;
      }
    }
    return result;
  }

  Cells each_row(bool constant, bool logical, const std::function<double(std::size_t)>& value) const {
    Cells result{std::vector<double>(constant ? 1 : table_.rows()), constant, logical};
    for (std::size_t row = 0; row < result.values.size(); ++row) {
      result.values[row] = value(row);
    }
    return result;
  }

  Cells two(const RNode& node, TwoNumbers function, bool logical) {
    const Cells a = cells(node.arguments[0]);
    const Cells b = cells(node.arguments[1]);
    return each_row(a.constant && b.constant, logical, [&](std::size_t row) {
      const double x = a.at(row);
      const double y = b.at(row);
      return std::isnan(x) || std::isnan(y) ? missing : function(x, y);
    });
  }

  // Is the answer one of these levels?
  Cells among(const RNode& subject, const std::vector<std::string>& texts, bool negated, bool missing_is_none) {
    const Variable variable = factor(subject);
    std::vector<std::uint8_t> wanted(variable.levels.size());
    for (const std::string& text : texts) {
      if (const std::optional<std::uint16_t> level = variable.level(text)) {
        wanted[*level] = 1;
      } else {
        fail(subject, fmt::format("has no answer `{}`", text));
      }
    }
    return each_row(false, true, [&](std::size_t row) {
      if (variable.codes[row] == no_level) {
        return missing_is_none ? 0.0 : missing;
      }
      return (wanted[variable.codes[row]] != 0) != negated ? 1.0 : 0.0;
    });
  }

  Cells logic(const RNode& node) {
    const Cells a = cells(node.arguments[0]);
    const Cells b = cells(node.arguments[1]);
    const bool both = node.text.starts_with('&');
    return each_row(a.constant && b.constant, true, [&](std::size_t row) {
      const double x = a.at(row);
      const double y = b.at(row);
      const double decides = both ? 0.0 : 1.0;  // one such side decides, whatever the other is
      if ((!std::isnan(x) && (x != 0) == (decides != 0)) || (!std::isnan(y) && (y != 0) == (decides != 0))) {
        return decides;
      }
      return std::isnan(x) || std::isnan(y) ? missing : 1 - decides;
    });
  }

  Cells call_cells(const RNode& node) {
    const std::size_t count = node.arguments.size();
    if (count == 2 && comparisons().contains(node.text)) {
      return comparison(node);
    }
    if (count == 2 && node.text == "%in%") {
      return among(node.arguments[0], literals(node.arguments[1]), false, true);
    }
    if (count == 2 && (node.text == "&" || node.text == "&&" || node.text == "|" || node.text == "||")) {
      return logic(node);
    }
    if (count == 1 && node.text == "!") {
      const Cells a = cells(node.arguments[0]);
      return each_row(a.constant, true,
                      [&](std::size_t row) { return std::isnan(a.at(row)) ? missing : (a.at(row) == 0 ? 1.0 : 0.0); });
    }
    if (count == 1 && node.text == "is.na") {
      const Variable variable = factor(node.arguments[0]);
      return each_row(false, true, [&](std::size_t row) { return variable.codes[row] == no_level ? 1.0 : 0.0; });
    }
    if (count == 3 && node.text == "ifelse") {
      const Cells test = cells(node.arguments[0]);
      const Cells yes = cells(node.arguments[1]);
      const Cells no = cells(node.arguments[2]);
      return each_row(test.constant && yes.constant && no.constant, yes.logical && no.logical, [&](std::size_t row) {
        return std::isnan(test.at(row)) ? missing : (test.at(row) != 0 ? yes.at(row) : no.at(row));
      });
    }
    if (count == 2 && arithmetic().contains(node.text)) {
      return two(node, arithmetic().at(node.text), false);
    }
    if (count == 1 && functions().contains(node.text)) {
      const Cells a = cells(node.arguments[0]);
      const OneNumber function = functions().at(node.text);
      const bool keeps = node.text == "I" || node.text == "(";
      return each_row(a.constant, keeps && a.logical, [&](std::size_t row) { return function(a.at(row)); });
    }
    if (node.text == "factor" || node.text == "as.factor" || node.text == "relevel") {
      return from_variable(factor(node));
    }
    fail(node, "is not known in formulas here", "the functions that are known are listed in docs/model.md");
  }

  Cells comparison(const RNode& node) {
    const RNode& left = node.arguments[0];
    const RNode& right = node.arguments[1];
    const bool text_right = right.kind == RNode::Kind::Text;
    if (text_right || left.kind == RNode::Kind::Text) {
      if (node.text != "==" && node.text != "!=") {
        fail(node, "orders texts", "compare with == or !=, or numbers");
      }
      return among(text_right ? left : right, {text_right ? right.text : left.text}, node.text == "!=", false);
    }
    return two(node, comparisons().at(node.text), true);
  }

  const data::Table& table_;
  std::span<const std::uint8_t> rows_;
};

// The codes that `like` has for the same levels.
void adopt_levels(Variable& variable, const Variable& like) {
  std::vector<std::uint16_t> now(variable.levels.size(), no_level);
  for (std::size_t level = 0; level < now.size(); ++level) {
    now[level] = like.level(variable.levels[level]).value_or(no_level);
  }
  for (std::size_t row = 0; row < variable.codes.size(); ++row) {
    std::uint16_t& code = variable.codes[row];
    if (code != no_level && now[code] == no_level) {
      throw Error({"unknown-level",
                   fmt::format("`{}` has no level `{}` in the model", variable.name, variable.levels[code]),
                   {},
                   ""});
    }
    code = code == no_level ? no_level : now[code];
  }
  variable.levels = like.levels;
  variable.level_codes = like.level_codes;
  variable.level_values = like.level_values;
}

}  // namespace

Variable variable_of(const RNode& node, const data::Table& table, std::span<const std::uint8_t> rows,
                     const Variable* like) {
  Evaluation evaluation(table, rows);
  Variable result;
  const bool makes_factor = node.kind == RNode::Kind::Call && (node.text == "factor" || node.text == "as.factor" ||
                                                               node.text == "relevel" || node.text == "C");
  if (node.kind == RNode::Kind::Name) {
    result = column_variable(table.column(node.text));
  } else if (node.kind == RNode::Kind::Call && node.text == "poly" && !node.arguments.empty()) {
    result = evaluation.polynomial(node, like);
  } else if (makes_factor) {
    result = evaluation.factor(node);
  } else {
    result = evaluation.from_cells(evaluation.cells(node));
  }
  result.name = deparse(node);
  if (like != nullptr && result.is_factor()) {
    adopt_levels(result, *like);
  }
  return result;
}

}  // namespace kith::model
