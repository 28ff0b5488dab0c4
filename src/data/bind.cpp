// Binding: names become columns, literals become options, and what a comparison means follows from the column's kind.
#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/computation.h"
#include "data/response_set.h"

namespace kith::data {

namespace {

constexpr std::uint8_t as_byte(Missing reason) {
  return static_cast<std::uint8_t>(reason);
}

// The reasons of every byte that a categorical column may hold; values are left at 0.
CodeTable bare_table(const Column& column) {
  CodeTable table;
  table.column = &column;
  for (std::size_t code = 0; code < 256; ++code) {
    const bool option = code < column.options().size();
    const std::size_t reason = code >= missing_base ? code - missing_base : 0;
    table.reasons[code] = option ? as_byte(column.options()[code].missing) : static_cast<std::uint8_t>(reason);
  }
  return table;
}

std::optional<double> truth_value(const Option& option) {
  if (option.code == "TRUE" || option.code == "true" || option.code == "T") {
    return 1;
  }
  if (option.code == "FALSE" || option.code == "false" || option.code == "F") {
    return 0;
  }
  return std::nullopt;
}

std::optional<double> number_of(const Option& option) {
  return option.value ? option.value : truth_value(option);
}

bool has_numbers(const Column& column) {
  if (column.kind() != Kind::Categorical) {
    return column.kind() == Kind::Number;
  }
  const auto& options = column.options();
  return options.empty() ||
         std::ranges::any_of(
             options, [](const Option& option) { return option.missing == Missing::None && number_of(option); }) ||
         std::ranges::all_of(options, [](const Option& option) { return option.missing != Missing::None; });
}

std::vector<std::uint8_t> reasons_of(const Column& column) {
  std::vector<std::uint8_t> reasons(column.size());
  for (std::size_t row = 0; row < reasons.size(); ++row) {
    reasons[row] = as_byte(column.missing_at(row));
  }
  return reasons;
}

// "2021-04-01" as days since 1970-01-01.
std::optional<double> days(std::string_view text) {
  const auto parts = text::split(text, '-');
  if (parts.size() != 3) {
    return std::nullopt;
  }
  const auto y = text::to_integer(parts[0]);
  const auto m = text::to_integer(parts[1]);
  const auto d = text::to_integer(parts[2]);
  if (!y || !m || !d || *y < 0 || *y > 9999 || *m < 1 || *m > 12 || *d < 1 || *d > 31) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*y)),
                                         std::chrono::month(static_cast<unsigned>(*m)),
                                         std::chrono::day(static_cast<unsigned>(*d))};
  if (!date.ok()) {
    return std::nullopt;
  }
  return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
}

// What a text means beside a column of numbers: the value with that label, a date, a number.
std::optional<double> number_meant(const Column& column, std::string_view literal) {
  for (const auto field : {&Option::label, &Option::code}) {
    const auto found = std::ranges::find(column.value_labels, literal, field);
    if (found != column.value_labels.end() && found->value) {
      return found->value;
    }
  }
  if (column.meaning == Meaning::Date || column.meaning == Meaning::DateTime) {
    if (const auto day = days(literal)) {
      return column.meaning == Meaning::Date ? *day : *day * 86400;
    }
  }
  return text::to_number(literal);
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::Less:
      return Operator::Greater;
    case Operator::LessEqual:
      return Operator::GreaterEqual;
    case Operator::Greater:
      return Operator::Less;
    case Operator::GreaterEqual:
      return Operator::LessEqual;
    default:
      return op;
  }
}

bool is_literal(const Syntax& syntax) {
  return syntax.op == Operator::Number || syntax.op == Operator::Text;
}

class Binder {
 public:
  Binder(const Table& table, const Where& where) : table_(table), where_(where) {}

  const Problems& problems() const { return problems_; }

  Bound build(const Syntax& syntax) {
    switch (syntax.op) {
      case Operator::Number:
        return constant(syntax.number);
      case Operator::Text:
        problem("text-as-number", fmt::format("{} stands where a number or a condition is expected", to_text(syntax)),
                "compare it with a column");
        return constant(0);
      case Operator::Column:
        return as_number(syntax.text);
      case Operator::Missing:
        return missing(syntax.text);
      case Operator::In:
        return membership(syntax);
      case Operator::Negate:
      case Operator::Not:
        return operation(syntax.op, build(syntax.parts[0]), nullptr);
      case Operator::Equal:
      case Operator::NotEqual:
      case Operator::Less:
      case Operator::LessEqual:
      case Operator::Greater:
      case Operator::GreaterEqual:
        return comparison(syntax);
      default:
        return both(syntax);
    }
  }

 private:
  void problem(std::string code, std::string message, std::string hint) {
    problems_.add(std::move(code), std::move(message), where_, std::move(hint));
  }

  // The left side first, so that problems come in the order of the text.
  Bound both(const Syntax& syntax) {
    Bound left = build(syntax.parts[0]);
    return operation(syntax.op, std::move(left), build(syntax.parts[1]));
  }

