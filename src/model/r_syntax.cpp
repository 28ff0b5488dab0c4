#include "model/r_syntax.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/problem.h"

namespace kith::model {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || (static_cast<unsigned char>(c) >= 0x80);
}
bool continues_name(char c) {
  return starts_name(c) || is_digit(c) || c == '_';
}

// How tightly a binary operator binds; 0: it is none.
int binding(std::string_view op) {
  struct Level {
    std::string_view op;
    int level;
  };
  static constexpr std::array<Level, 19> levels{{{"~", 1},
                                                 {"|", 2},
                                                 {"||", 2},
                                                 {"&", 3},
                                                 {"&&", 3},
                                                 {"==", 5},
                                                 {"!=", 5},
                                                 {"<", 5},
                                                 {">", 5},
                                                 {"<=", 5},
                                                 {">=", 5},
                                                 {"+", 6},
                                                 {"-", 6},
                                                 {"*", 7},
                                                 {"/", 7},
                                                 {"%%", 8},
                                                 {":", 9},
                                                 {"^", 11},
                                                 {"**", 11}}};
  if (op.size() > 2 && op.front() == '%') {
    return 8;
  }
  const auto* found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.op == op; });
  return found == levels.end() ? 0 : found->level;
}

constexpr int not_level = 4;
constexpr int sign_level = 10;

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  RNode all() {
    RNode node = expression(1);
    blanks();
    if (at_ < text_.size()) {
      fail("is not understood here");
    }
    return node;
  }

 private:
  static constexpr int deepest = 200;

  [[noreturn]] void fail(std::string_view why) {
    const std::string_view rest = text_.substr(at_, 12);
    throw Error({"bad-formula",
                 rest.empty() ? fmt::format("the formula `{}` ends too early", text_)
                              : fmt::format("in the formula `{}`, `{}` {}", text_, rest, why),
                 {},
                 "formulas are written as in R: y ~ a + b * c"});
  }

  void blanks() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      ++at_;
    }
  }

  // The operator that stands here, without taking it.
  std::string_view operator_here() {
    blanks();
    const std::string_view rest = text_.substr(at_);
    if (rest.empty()) {
      return {};
    }
    if (rest.front() == '%') {
      const std::size_t end = rest.find('%', 1);
      return end == std::string_view::npos ? std::string_view{} : rest.substr(0, end + 1);
    }
    for (const std::size_t size : {2UL, 1UL}) {
      if (rest.size() >= size && binding(rest.substr(0, size)) > 0) {
        return rest.substr(0, size);
      }
    }
    return {};
  }

  static RNode call(std::string_view function, std::vector<RNode> arguments) {
    RNode node{.kind = RNode::Kind::Call, .text = std::string(function), .arguments = std::move(arguments)};
    node.argument_names.resize(node.arguments.size());
    return node;
  }

  RNode expression(int lowest) {
    if (++depth_ > deepest) {
      fail("is nested too deeply");
    }
    RNode left = prefix(lowest);
    while (true) {
      const std::string_view op = operator_here();
      const int level = op.empty() ? 0 : binding(op);
      if (level < lowest || level == 0) {
        --depth_;
        return left;
      }
      at_ += op.size();
      const bool from_right = level == binding("^");
      std::vector<RNode> sides;
      sides.push_back(std::move(left));
      // Behind ^ a sign is part of the exponent: 2^-1.
      sides.push_back(expression(from_right ? sign_level : level + 1));
      left = call(op == "**" ? "^" : op, std::move(sides));
    }
  }

  RNode prefix(int lowest) {
    blanks();
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '-' || c == '+') {
      ++at_;
      return call(std::string_view(&c, 1), {expression(std::max(lowest, sign_level))});
    }
    if (c == '!') {
      ++at_;
      return call("!", {expression(not_level)});
    }
    if (c == '~') {
      ++at_;
      return call("~", {expression(2)});
    }
    return primary();
  }

  RNode primary() {
    blanks();
    if (at_ >= text_.size()) {
      fail("");
    }
    const char c = text_[at_];
    if (c == '(') {
      ++at_;
      RNode inside = expression(1);
      take(')');
      return call("(", {std::move(inside)});
    }
    if (is_digit(c) || (c == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) {
      return number();
    }
    if (c == '"' || c == '\'') {
      return {.kind = RNode::Kind::Text, .text = quoted(c)};
    }
    if (c == '`') {
      return after_name(quoted(c));
    }
    if (!starts_name(c)) {
      fail("is not understood here");
    }
    const std::size_t first = at_;
    while (at_ < text_.size() && continues_name(text_[at_])) {
      ++at_;
    }
    return after_name(std::string(text_.substr(first, at_ - first)));
  }

  RNode after_name(std::string name) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != '(') {
      return {.kind = RNode::Kind::Name, .text = std::move(name)};
    }
    ++at_;
    RNode node{.kind = RNode::Kind::Call, .text = std::move(name)};
    blanks();
    if (at_ < text_.size() && text_[at_] == ')') {
      ++at_;
      return node;
    }
    while (true) {
      RNode argument = expression(1);
      std::string argument_name;
      blanks();
      if (argument.kind == RNode::Kind::Name && at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        argument_name = argument.text;
        argument = expression(1);
      }
      node.arguments.push_back(std::move(argument));
      node.argument_names.push_back(std::move(argument_name));
      blanks();
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        continue;
      }
      take(')');
      return node;
    }
  }

  RNode number() {
    double value = 0;
    const char* first = text_.data() + at_;
    const auto result = std::from_chars(first, text_.data() + text_.size(), value);
    if (result.ec != std::errc()) {
      fail("is not a number");
    }
    at_ += static_cast<std::size_t>(result.ptr - first);
    if (at_ < text_.size() && text_[at_] == 'L') {
      ++at_;
    }
    return {.kind = RNode::Kind::Number,
            .number = value,
            .text = std::string(first, static_cast<std::size_t>(text_.data() + at_ - first))};
  }

  std::string quoted(char mark) {
    std::string inside;
    for (++at_; at_ < text_.size() && text_[at_] != mark; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      }
      inside += text_[at_];
    }
    take(mark);
    return inside;
  }

  void take(char c) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != c) {
      fail(fmt::format("stands where `{}` is expected", c));
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

std::string quoted_name(const std::string& name) {
  const bool plain =
      !name.empty() && starts_name(name.front()) && std::all_of(name.begin(), name.end(), continues_name);
  return plain ? name : fmt::format("`{}`", name);
}

// R writes 15 significant digits.
std::string number_text(const RNode& node) {
  return node.text.ends_with('L') ? node.text : fmt::format("{:.15g}", node.number);
}

bool spaced(std::string_view op) {
  return op != "^" && op != ":" && op != "/";
}

std::string call_text(const RNode& node) {
  const bool is_operator = binding(node.text) > 0;
  if (node.text == "(") {
    return fmt::format("({})", deparse(node.arguments.front()));
  }
  if (node.text == "!" || (is_operator && node.arguments.size() == 1)) {
    return node.text + deparse(node.arguments.front());
  }
  if (is_operator && node.arguments.size() == 2) {
    return fmt::format(fmt::runtime(spaced(node.text) ? "{} {} {}" : "{}{}{}"), deparse(node.arguments[0]), node.text,
                       deparse(node.arguments[1]));
  }
  std::string text = quoted_name(node.text) + "(";
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    text += i == 0 ? "" : ", ";
    text += node.argument_names[i].empty() ? "" : node.argument_names[i] + " = ";
    text += deparse(node.arguments[i]);
  }
  return text + ")";
}

void collect_names(const RNode& node, std::vector<std::string>& names) {
  if (node.kind == RNode::Kind::Name && node.text != "TRUE" && node.text != "FALSE" && node.text != "NA" &&
      std::find(names.begin(), names.end(), node.text) == names.end()) {
    names.push_back(node.text);
  }
  for (const RNode& argument : node.arguments) {
    collect_names(argument, names);
  }
}

}  // namespace

RNode parse_r(std::string_view text) {
  return Parser(text).all();
}

std::string deparse(const RNode& node) {
  switch (node.kind) {
    case RNode::Kind::Number:
      return number_text(node);
    case RNode::Kind::Text:
      return fmt::format("\"{}\"", node.text);
    case RNode::Kind::Name:
      return quoted_name(node.text);
    case RNode::Kind::Call:
      return call_text(node);
  }
  return {};
}

std::vector<std::string> names_in(const RNode& node) {
  std::vector<std::string> names;
  collect_names(node, names);
  return names;
}

}  // namespace kith::model
