#include "oracles/r_code.h"

#include <array>
#include <cctype>
#include <optional>

#include "oracles/not_covered.h"

namespace kith::oracles {

namespace {

struct Infix {
  std::string_view symbol;
  int rank;
  bool from_right = false;
};

// The longer of two that begin alike stands first.
constexpr std::array infixes{
    Infix{"<-", 5, true}, Infix{"~", 10},  Infix{"||", 15}, Infix{"|", 15},  Infix{"&&", 20}, Infix{"&", 20},
    Infix{"==", 30},      Infix{"!=", 30}, Infix{"<=", 30}, Infix{">=", 30}, Infix{"<", 30},  Infix{">", 30},
    Infix{"+", 35},       Infix{"-", 35},  Infix{"*", 40},  Infix{"/", 40},  Infix{":", 50},  Infix{"^", 60, true}};
constexpr int special_rank = 45;  // %in%
constexpr std::array signs{Infix{"~", 10}, Infix{"!", 25}, Infix{"-", 55}, Infix{"+", 55}};

class Parser {
 public:
  explicit Parser(std::string_view source) : source_(source) {}

  RCode whole() {
    RCode code = expression(0);
    skip_all();
    if (at_ != source_.size()) {
      fail();
    }
    return code;
  }

 private:
  [[noreturn]] void fail() const { throw NotCovered("R code from `" + std::string(source_.substr(at_, 20)) + "`"); }

  char here() const { return at_ < source_.size() ? source_[at_] : '\0'; }
  static bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_'; }
  void skip_all() {
    while (std::isspace(static_cast<unsigned char>(here())) != 0) {
      ++at_;
    }
  }
  // A line ends an expression of a block, and is space between parentheses.
  void skip() {
    while (std::isspace(static_cast<unsigned char>(here())) != 0 && (!line_ends_ || here() != '\n')) {
      ++at_;
    }
  }
  bool take(std::string_view symbol) {
    if (!source_.substr(at_).starts_with(symbol)) {
      return false;
    }
    at_ += symbol.size();
    return true;
  }
  void expect(std::string_view symbol) {
    skip_all();
    if (!take(symbol)) {
      fail();
    }
  }
  std::string since(std::size_t begin) const {
    std::size_t end = at_;
    while (end > begin && std::isspace(static_cast<unsigned char>(source_[end - 1])) != 0) {
      --end;
    }
    return std::string(source_.substr(begin, end - begin));
  }
  RCode call(std::string function, std::size_t begin, std::vector<std::pair<std::string, RCode>> arguments) const {
    return {RCode::Kind::Call, std::move(function), since(begin), std::move(arguments)};
  }

  std::optional<Infix> infix() const {
    const std::string_view rest = source_.substr(at_);
    if (rest.starts_with("%")) {
      return Infix{rest.substr(0, rest.find('%', 1) + 1), special_rank};
    }
    for (const Infix& one : infixes) {
      if (rest.starts_with(one.symbol)) {
        return one;
      }
    }
    return std::nullopt;
  }

  RCode expression(int rank) {
    skip_all();
    const std::size_t begin = at_;
    RCode left = prefix();
    for (;;) {
      skip();
      const std::optional<Infix> found = infix();
      if (!found || found->rank < rank || found->symbol.empty()) {
        return left;
      }
      at_ += found->symbol.size();
      RCode right = expression(found->from_right ? found->rank : found->rank + 1);
      left = call(std::string(found->symbol), begin, {{"", std::move(left)}, {"", std::move(right)}});
    }
  }

  RCode prefix() {
    const std::size_t begin = at_;
    for (const Infix& sign : signs) {
      if (take(sign.symbol)) {
        RCode operand = expression(sign.rank);
        return call(std::string(sign.symbol), begin, {{"", std::move(operand)}});
      }
    }
    RCode code = postfix(primary());
    return code;
  }

  RCode postfix(RCode code) {
    const std::size_t begin = at_ - code.source.size();
    for (;;) {
      if (take("[[")) {
        auto inside = arguments("]]");
        inside.insert(inside.begin(), {"", std::move(code)});
        code = call("[[", begin, std::move(inside));
      } else if (take("[")) {
        auto inside = arguments("]");
        inside.insert(inside.begin(), {"", std::move(code)});
        code = call("[", begin, std::move(inside));
      } else if (take("$")) {
        RCode member = primary_name();
        code = call("$", begin, {{"", std::move(code)}, {"", std::move(member)}});
      } else {
        return code;
      }
    }
  }

