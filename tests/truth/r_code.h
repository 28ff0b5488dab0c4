// The little of R's grammar that the oracle's calls are written in: names, numbers, strings, calls with named
// arguments, and the operators ~ | & ! comparisons + - * /. Each node keeps its source text, because R names statistics
// by it.
#pragma once

#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::truth {

struct RNode {
  enum class Kind { Name, Number, Text, Call } kind = Kind::Name;
  std::string text;    // the name, the number, the string, the function or the operator
  std::string source;  // as written
  std::vector<std::pair<std::string, RNode>> arguments;  // named or not

  bool is(std::string_view function) const { return kind == Kind::Call && text == function; }
  const RNode& at(std::size_t i) const { return arguments.at(i).second; }
  const RNode* named(std::string_view name) const {
    for (const auto& [key, value] : arguments) {
      if (key == name) {
        return &value;
      }
    }
    return nullptr;
  }
  std::vector<const RNode*> unnamed() const {
    std::vector<const RNode*> found;
    for (const auto& [key, value] : arguments) {
      if (key.empty()) {
        found.push_back(&value);
      }
    }
    return found;
  }
};

// Throws std::runtime_error for what is not in this grammar; the caller counts such a call as not covered.
class RParser {
 public:
  explicit RParser(std::string_view source) : source_(source) {}

  RNode parse() {
    RNode node = level(0);
    skip();
    if (at_ != source_.size()) {
      throw std::runtime_error("not in the grammar");
    }
    return node;
  }

 private:
  static constexpr std::size_t levels = 6;

  // By rank, loosest first.
  static std::vector<std::string_view> operators(std::size_t rank) {
    switch (rank) {
      case 0:
        return {"~"};
      case 1:
        return {"|"};
      case 2:
        return {"&"};
      case 3:
        return {"==", "!=", "<=", ">=", "<", ">"};
      case 4:
        return {"+", "-"};
      default:
        return {"*", "/"};
    }
  }

  void skip() {
    while (at_ < source_.size() && std::isspace(static_cast<unsigned char>(source_[at_])) != 0) {
      ++at_;
    }
  }
  bool take(std::string_view symbol) {
    skip();
    if (!source_.substr(at_).starts_with(symbol)) {
      return false;
    }
    at_ += symbol.size();
    return true;
  }
  std::string since(std::size_t begin) const { return std::string(source_.substr(begin, at_ - begin)); }

  RNode level(std::size_t rank) {
    if (rank == levels) {
      return prefix();
    }
    skip();
    const std::size_t begin = at_;
    if (rank == 0 && take("~")) {
      RNode formula{RNode::Kind::Call, "~", {}, {{"", level(1)}}};
      formula.source = since(begin);
      return formula;
    }
    RNode left = level(rank + 1);
    for (bool found = true; found;) {
      found = false;
      for (const std::string_view symbol : operators(rank)) {
        if (take(symbol)) {
          RNode right = level(rank + 1);
          left = {
              RNode::Kind::Call, std::string(symbol), since(begin), {{"", std::move(left)}, {"", std::move(right)}}};
          found = true;
          break;
        }
      }
    }
    return left;
  }

  RNode prefix() {
    skip();
    const std::size_t begin = at_;
    for (const std::string_view symbol : {"!", "-"}) {
      if (take(symbol)) {
        RNode node{RNode::Kind::Call, std::string(symbol), {}, {{"", symbol == "!" ? level(3) : prefix()}}};
        node.source = since(begin);
        return node;
      }
    }
    if (take("(")) {
      RNode inner = level(0);
      expect(")");
      return inner;
    }
    return primary();
  }

  void expect(std::string_view symbol) {
    if (!take(symbol)) {
      throw std::runtime_error("not in the grammar");
    }
  }

  RNode primary() {
    skip();
    const std::size_t begin = at_;
    const char c = at_ < source_.size() ? source_[at_] : '\0';
    RNode node;
    if (c == '"') {
      const std::size_t end = source_.find('"', at_ + 1);
      node = {RNode::Kind::Text, std::string(source_.substr(at_ + 1, end - at_ - 1)), {}, {}};
      at_ = end + 1;
    } else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      while (at_ < source_.size() &&
             (std::isalnum(static_cast<unsigned char>(source_[at_])) != 0 || source_[at_] == '.')) {
        ++at_;
      }
      node = {RNode::Kind::Number, since(begin), {}, {}};
    } else {
      while (at_ < source_.size() && (std::isalnum(static_cast<unsigned char>(source_[at_])) != 0 ||
                                      source_[at_] == '.' || source_[at_] == '_')) {
        ++at_;
      }
      if (at_ == begin) {
        throw std::runtime_error("not in the grammar");
      }
      node = {RNode::Kind::Name, since(begin), {}, {}};
      if (at_ < source_.size() && source_[at_] == '(') {
        ++at_;
        node.kind = RNode::Kind::Call;
        node.arguments = arguments();
      }
    }
    node.source = since(begin);
    return node;
  }

  std::vector<std::pair<std::string, RNode>> arguments() {
    std::vector<std::pair<std::string, RNode>> list;
    if (take(")")) {
      return list;
    }
    do {
      RNode value = level(0);
      std::string name;
      skip();
      if (value.kind == RNode::Kind::Name && at_ < source_.size() && source_[at_] == '=') {
        ++at_;
        name = value.text;
        value = level(0);
      }
      list.emplace_back(std::move(name), std::move(value));
    } while (take(","));
    expect(")");
    return list;
  }

  std::string_view source_;
  std::size_t at_ = 0;
};

}  // namespace kith::truth
