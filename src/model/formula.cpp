#include "model/formula.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/problem.h"

namespace kith::model {

namespace {

[[noreturn]] void fail(const std::string& message, std::string hint = {}) {
  throw Error({"bad-formula", message, {}, std::move(hint)});
}

class Reader {
 public:
  Formula formula;

  using Terms = std::vector<VariableSet>;

  Terms read(const RNode& node) {
    if (node.kind == RNode::Kind::Number) {
      return constant(node);
    }
    if (node.kind == RNode::Kind::Name && node.text == ".") {
      fail("a formula with `.` for all other columns is not known here", "name the columns");
    }
    if (node.is_call("(", 1)) {
      return read(node.arguments[0]);
    }
    if (node.is_call("+", 1)) {
      return read(node.arguments[0]);
    }
    if (node.is_call("-", 1)) {
      return without({}, node.arguments[0]);
    }
    if (node.is_call("-", 2)) {
      return without(read(node.arguments[0]), node.arguments[1]);
    }
    if (node.kind == RNode::Kind::Call && node.arguments.size() == 2) {
      const RNode& left = node.arguments[0];
      const RNode& right = node.arguments[1];
      if (node.text == "+") {  // the left side first: variables are numbered as they appear
        Terms first = read(left);
        return both(std::move(first), read(right));
      }
      if (node.text == ":" || node.text == "%in%") {
        const Terms first = read(left);
        return crossed(first, read(right));
      }
      if (node.text == "*") {
        const Terms first = read(left);
        const Terms second = read(right);
        return both(both(first, second), crossed(first, second));
      }
      if (node.text == "/") {
        const Terms first = read(left);
        VariableSet all;
        for (const VariableSet& term : first) {
          all |= term;
        }
        return both(first, crossed({all}, read(right)));
      }
      if (node.text == "^") {
        return power(read(left), right);
      }
    }
    if (node.kind == RNode::Kind::Call && node.text == "offset") {
      if (node.arguments.size() != 1) {
        fail("offset() takes one argument");
      }
      formula.offsets.push_back(node.arguments[0]);
      return {};
    }
    return {VariableSet().set(variable(node))};
  }

  void finish(Terms terms) {
    std::stable_sort(terms.begin(), terms.end(),
                     [](const VariableSet& a, const VariableSet& b) { return a.count() < b.count(); });
    for (const VariableSet& term : terms) {
      std::string label;
      for (std::size_t v = 0; v < formula.variables.size(); ++v) {
        if (term.test(v)) {
          label += (label.empty() ? "" : ":") + deparse(formula.variables[v]);
        }
      }
      formula.terms.push_back({term, std::move(label)});
    }
  }

 private:
  static Terms both(Terms first, const Terms& second) {
    for (const VariableSet& term : second) {
      if (std::find(first.begin(), first.end(), term) == first.end()) {
        first.push_back(term);
      }
    }
    return first;
  }

  static Terms crossed(const Terms& first, const Terms& second) {
    Terms result;
    for (const VariableSet& a : first) {
      for (const VariableSet& b : second) {
        result = both(std::move(result), {a | b});
      }
    }
    return result;
  }

  static Terms power(const Terms& base, const RNode& exponent) {
    const double order = exponent.number;
    if (exponent.kind != RNode::Kind::Number || order < 1 || order > 20 || order != static_cast<int>(order)) {
      fail(fmt::format("`^{}` is no order of interactions", deparse(exponent)), "for a power of a number write I(x^2)");
    }
    Terms result = base;
    for (int k = 1; k < static_cast<int>(order); ++k) {
      result = both(result, crossed(result, base));
    }
    return result;
  }

  Terms constant(const RNode& node) {
    if (node.number != 0 && node.number != 1) {
      fail(fmt::format("the number {} is no term", deparse(node)), "1 is the intercept, 0 leaves it out; or I(...)");
    }
    formula.intercept = (node.number == 1) != negative_;
    formula.explicit_intercept = formula.explicit_intercept || (node.number == 1 && !negative_);
    return {};
  }

  Terms without(Terms terms, const RNode& removed) {
    negative_ = !negative_;
    const Terms gone = read(removed);
    negative_ = !negative_;
    std::erase_if(terms,
                  [&](const VariableSet& term) { return std::find(gone.begin(), gone.end(), term) != gone.end(); });
    return terms;
  }

  std::size_t variable(const RNode& node) {
    const std::string text = deparse(node);
    if (formula.response && text == deparse(*formula.response)) {
      fail(fmt::format("`{}` stands on both sides of the formula", text));
    }
    for (std::size_t v = 0; v < formula.variables.size(); ++v) {
      if (deparse(formula.variables[v]) == text) {
        return v;
      }
    }
    if (formula.variables.size() == max_variables) {
      fail(fmt::format("more than {} variables", max_variables));
    }
    formula.variables.push_back(node);
    return formula.variables.size() - 1;
  }

  bool negative_ = false;  // inside what is taken away
};

std::vector<std::string> pieces(std::string_view label) {
  std::vector<std::string> result(1);
  int depth = 0;
  for (const char c : label) {
    depth += c == '(' ? 1 : (c == ')' ? -1 : 0);
    if (c == ':' && depth == 0) {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace

std::optional<std::size_t> Formula::term(std::string_view label) const {
  for (std::size_t t = 0; t < terms.size(); ++t) {
    if (pieces(terms[t].label) == pieces(label)) {
      return t;
    }
  }
  return std::nullopt;
}

std::vector<std::string> Formula::columns() const {
  std::vector<std::string> result;
  const auto add = [&](const RNode& node) {
    for (std::string& name : names_in(node)) {
      if (std::find(result.begin(), result.end(), name) == result.end()) {
        result.push_back(std::move(name));
      }
    }
  };
  if (response) {
    add(*response);
  }
  std::for_each(variables.begin(), variables.end(), add);
  std::for_each(offsets.begin(), offsets.end(), add);
  return result;
}

Formula parse_formula(std::string_view text) {
  const RNode node = parse_r(text);
  Reader reader;
  reader.formula.text = deparse(node);
  if (node.is_call("~", 2)) {
    reader.formula.response = node.arguments[0];
  } else if (!node.is_call("~", 1)) {
    fail(fmt::format("`{}` has no `~`", text), "a formula is written as in R: y ~ a + b");
  }
  reader.finish(reader.read(node.arguments.back()));
  return std::move(reader.formula);
}

Formula without(const Formula& formula, const std::vector<std::size_t>& terms) {
  Formula result = formula;
  result.terms.clear();
  for (std::size_t t = 0; t < formula.terms.size(); ++t) {
    if (std::find(terms.begin(), terms.end(), t) == terms.end()) {
      result.terms.push_back(formula.terms[t]);
    } else {
      result.text += " - " + formula.terms[t].label;
    }
  }
  return result;
}

}  // namespace kith::model