  RCode primary_name() {
    const std::size_t begin = at_;
    if (take("`")) {
      const std::size_t end = source_.find('`', at_);
      if (end == std::string_view::npos) {
        fail();
      }
      std::string name(source_.substr(at_, end - at_));
      at_ = end + 1;
      return {RCode::Kind::Name, std::move(name), since(begin), {}};
    }
    while (is_part(here())) {
      ++at_;
    }
    if (at_ == begin) {
      fail();
    }
    return {RCode::Kind::Name, since(begin), since(begin), {}};
  }

  RCode number() {
    const std::size_t begin = at_;
    while (std::isdigit(static_cast<unsigned char>(here())) != 0 || here() == '.') {
      ++at_;
    }
    if (here() == 'e' || here() == 'E') {
      ++at_;
      if (here() == '-' || here() == '+') {
        ++at_;
      }
      while (std::isdigit(static_cast<unsigned char>(here())) != 0) {
        ++at_;
      }
    }
    std::string digits = since(begin);
    take("L");
    return {RCode::Kind::Number, std::move(digits), since(begin), {}};
  }

  RCode text() {
    const std::size_t begin = at_;
    const char quote = source_[at_++];
    std::string value;
    while (here() != quote) {
      if (at_ >= source_.size()) {
        fail();
      }
      if (here() == '\\') {
        ++at_;
      }
      value += source_[at_++];
    }
    ++at_;
    return {RCode::Kind::Text, std::move(value), since(begin), {}};
  }

  RCode primary() {
    const std::size_t begin = at_;
    const char c = here();
    if (c == '"' || c == '\'') {
      return text();
    }
    const char second = c == '.' && at_ + 1 < source_.size() ? source_[at_ + 1] : c;
    if (std::isdigit(static_cast<unsigned char>(second)) != 0) {
      return number();
    }
    if (take("(")) {
      const bool before = std::exchange(line_ends_, false);
      RCode inner = expression(0);
      expect(")");
      line_ends_ = before;
      inner.source = since(begin);
      return inner;
    }
    if (take("{")) {
      return block(begin);
    }
    RCode name = primary_name();
    if (name.text == "function" && here() == '(') {
      ++at_;
      auto parts = arguments(")");
      for (auto& [parameter, standard] : parts) {
        if (parameter.empty()) {
          parameter = standard.text;
          standard = {};
        }
      }
      parts.emplace_back("", expression(5));
      return call("function", begin, std::move(parts));
    }
    if (here() == '(') {
      ++at_;
      std::string function = name.text;
      auto inside = arguments(")");
      return call(std::move(function), begin, std::move(inside));
    }
    return name;
  }

  RCode block(std::size_t begin) {
    const bool before = std::exchange(line_ends_, true);
    std::vector<std::pair<std::string, RCode>> lines;
    for (skip_all(); !take("}"); skip_all()) {
      if (!take(";")) {
        lines.emplace_back("", expression(0));
      }
    }
    line_ends_ = before;
    return call("{", begin, std::move(lines));
  }

  std::vector<std::pair<std::string, RCode>> arguments(std::string_view close) {
    const bool before = std::exchange(line_ends_, false);
    std::vector<std::pair<std::string, RCode>> list;
    skip_all();
    while (!take(close)) {
      skip_all();
      if (here() == ',') {
        list.emplace_back("", RCode{});
      } else {
        RCode value = expression(6);  // `=` names an argument here
        std::string name;
        skip_all();
        if (value.kind != RCode::Kind::Call && here() == '=') {
          ++at_;
          name = value.text;
          value = expression(5);
        }
        list.emplace_back(std::move(name), std::move(value));
      }
      skip_all();
      if (!take(",")) {
        expect(close);
        break;
      }
      skip_all();
    }
    line_ends_ = before;
    return list;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  bool line_ends_ = false;
};

void add_terms(const RCode& node, std::vector<const RCode*>& terms) {
  if (node.is("+") && node.arguments.size() == 2) {
    add_terms(node.at(0), terms);
    add_terms(node.at(1), terms);
  } else {
    terms.push_back(&node);
  }
}

}  // namespace

RCode parse_r(std::string_view source) {
  return Parser(source).whole();
}

std::vector<const RCode*> added_terms(const RCode& sum) {
  std::vector<const RCode*> terms;
  add_terms(sum, terms);
  return terms;
}

RCode r_name(std::string name) {
  return {RCode::Kind::Name, name, name, {}};
}

RCode r_call(std::string function, std::vector<std::pair<std::string, RCode>> arguments) {
  std::string source = function + "(...)";
  return {RCode::Kind::Call, std::move(function), std::move(source), std::move(arguments)};
}

}  // namespace kith::oracles
