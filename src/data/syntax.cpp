#include "data/syntax.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::data {

namespace {

constexpr int deepest = 200;   // nested parentheses; a person writes five
constexpr int longest = 2000;  // operators in a row: the tree of `a + b + ...` is as deep as it is long

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool continues_name(char c) {
  return begins_name(c) || is_digit(c);
}

struct Token {
  enum class Kind { End, Number, Text, Name, Word, Symbol } kind = Kind::End;
  std::size_t position = 0;
  std::string text;  // Text: unescaped; Name, Word and Symbol: as written, without backquotes
  double number = 0;
};

[[noreturn]] void fail(std::string_view source, std::size_t position, std::string_view what, const Where& where,
                       std::string hint = {}) {
  throw Error(
      {"bad-expression",
       fmt::format("{} at character {} of `{}`", what, text::code_points(source.substr(0, position)) + 1, source),
       where, std::move(hint)});
}

class Lexer {
 public:
  Lexer(std::string_view source, const Where& where) : source_(source), where_(where) {}

  Token next() {
    while (at_ < source_.size() &&
           (source_[at_] == ' ' || source_[at_] == '\t' || source_[at_] == '\n' || source_[at_] == '\r')) {
      ++at_;
    }
    Token token;
    token.position = at_;
    if (at_ == source_.size()) {
      return token;
    }
    const char c = source_[at_];
    const bool point_number = c == '.' && at_ + 1 < source_.size() && is_digit(source_[at_ + 1]);
    if (is_digit(c) || point_number) {
      return number(token);
    }
    if (c == '"' || c == '`') {
      return quoted(token, c);
    }
    if (begins_name(c)) {
      return word(token);
    }
    token.kind = Token::Kind::Symbol;
    static constexpr std::array<std::string_view, 15> symbols{"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                                              "*",  "/",  "(",  ")",  ",", "=", "!"};
    for (const std::string_view symbol : symbols) {
      if (source_.substr(at_).starts_with(symbol)) {
        at_ += symbol.size();
        token.text = symbol;
        return token;
      }
    }
    fail(source_, at_, fmt::format("unexpected `{}`", c), where_,
         c == '\''              ? "write text in double quotes"
         : c == '&' || c == '|' ? "write `and`, `or`"
                                : "");
  }

 private:
  Token number(Token token) {
    const char* first = source_.data() + at_;
    const auto [end, error] = std::from_chars(first, source_.data() + source_.size(), token.number);
    if (error != std::errc{}) {
      fail(source_, at_, "a number that is too large", where_);
    }
    at_ += static_cast<std::size_t>(end - first);
    token.kind = Token::Kind::Number;
    if (at_ < source_.size() && continues_name(source_[at_])) {
      fail(source_, token.position, "a name that begins with a digit", where_, "put it in backquotes");
    }
    return token;
  }

  Token quoted(Token token, char quote) {
    token.kind = quote == '"' ? Token::Kind::Text : Token::Kind::Name;
    for (++at_; at_ < source_.size(); ++at_) {
      if (source_[at_] == quote) {
        ++at_;
        return token;
      }
      if (quote == '"' && source_[at_] == '\\' && at_ + 1 < source_.size() &&
          (source_[at_ + 1] == '"' || source_[at_ + 1] == '\\')) {
        ++at_;
      }
      token.text += source_[at_];
    }
    fail(source_, token.position, fmt::format("a {} that is never closed", quote == '"' ? "string" : "name"), where_);
  }

  Token word(Token token) {
    while (at_ < source_.size() && continues_name(source_[at_])) {
      token.text += source_[at_++];
    }
    const bool reserved = token.text == "and" || token.text == "or" || token.text == "not" || token.text == "in";
    token.kind = reserved ? Token::Kind::Word : Token::Kind::Name;
    return token;
  }

  std::string_view source_;
  const Where& where_;
  std::size_t at_ = 0;
};

class Parser {
 public:
  Parser(std::string_view source, const Where& where) : source_(source), where_(where), lexer_(source, where) {
    advance();
    advance();
  }

  std::vector<Syntax> list() {
    std::vector<Syntax> items;
    items.push_back(disjunction());
    while (take(",")) {
      items.push_back(disjunction());
    }
    if (token_.kind != Token::Kind::End) {
      const bool assignment = token_.text == "=";
      fail(source_, token_.position, fmt::format("unexpected `{}`", token_.text), where_,
           assignment ? "compare with `==`" : "");
    }
    return items;
  }