  const Column* find(const std::string& name) {
    const Column* column = table_.find(name);
    if (column == nullptr && table_.set(name) != nullptr) {
      problem("set-as-number", fmt::format("`{}` is a question with several answers", name),
              "ask whether an option was ticked: name in \"option\"");
    } else if (column == nullptr) {
      std::vector<std::string> names = table_.names();
      for (const ResponseSet& set : table_.sets) {
        names.push_back(set.name);
      }
      problem("unknown-column", fmt::format("there is no column `{}`", name), text::suggestion(name, names));
    }
    return column;
  }

  Bound as_number(const std::string& name) {
    const Column* column = find(name);
    if (column == nullptr) {
      return constant(0);
    }
    if (!has_numbers(*column)) {
      problem("not-a-number", fmt::format("`{}` holds words, not numbers", name),
              "compare it with a text in double quotes");
      return constant(0);
    }
    if (column->kind() == Kind::Number) {
      return number_leaf(*column);
    }
    CodeTable table = bare_table(*column);
    bool truths = !column->options().empty();
    for (std::size_t i = 0; i < column->options().size(); ++i) {
      const Option& option = column->options()[i];
      if (const auto value = number_of(option)) {
        table.values[i] = *value;
      } else if (option.missing == Missing::None) {
        table.reasons[i] = as_byte(Missing::Other);
      }
      truths = truths && (option.missing != Missing::None || truth_value(option));
    }
    return table_lookup(table, truths);
  }

  Bound missing(const std::string& name) {
    if (const ResponseSet* set = table_.set(name); set != nullptr && table_.find(name) == nullptr) {
      return truth_of_missing(unanswered(table_, *set));
    }
    const Column* column = find(name);
    if (column == nullptr) {
      return constant(0);
    }
    if (column->kind() != Kind::Categorical) {
      return truth_of_missing(reasons_of(*column));
    }
    CodeTable table = bare_table(*column);
    for (std::size_t code = 0; code < 256; ++code) {
      table.values[code] = table.reasons[code] != 0 ? 1 : 0;
    }
    table.reasons.fill(0);
    return table_lookup(table, true);
  }

  static Bound truth_of_missing(std::vector<std::uint8_t> reasons) {
    std::ranges::transform(reasons, reasons.begin(),
                           [](std::uint8_t reason) { return static_cast<std::uint8_t>(reason != 0 ? 1 : 0); });
    std::vector<std::uint8_t> known(reasons.size());
    return flags(std::move(reasons), std::move(known));
  }

  Bound membership(const Syntax& syntax) {
    const std::span literals = std::span(syntax.parts).subspan(1);
    if (syntax.parts[0].op == Operator::Column) {
      return one_of(syntax.parts[0].text, literals);
    }
    Bound result;
    for (const Syntax& literal : literals) {
      Bound equal = operation(Operator::Equal, build(syntax.parts[0]), build(literal));
      result = result == nullptr ? std::move(equal) : operation(Operator::Or, std::move(result), std::move(equal));
    }
    return result;
  }

  Bound comparison(const Syntax& syntax) {
    const Syntax& left = syntax.parts[0];
    const Syntax& right = syntax.parts[1];
    if (left.op == Operator::Column && is_literal(right)) {
      return with_literal(syntax.op, left.text, right);
    }
    if (right.op == Operator::Column && is_literal(left)) {
      return with_literal(mirrored(syntax.op), right.text, left);
    }
    if (left.op == Operator::Column && right.op == Operator::Column) {
      const Column* a = table_.find(left.text);
      const Column* b = table_.find(right.text);
      if (a != nullptr && b != nullptr && (!has_numbers(*a) || !has_numbers(*b))) {
        return two_texts(syntax.op, *a, *b);
      }
    }
    return both(syntax);
  }

  Bound with_literal(Operator op, const std::string& name, const Syntax& literal) {
    if (op == Operator::Equal) {
      return one_of(name, std::span(&literal, 1));
    }
    if (op == Operator::NotEqual) {
      return operation(Operator::Not, one_of(name, std::span(&literal, 1)), nullptr);
    }
    const Column* column = find(name);
    if (column == nullptr) {
      return constant(0);
    }
    if (literal.op == Operator::Number) {
      return operation(op, as_number(name), constant(literal.number));
    }
    if (column->kind() == Kind::Number) {
      return operation(op, number_leaf(*column), constant(meant(*column, literal.text)));
    }
    if (column->kind() != Kind::Categorical || !column->ordered) {
      problem("not-ordered", fmt::format("the answers of `{}` have no order", name),
              "compare with ==, != or in; a question's options are ordered with `ordered = true`");
      return constant(0);
    }
    const auto option = column->option(literal.text);
    if (!option) {
      unknown_option(*column, literal.text);
      return constant(0);
    }
    CodeTable ranks = bare_table(*column);
    for (std::size_t i = 0; i < column->options().size(); ++i) {
      ranks.values[i] = static_cast<double>(i);
    }
    return operation(op, table_lookup(ranks, false), constant(static_cast<double>(*option)));
  }

