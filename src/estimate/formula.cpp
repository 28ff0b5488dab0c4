#include "estimate/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.h"

namespace kith::estimate {

enum class Step { Number, Measure, Negate, Add, Subtract, Multiply, Divide, Log, Exp, Sqrt };

struct Formula::Node {
  Step step = Step::Number;
  double number = 0;
  std::size_t measure = 0;
  std::vector<std::shared_ptr<const Node>> parts{};
};

namespace {

using Node = Formula::Node;
using NodePointer = std::shared_ptr<const Node>;

NodePointer node(Step step, std::vector<NodePointer> parts) {
  return std::make_shared<const Node>(Node{.step = step, .parts = std::move(parts)});
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  NodePointer all() {
    NodePointer result = sum();
    if (here() != '\0') {
      fail("an operator");
    }
    return result;
  }
  std::vector<Call> measures() { return std::move(measures_); }

 private:
  [[noreturn]] void fail(std::string_view expected) const {
    throw Error({"bad-measure",
                 fmt::format("`{}`: {} was expected at character {}", text_, expected, at_ + 1),
                 {},
                 "write measures, numbers, + - * / and log, exp, sqrt: contrast(mean(a) / mean(b) - 1)"});
  }

  char here() {
    while (at_ < text_.size() && text_[at_] == ' ') {
      ++at_;
    }
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool take(char c) {
    const bool found = here() == c;
    at_ += found ? 1 : 0;
    return found;
  }

  NodePointer sum() {
    NodePointer left = product();
    for (;;) {
      if (take('+')) {
        left = node(Step::Add, {left, product()});
      } else if (take('-')) {
        left = node(Step::Subtract, {left, product()});
      } else {
        return left;
      }
    }
  }

  NodePointer product() {
    NodePointer left = sign();
    for (;;) {
      if (take('*')) {
        left = node(Step::Multiply, {left, sign()});
      } else if (take('/')) {
        left = node(Step::Divide, {left, sign()});
      } else {
        return left;
      }
    }
  }

  NodePointer sign() {
    if (take('-')) {
      return node(Step::Negate, {sign()});
    }
    if (take('(')) {
      NodePointer inner = sum();
      if (!take(')')) {
        fail("`)`");
      }
      return inner;
    }
    const char c = here();
    if ((c >= '0' && c <= '9') || c == '.') {
      return number();
    }
    return called();
  }

  NodePointer number() {
    double value = 0;
    const char* first = text_.data() + at_;
    const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), value);
    if (error != std::errc()) {
      fail("a number");
    }
    at_ += static_cast<std::size_t>(end - first);
    return std::make_shared<const Node>(Node{.step = Step::Number, .number = value});
  }

  // A function of a formula, or a measure up to its closing parenthesis.
  NodePointer called() {
    const std::size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_')) {
      ++at_;
    }
    const std::string_view name = text_.substr(start, at_ - start);
    if (name.empty() || here() != '(') {
      at_ = start;
      fail("a measure or a number");
    }
    for (const auto& [function, step] : {std::pair{"log", Step::Log}, {"exp", Step::Exp}, {"sqrt", Step::Sqrt}}) {
      if (name == function) {
        take('(');
        NodePointer inner = sum();
        if (!take(')')) {
          fail("`)`");
        }
        return node(step, {inner});
      }
    }
    at_ = closing(at_);
    measures_.push_back(parse_measure(text_.substr(start, at_ - start)));
    return std::make_shared<const Node>(Node{.step = Step::Measure, .measure = measures_.size() - 1});
  }

  std::size_t closing(std::size_t open) {
    const std::optional<std::size_t> close = closing_parenthesis(text_, open);
    if (!close) {
      fail("`)`");
    }
    return *close + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Call> measures_;
};

// a and b with the weights of their gradients in the result.
Point combine(double value, const Point& a, double slope_a, const Point& b, double slope_b) {
  Point result{value, std::vector<double>(a.gradient.size())};
  for (std::size_t k = 0; k < result.gradient.size(); ++k) {
    result.gradient[k] = slope_a * a.gradient[k] + slope_b * b.gradient[k];
  }
  return result;
}

Point evaluate(const Node& formula, std::span<const double> values) {
  if (formula.step == Step::Number || formula.step == Step::Measure) {
    Point leaf{formula.number, std::vector<double>(values.size())};
    if (formula.step == Step::Measure) {
      leaf.value = values[formula.measure];
      leaf.gradient[formula.measure] = 1;
    }
    return leaf;
  }
  Point a = evaluate(*formula.parts[0], values);
  const Point b = formula.parts.size() > 1 ? evaluate(*formula.parts[1], values) : a;
  switch (formula.step) {
    case Step::Add:
      return combine(a.value + b.value, a, 1, b, 1);
    case Step::Subtract:
      return combine(a.value - b.value, a, 1, b, -1);
    case Step::Multiply:
      return combine(a.value * b.value, a, b.value, b, a.value);
    case Step::Divide:
      return combine(a.value / b.value, a, 1 / b.value, b, -a.value / (b.value * b.value));
    case Step::Negate:
      return combine(-a.value, a, -1, b, 0);
    case Step::Log:
      return combine(std::log(a.value), a, 1 / a.value, b, 0);
    case Step::Exp:
      return combine(std::exp(a.value), a, std::exp(a.value), b, 0);
    case Step::Sqrt:
      return combine(std::sqrt(a.value), a, 1 / (2 * std::sqrt(a.value)), b, 0);
    case Step::Number:
    case Step::Measure:
      break;
  }
  return a;
}

std::string written(const Node& formula, const std::vector<Call>& measures) {
  const auto part = [&](std::size_t k) { return written(*formula.parts[k], measures); };
  const auto infix = [&](std::string_view sign) { return fmt::format("({} {} {})", part(0), sign, part(1)); };
  switch (formula.step) {
    case Step::Number:
      return text::exact(formula.number);
    case Step::Measure:
      return call_text(measures[formula.measure].kind->name, measures[formula.measure].arguments);
    case Step::Negate:
      return fmt::format("-{}", part(0));
    case Step::Add:
      return infix("+");
    case Step::Subtract:
      return infix("-");
    case Step::Multiply:
      return infix("*");
    case Step::Divide:
      return infix("/");
    case Step::Log:
      return fmt::format("log({})", part(0));
    case Step::Exp:
      return fmt::format("exp({})", part(0));
    case Step::Sqrt:
      return fmt::format("sqrt({})", part(0));
  }
  return {};
}

}  // namespace

Formula Formula::parse(std::string_view text) {
  Parser parser(text);
  Formula result;
  result.root_ = parser.all();
  result.measures_ = parser.measures();
  if (result.measures_.empty()) {
    throw Error({"bad-measure", fmt::format("`{}` has no measure in it", text), {}, "for example mean(a) - mean(b)"});
  }
  return result;
}

std::optional<Point> Formula::at(std::span<const double> values) const {
  Point point = evaluate(*root_, values);
  const bool finite = std::isfinite(point.value) &&
                      std::ranges::all_of(point.gradient, [](double slope) { return std::isfinite(slope); });
  return finite ? std::optional(std::move(point)) : std::nullopt;
}

std::string Formula::text() const {
  std::string whole = written(*root_, measures_);
  const bool wrapped = whole.size() > 1 && whole.front() == '(' && closing_parenthesis(whole, 0) == whole.size() - 1;
  return wrapped ? whole.substr(1, whole.size() - 2) : whole;
}

}  // namespace kith::estimate