 private:
  void advance() {
    token_ = std::move(following_);
    following_ = lexer_.next();
  }
  bool is(std::string_view symbol) const {
    return (token_.kind == Token::Kind::Symbol || token_.kind == Token::Kind::Word) && token_.text == symbol;
  }
  bool take(std::string_view symbol) {
    if (!is(symbol)) {
      return false;
    }
    advance();
    return true;
  }
  void expect(std::string_view symbol) {
    if (!take(symbol)) {
      fail(source_, token_.position, fmt::format("expected `{}`", symbol), where_);
    }
  }

  // left OP right, or the same for a chain of operators of one rank, from the left.
  using Rule = Syntax (Parser::*)();
  struct Named {
    std::string_view symbol;
    Operator op;
  };
  template <std::size_t N>
  Syntax chain(Rule operand, const std::array<Named, N>& operators) {
    Syntax left = (this->*operand)();
    while (true) {
      const auto found = std::ranges::find_if(operators, [&](const Named& named) { return is(named.symbol); });
      if (found == operators.end()) {
        return left;
      }
      const std::size_t position = token_.position;
      if (++operators_ > longest) {
        fail(source_, position, "too many operators", where_);
      }
      advance();
      Syntax both{found->op, position, 0, {}, {}};
      both.parts.push_back(std::move(left));
      both.parts.push_back((this->*operand)());
      left = std::move(both);
    }
  }

  Syntax disjunction() {
    if (++depth_ > deepest) {
      fail(source_, token_.position, "too many parentheses", where_);
    }
    Syntax result = chain(&Parser::conjunction, std::array{Named{"or", Operator::Or}});
    --depth_;
    return result;
  }
  Syntax conjunction() { return chain(&Parser::negation, std::array{Named{"and", Operator::And}}); }

  Syntax negation() {
    const std::size_t position = token_.position;
    if (!take("not")) {
      return comparison();
    }
    return prefixed(Operator::Not, position, &Parser::negation);
  }

  Syntax comparison() {
    static constexpr std::array operators{Named{"==", Operator::Equal},     Named{"!=", Operator::NotEqual},
                                          Named{"<=", Operator::LessEqual}, Named{">=", Operator::GreaterEqual},
                                          Named{"<", Operator::Less},       Named{">", Operator::Greater}};
    Syntax left = sum();
    const std::size_t position = token_.position;
    if (is("not") && following_.kind == Token::Kind::Word && following_.text == "in") {
      advance();
      Syntax negated{Operator::Not, position, 0, {}, {}};
      negated.parts.push_back(membership(std::move(left)));
      return negated;
    }
    if (is("in")) {
      return membership(std::move(left));
    }
    for (const Named& named : operators) {
      if (take(named.symbol)) {
        Syntax both{named.op, position, 0, {}, {}};
        both.parts.push_back(std::move(left));
        both.parts.push_back(sum());
        return both;
      }
    }
    return left;
  }

  Syntax membership(Syntax left) {
    Syntax result{Operator::In, token_.position, 0, {}, {}};
    expect("in");
    result.parts.push_back(std::move(left));
    const bool enclosed = take("(");
    result.parts.push_back(literal());
    while (is(",") && (enclosed || following_is_literal())) {
      advance();
      result.parts.push_back(literal());
    }
    if (enclosed) {
      expect(")");
    }
    return result;
  }

  bool following_is_literal() const {
    return following_.kind == Token::Kind::Text || following_.kind == Token::Kind::Number ||
           (following_.kind == Token::Kind::Symbol && following_.text == "-");
  }

  Syntax literal() {
    const std::size_t position = token_.position;
    const bool negative = take("-");
    Syntax result{Operator::Number, position, 0, {}, {}};
    if (token_.kind == Token::Kind::Number) {
      result.number = negative ? -token_.number : token_.number;
    } else if (token_.kind == Token::Kind::Text && !negative) {
      result.op = Operator::Text;
      result.text = token_.text;
    } else {
      fail(source_, token_.position, "expected a number or a text in double quotes", where_);
    }
    advance();
    return result;
  }

  Syntax sum() {
    return chain(&Parser::product, std::array{Named{"+", Operator::Add}, Named{"-", Operator::Subtract}});
  }
  Syntax product() {
    return chain(&Parser::sign, std::array{Named{"*", Operator::Multiply}, Named{"/", Operator::Divide}});
  }

  Syntax prefixed(Operator op, std::size_t position, Rule operand) {
    if (++depth_ > deepest) {
      fail(source_, position, "too many signs", where_);
    }
    Syntax result{op, position, 0, {}, {}};
    result.parts.push_back((this->*operand)());
    --depth_;
    return result;
  }

