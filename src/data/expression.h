// Expressions over the columns of a table: filters (`age >= 16 and role in "volunteer","staff"`), derived numbers
// (`api00 - api99`) and conditions that are counted (`share(api00 > 700)`). The grammar is in data/syntax.h.
//
// Missing is not a value but a reason beside it, and it spreads as in R: arithmetic and comparisons with a missing
// answer are missing for its reason (the left one's first); `and`, `or`, `not` follow Kleene's three-valued logic
// (false and missing is false). A filter keeps only what is true. Division by zero is missing, never infinite.
//
// What a column is compared with decides how:
//   options == "text"     an option's code or its label; text that is neither is an Error with the nearest ones
//   options == 3          the option's value; options without one are unequal, and neither less nor greater: missing
//   options < "text"      the order of the options, where the question is ordered
//   numbers == "text"     a labelled value by its label, or the number that the text is
//   text == "text"        byte for byte
// A column by itself as a condition is true when its number is not zero, or when its option is TRUE, true or T.
// A multi-response set may stand on the left of `==`, `!=` and `in`: has the respondent ticked (any of) these.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/syntax.h"
#include "data/table.h"

namespace kith::data {

// One value a row; where reasons[i] is not Missing::None (0) the value means nothing.
struct Evaluated {
  std::vector<double> values;
  std::vector<std::uint8_t> reasons;
};

// An expression that depends on one categorical column only: its value for every byte that the column may hold, so that
// a loop over the rows reads one byte each and nothing is computed twice.
struct CodeTable {
  const Column* column = nullptr;
  std::array<double, 256> values{};
  std::array<std::uint8_t, 256> reasons{};
};

enum class Truth : std::uint8_t { No, Yes, Missing };

class Computation;

// An expression bound to the columns of one table, which must outlive it.
class Evaluator {
 public:
  explicit Evaluator(std::shared_ptr<const Computation> computation, std::size_t rows);

  bool is_condition() const;  // a comparison or a combination of them, so its values are 0 and 1
  std::optional<CodeTable> by_code() const;
  // Rows [first, first + count) into the two arrays; count is at most `block`.
  static constexpr std::size_t block = 2048;
  void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const;

  Evaluated numbers() const;
  std::vector<Truth> truth() const;

 private:
  std::shared_ptr<const Computation> computation_;
  std::size_t rows_;
};

class Expression {
 public:
  // Reads the grammar only. Throws Error ("bad-expression") with the position; `where` is the line that holds the text.
  static Expression parse(std::string_view text, const Where& where = {});
  // The same, and checks every name and option against the table: parse and over in one.
  static Expression parse(std::string_view text, const Table& table, const Where& where = {});
  // Several, separated by commas: the arguments of a measure.
  static std::vector<Expression> parse_list(std::string_view text, const Where& where = {});

  std::vector<std::string> columns() const;  // names of the columns and sets, each once, in order of appearance
  const Syntax& syntax() const { return syntax_; }
  std::string text() const;                          // canonical: reads back as the same expression
  std::optional<std::string> single_column() const;  // the name, when the whole expression is just one

  // This expression with a number taken off, multiplied by another, and whether it is a code or label.
  Expression minus(double number) const;
  Expression times(const Expression& other) const;
  Expression equals(const std::string& code_or_label) const;

  // Binds names to columns. Throws Error with every unknown column, set and option.
  Evaluator over(const Table& table) const;

  // One pass each, for callers that want a vector.
  Evaluated numbers(const Table& table) const { return over(table).numbers(); }
  std::vector<Truth> truth(const Table& table) const { return over(table).truth(); }

 private:
  Expression(Syntax syntax, Where where) : syntax_(std::move(syntax)), where_(std::move(where)) {}

  Syntax syntax_;
  Where where_;
};

// 1 for the rows where the expression is true. An empty text keeps every row.
std::vector<std::uint8_t> rows_where(const Table& table, std::string_view text, const Where& where = {});

}  // namespace kith::data
