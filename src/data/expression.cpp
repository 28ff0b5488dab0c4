#include "data/expression.h"

#include <algorithm>
#include <utility>

#include "data/computation.h"

namespace kith::data {

namespace {

void collect_names(const Syntax& syntax, std::vector<std::string>& names) {
  if (syntax.op == Operator::Column || syntax.op == Operator::Missing) {
    if (std::ranges::find(names, syntax.text) == names.end()) {
      names.push_back(syntax.text);
    }
  }
  for (const Syntax& part : syntax.parts) {
    collect_names(part, names);
  }
}

}  // namespace

Evaluator::Evaluator(std::shared_ptr<const Computation> computation, std::size_t rows)
    : computation_(std::move(computation)), rows_(rows) {}

bool Evaluator::is_condition() const {
  return computation_->condition;
}

std::optional<CodeTable> Evaluator::by_code() const {
  std::optional<CodeTable> table = computation_->by_code();
  return table && table->column != nullptr ? table : std::nullopt;
}

void Evaluator::evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const {
  computation_->evaluate(first, count, values, reasons);
}

Evaluated Evaluator::numbers() const {
  Evaluated all{std::vector<double>(rows_), std::vector<std::uint8_t>(rows_)};
  for (std::size_t first = 0; first < rows_; first += block) {
    evaluate(first, std::min(block, rows_ - first), all.values.data() + first, all.reasons.data() + first);
  }
  return all;
}

std::vector<Truth> Evaluator::truth() const {
  const Evaluated all = numbers();
  std::vector<Truth> result(rows_);
  for (std::size_t row = 0; row < rows_; ++row) {
    result[row] = all.reasons[row] != 0 ? Truth::Missing : all.values[row] != 0 ? Truth::Yes : Truth::No;
  }
  return result;
}

Expression Expression::parse(std::string_view text, const Where& where) {
  std::vector<Expression> list = parse_list(text, where);
  if (list.size() != 1) {
    throw Error({"bad-expression",
                 "one expression is expected, not several with commas: `" + std::string(text) + "`",
                 where,
                 {}});
  }
  return std::move(list.front());
}

Expression Expression::parse(std::string_view text, const Table& table, const Where& where) {
  Expression expression = parse(text, where);
  bind(expression.syntax_, table, where);
  return expression;
}

std::vector<Expression> Expression::parse_list(std::string_view text, const Where& where) {
  std::vector<Expression> list;
  for (Syntax& syntax : parse_syntax(text, where)) {
    list.push_back(Expression(std::move(syntax), where));
  }
  return list;
}

std::vector<std::string> Expression::columns() const {
  std::vector<std::string> names;
  collect_names(syntax_, names);
  return names;
}

std::string Expression::text() const {
  return to_text(syntax_);
}

std::optional<std::string> Expression::single_column() const {
  return syntax_.op == Operator::Column ? std::optional(syntax_.text) : std::nullopt;
}

Expression Expression::minus(double number) const {
  return {Syntax{Operator::Subtract, 0, 0, {}, {syntax_, Syntax{Operator::Number, 0, number, {}, {}}}}, where_};
}

Expression Expression::times(const Expression& other) const {
  return {Syntax{Operator::Multiply, 0, 0, {}, {syntax_, other.syntax_}}, where_};
}

Expression Expression::equals(const std::string& code_or_label) const {
  return {Syntax{Operator::Equal, 0, 0, {}, {syntax_, Syntax{Operator::Text, 0, 0, code_or_label, {}}}}, where_};
}

Evaluator Expression::over(const Table& table) const {
  return Evaluator(bind(syntax_, table, where_), table.rows());
}

std::vector<std::uint8_t> rows_where(const Table& table, std::string_view text, const Where& where) {
  std::vector<std::uint8_t> keep(table.rows(), 1);
  if (text.empty()) {
    return keep;
  }
  const std::vector<Truth> truth = Expression::parse(text, where).truth(table);
  std::ranges::transform(truth, keep.begin(),
                         [](Truth t) { return static_cast<std::uint8_t>(t == Truth::Yes ? 1 : 0); });
  return keep;
}

}  // namespace kith::data