  Syntax sign() {
    const std::size_t position = token_.position;
    if (is("-")) {
      if (following_.kind == Token::Kind::Number) {
        return literal();
      }
      advance();
      return prefixed(Operator::Negate, position, &Parser::sign);
    }
    if (take("(")) {
      Syntax inner = disjunction();
      expect(")");
      return inner;
    }
    if (token_.kind == Token::Kind::Number || token_.kind == Token::Kind::Text) {
      return literal();
    }
    if (token_.kind != Token::Kind::Name) {
      fail(source_, position,
           token_.kind == Token::Kind::End ? std::string("expected a value")
                                           : fmt::format("expected a value, not `{}`,", token_.text),
           where_);
    }
    const bool call = following_.kind == Token::Kind::Symbol && following_.text == "(";
    if (call && token_.text != "missing") {
      fail(source_, position, fmt::format("unknown function `{}`", token_.text), where_,
           "the only one is missing(name)");
    }
    Syntax result{Operator::Column, position, 0, {}, {}};
    if (call) {
      advance();
      expect("(");
      result.op = Operator::Missing;
      if (token_.kind != Token::Kind::Name) {
        fail(source_, token_.position, "expected the name of a column", where_);
      }
    }
    result.text = token_.text;
    advance();
    if (call) {
      expect(")");
    }
    return result;
  }

  std::string_view source_;
  const Where& where_;
  Lexer lexer_;
  Token token_;
  Token following_;
  int depth_ = 0;
  int operators_ = 0;
};

std::string_view symbol_of(Operator op) {
  switch (op) {
    case Operator::Multiply:
      return " * ";
    case Operator::Divide:
      return " / ";
    case Operator::Add:
      return " + ";
    case Operator::Subtract:
      return " - ";
    case Operator::Equal:
      return " == ";
    case Operator::NotEqual:
      return " != ";
    case Operator::Less:
      return " < ";
    case Operator::LessEqual:
      return " <= ";
    case Operator::Greater:
      return " > ";
    case Operator::GreaterEqual:
      return " >= ";
    case Operator::And:
      return " and ";
    case Operator::Or:
      return " or ";
    default:
      return {};
  }
}

// How tightly an operator binds; a part of a lower rank stands in parentheses.
int rank(const Syntax& syntax) {
  switch (syntax.op) {
    case Operator::Or:
      return 1;
    case Operator::And:
      return 2;
    case Operator::Not:
      return 3;
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessEqual:
    case Operator::Greater:
    case Operator::GreaterEqual:
    case Operator::In:
      return 4;
    case Operator::Add:
    case Operator::Subtract:
      return 5;
    case Operator::Multiply:
    case Operator::Divide:
      return 6;
    case Operator::Negate:
      return 7;
    default:
      return 8;
  }
}

std::string name_text(const std::string& name) {
  static constexpr std::array<std::string_view, 4> reserved{"and", "or", "not", "in"};
  const bool plain = !name.empty() && begins_name(name.front()) && std::ranges::all_of(name, continues_name) &&
                     std::ranges::find(reserved, name) == reserved.end() &&
                     !(name.front() == '.' && name.size() > 1 && is_digit(name[1]));
  return plain ? name : fmt::format("`{}`", name);
}

std::string enclosed(const Syntax& part, int least) {
  return rank(part) < least ? fmt::format("({})", to_text(part)) : to_text(part);
}

}  // namespace

bool Syntax::operator==(const Syntax& other) const {
  return op == other.op && number == other.number && text == other.text && parts == other.parts;
}

std::vector<Syntax> parse_syntax(std::string_view text, const Where& where) {
  return Parser(text, where).list();
}

std::string to_text(const Syntax& syntax) {
  switch (syntax.op) {
    case Operator::Number:
      return text::exact(syntax.number);
    case Operator::Text:
      return fmt::format("\"{}\"", text::replace_all(text::replace_all(syntax.text, "\\", "\\\\"), "\"", "\\\""));
    case Operator::Column:
      return name_text(syntax.text);
    case Operator::Missing:
      return fmt::format("missing({})", name_text(syntax.text));
    case Operator::Negate:
      return "-" + enclosed(syntax.parts[0], 7);
    case Operator::Not:
      return "not " + enclosed(syntax.parts[0], 3);
    case Operator::In: {
      std::vector<std::string> literals;
      for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
        literals.push_back(to_text(syntax.parts[i]));
      }
      return enclosed(syntax.parts[0], 5) + " in " + text::join(literals, ",");
    }
    default: {
      const int own = rank(syntax);
      const bool comparison = own == 4;
      return enclosed(syntax.parts[0], comparison ? 5 : own) + std::string(symbol_of(syntax.op)) +
             enclosed(syntax.parts[1], own + 1);
    }
  }
}

}  // namespace kith::data