  double meant(const Column& column, const std::string& literal) {
    const auto number = number_meant(column, literal);
    if (!number) {
      std::vector<std::string> labels;
      labels.reserve(column.value_labels.size());
      for (const Option& option : column.value_labels) {
        labels.push_back(option.label);
      }
      problem("unknown-option", fmt::format("`{}` has no value `{}`", column.name, literal),
              labels.empty() ? "it holds numbers" : text::suggestion(literal, labels));
    }
    return number.value_or(0);
  }

  void unknown_option(const Column& column, const std::string& literal) {
    std::vector<std::string> names;
    for (const Option& option : column.options()) {
      names.push_back(option.code);
    }
    for (const Option& option : column.options()) {
      if (option.label != option.code) {
        names.push_back(option.label);
      }
    }
    problem("unknown-option", fmt::format("`{}` has no option `{}`", column.name, literal),
            text::suggestion(literal, names));
  }

  Bound one_of(const std::string& name, std::span<const Syntax> literals) {
    if (const ResponseSet* set = table_.set(name); set != nullptr && table_.find(name) == nullptr) {
      return ticked(*set, literals);
    }
    const Column* column = find(name);
    if (column == nullptr) {
      return constant(0);
    }
    switch (column->kind()) {
      case Kind::Categorical:
        return option_in(*column, literals);
      case Kind::Number:
        return number_in(*column, literals);
      case Kind::Text:
        return text_in(*column, literals);
    }
    return constant(0);
  }

  Bound option_in(const Column& column, std::span<const Syntax> literals) {
    CodeTable table = bare_table(column);
    for (const Syntax& literal : literals) {
      if (literal.op == Operator::Text) {
        if (const auto option = column.option(literal.text)) {
          table.values[*option] = 1;
        } else {
          unknown_option(column, literal.text);
        }
        continue;
      }
      for (std::size_t i = 0; i < column.options().size(); ++i) {
        table.values[i] = number_of(column.options()[i]) == literal.number ? 1 : table.values[i];
      }
    }
    return table_lookup(table, true);
  }

  Bound number_in(const Column& column, std::span<const Syntax> literals) {
    Bound result;
    for (const Syntax& literal : literals) {
      const double value = literal.op == Operator::Number ? literal.number : meant(column, literal.text);
      Bound equal = operation(Operator::Equal, number_leaf(column), constant(value));
      result = result == nullptr ? std::move(equal) : operation(Operator::Or, std::move(result), std::move(equal));
    }
    return result;
  }

  static Bound text_in(const Column& column, std::span<const Syntax> literals) {
    std::set<std::string, std::less<>> wanted;
    for (const Syntax& literal : literals) {
      wanted.insert(literal.op == Operator::Text ? literal.text : text::exact(literal.number));
    }
    std::vector<std::uint8_t> truth(column.size());
    for (std::size_t row = 0; row < truth.size(); ++row) {
      truth[row] = wanted.contains(column.text_at(row)) ? 1 : 0;
    }
    return flags(std::move(truth), reasons_of(column));
  }

  Bound ticked(const ResponseSet& set, std::span<const Syntax> literals) {
    std::vector<std::uint8_t> truth(table_.rows());
    for (const Syntax& literal : literals) {
      const std::string wanted = literal.op == Operator::Text ? literal.text : text::exact(literal.number);
      const auto found = member(set, wanted);
      if (!found) {
        std::vector<std::string> names;
        for (const auto& each : set.members) {
          names.push_back(each.code);
          names.push_back(each.label);
        }
        problem("unknown-option", fmt::format("`{}` has no option `{}`", set.name, wanted),
                text::suggestion(wanted, names));
        continue;
      }
      const std::vector<Tick> ticks_of = ticks(table_, set.members[*found]);
      for (std::size_t row = 0; row < truth.size(); ++row) {
        truth[row] = ticks_of[row] == Tick::Yes ? 1 : truth[row];
      }
    }
    return flags(std::move(truth), unanswered(table_, set));
  }

  Bound two_texts(Operator op, const Column& a, const Column& b) {
    if (op != Operator::Equal && op != Operator::NotEqual) {
      problem("not-ordered", fmt::format("`{}` and `{}` have no common order", a.name, b.name),
              "compare with == or !=");
      return constant(0);
    }
    std::vector<std::uint8_t> truth(a.size());
    std::vector<std::uint8_t> reasons = reasons_of(a);
    for (std::size_t row = 0; row < truth.size(); ++row) {
      const Missing other = b.missing_at(row);
      reasons[row] = reasons[row] != 0 ? reasons[row] : as_byte(other);
      truth[row] = reasons[row] == 0 && (code_at(a, row) == code_at(b, row)) == (op == Operator::Equal) ? 1 : 0;
    }
    return flags(std::move(truth), std::move(reasons));
  }

  static std::string code_at(const Column& column, std::size_t row) {
    return column.kind() == Kind::Categorical ? column.options()[column.codes()[row]].code : column.label_at(row);
  }

  const Table& table_;
  const Where& where_;
  Problems problems_;
};

}  // namespace

Bound bind(const Syntax& syntax, const Table& table, const Where& where) {
  Binder binder(table, where);
  Bound bound = binder.build(syntax);
  binder.problems().throw_if_any();
  return bound;
}

}  // namespace kith::data
