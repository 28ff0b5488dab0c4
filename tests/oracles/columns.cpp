#include "oracles/columns.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "data/expression.h"

namespace kith::oracles {

namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, text) != list.end();
}

std::string literals_of(const RCode& code) {
  std::vector<std::string> literals;
  if (code.is("c")) {
    for (const auto& [name, item] : code.arguments) {
      literals.push_back(expression_of(item));
    }
  } else {
    literals.push_back(expression_of(code));
  }
  return text::join(literals, ", ");
}

bool is_literal(const RCode& code) {
  return code.kind == RCode::Kind::Number || code.kind == RCode::Kind::Text ||
         (code.is("-") && code.arguments.size() == 1 && is_literal(code.at(0)));
}

bool is_literals(const RCode& code) {
  return is_literal(code) || (code.is("c") && std::ranges::all_of(code.arguments, [](const auto& item) {
                                return is_literal(item.second);
                              }));
}

}  // namespace

std::string expression_of(const RCode& code) {
  switch (code.kind) {
    case RCode::Kind::Number:
      return code.text;
    case RCode::Kind::Text:
      return "\"" + code.text + "\"";
    case RCode::Kind::Name:
      if (one_of(code.text, {"NA", "TRUE", "FALSE", "NULL"})) {
        break;
      }
      return "`" + code.text + "`";
    case RCode::Kind::Call:
      if (code.is("I")) {
        return expression_of(code.at(0));
      }
      if (code.is("is.na") && code.at(0).kind == RCode::Kind::Name) {
        return "missing(`" + code.at(0).text + "`)";
      }
      if (code.is("!")) {
        return "not (" + expression_of(code.at(0)) + ")";
      }
      if (code.is("-") && code.arguments.size() == 1) {
        return "-(" + expression_of(code.at(0)) + ")";
      }
      if (code.is("%in%") && code.at(0).kind == RCode::Kind::Name && is_literals(code.at(1))) {
        return "(" + expression_of(code.at(0)) + " in (" + literals_of(code.at(1)) + "))";
      }
      if (code.arguments.size() == 2 &&
          one_of(code.text, {"+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "&", "|"})) {
        const std::string symbol = code.text == "&" ? "and" : code.text == "|" ? "or" : code.text;
        return "(" + expression_of(code.at(0)) + " " + symbol + " " + expression_of(code.at(1)) + ")";
      }
      break;
    case RCode::Kind::Nothing:
      break;
  }
  throw NotCovered("the expression " + code.source);
}

bool is_condition(const RCode& code) {
  if (code.is("I")) {
    return is_condition(code.at(0));
  }
  return code.kind == RCode::Kind::Call &&
         one_of(code.text, {"==", "!=", "<=", ">=", "<", ">", "&", "|", "!", "%in%", "is.na"});
}

std::string Columns::add(const RCode& code) {
  const std::string name = text::replace_all(code.source, "`", "'");  // EXPR has no name with a backquote in it
  if (table_->find(name) != nullptr) {
    return name;
  }
  Environment columns(*environment_, nullptr);
  columns.attach(table_);
  const Value value = evaluate(code, columns);
  std::vector<double> values = as<Numbers>(value, code.source)->values;
  if (values.size() == 1) {
    values.assign(table_->rows(), values.front());
  }
  if (values.size() != table_->rows()) {
    throw NotCovered(fmt::format("{} as a column", code.source));
  }
  table_ = with_column(*table_, number_column(name, values));
  return name;
}

std::string Columns::expression(const RCode& code) {
  if (code.kind == RCode::Kind::Name && table_->find(code.text) != nullptr) {
    return expression_of(code);
  }
  try {
    const std::string expression = expression_of(code);
    data::Expression::parse(expression, *table_);
    return expression;
  } catch (const NotCovered&) {
    const std::string column = "`" + add(code) + "`";
    return is_condition(code) ? column + " == 1" : column;
  }
}

std::string Columns::number(const RCode& code) {
  if (code.kind == RCode::Kind::Name && table_->find(code.text) != nullptr) {
    return code.text;
  }
  return add(code);
}

bool Columns::is_factor(const RCode& code) const {
  if (code.kind != RCode::Kind::Name) {
    return false;
  }
  const data::Column& column = table_->column(code.text);
  return column.kind() == data::Kind::Text ||
         (column.kind() == data::Kind::Categorical &&
          std::ranges::none_of(column.options(), [](const auto& option) { return option.value.has_value(); }));
}

std::string Columns::factor(const RCode& code) {
  const std::string name = is_factor(code) ? code.text : number(code);
  const data::Column& column = table_->column(name);
  if (column.kind() == data::Kind::Categorical) {
    return name;
  }
  const std::string factor = "factor of " + name;
  if (table_->find(factor) != nullptr) {
    return factor;
  }
  std::set<double> values;
  std::set<std::string> texts;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.missing_at(row) == data::Missing::None) {
      if (column.kind() == data::Kind::Number) {
        values.insert(column.numbers()[row]);
      } else {
        texts.insert(column.label_at(row));
      }
    }
  }
  std::vector<data::Option> options;
  for (const double value : values) {
    options.push_back({text::exact(value), text::exact(value), value, data::Missing::None});
  }
  for (const std::string& label : texts) {
    options.push_back({label, label, {}, data::Missing::None});
  }
  if (options.size() > data::max_options) {
    throw NotCovered(fmt::format("{} as a factor of {} levels", name, options.size()));
  }
  std::vector<std::uint8_t> codes(column.size(), data::missing_code(data::Missing::Blank));
  for (std::size_t row = 0; row < column.size(); ++row) {
    const auto found = std::ranges::find(options, column.label_at(row), &data::Option::label);
    if (column.missing_at(row) == data::Missing::None && found != options.end()) {
      codes[row] = static_cast<std::uint8_t>(found - options.begin());
    }
  }
  table_ = with_column(*table_, data::Column::categorical(factor, std::move(options), std::move(codes)));
  return factor;
}

std::string Columns::answered(const RCode& term) {
  std::string complete;
  if (term.is("interaction") || term.is("+")) {
    for (const auto& [name, part] : term.arguments) {
      complete = both(complete, answered(part));
    }
    return complete;
  }
  for (const std::string& name : data::Expression::parse(expression(term.is("factor") ? term.at(0) : term)).columns()) {
    complete = both(complete, "not missing(`" + name + "`)");
  }
  return complete;
}

std::string equal_to(const data::Column& column, const std::string& label) {
  return column.kind() == data::Kind::Number ? fmt::format("`{}` == {}", column.name, label)
                                             : fmt::format("`{}` == \"{}\"", column.name, label);
}

std::string both(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) {
    return first + second;
  }
  return "(" + first + ") and (" + second + ")";
}

}  // namespace kith::oracles
