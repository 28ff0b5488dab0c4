#include "data/computation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kith::data {

namespace {

constexpr auto answered = static_cast<std::uint8_t>(Missing::None);
constexpr auto no_reason_known = static_cast<std::uint8_t>(Missing::Other);

class Constant final : public Computation {
 public:
  explicit Constant(double value) : value_(value) {}
  void evaluate(std::size_t, std::size_t count, double* values, std::uint8_t* reasons) const override {
    std::fill_n(values, count, value_);
    std::fill_n(reasons, count, answered);
  }
  std::optional<CodeTable> by_code() const override {
    CodeTable table;
    table.values.fill(value_);
    return table;
  }

 private:
  double value_;
};

class Lookup final : public Computation {
 public:
  explicit Lookup(const CodeTable& table) : table_(table) {}
  void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const override {
    const std::uint8_t* codes = table_.column->codes().data() + first;
    for (std::size_t i = 0; i < count; ++i) {
      values[i] = table_.values[codes[i]];
      reasons[i] = table_.reasons[codes[i]];
    }
  }
  std::optional<CodeTable> by_code() const override { return table_; }

 private:
  CodeTable table_;
};

class Numbers final : public Computation {
 public:
  explicit Numbers(const Column& column) : column_(column) {
    if (!column.missing_ranges.empty()) {
      declared_.resize(column.size());
      for (std::size_t row = 0; row < declared_.size(); ++row) {
        declared_[row] = static_cast<std::uint8_t>(column.missing_at(row));
      }
    }
  }
  void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const override {
    std::copy_n(column_.numbers().data() + first, count, values);
    const std::span<const std::uint8_t> known = declared_.empty() ? column_.reasons() : std::span(declared_);
    if (known.empty()) {
      std::fill_n(reasons, count, answered);
    } else {
      std::copy_n(known.data() + first, count, reasons);
    }
  }

 private:
  const Column& column_;
  std::vector<std::uint8_t> declared_;
};

class Flags final : public Computation {
 public:
  Flags(std::vector<std::uint8_t> truth, std::vector<std::uint8_t> reasons)
      : truth_(std::move(truth)), reasons_(std::move(reasons)) {
    condition = true;
  }
  void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const override {
    std::copy_n(truth_.data() + first, count, values);
    std::copy_n(reasons_.data() + first, count, reasons);
  }

 private:
  std::vector<std::uint8_t> truth_;
  std::vector<std::uint8_t> reasons_;
};

// Where one side is missing the result is missing for its reason; `f` sees answered pairs only.
template <typename F>
void combine(std::size_t count, double* left, std::uint8_t* reasons, const double* right, const std::uint8_t* others,
             F f) {
  for (std::size_t i = 0; i < count; ++i) {
    left[i] = f(left[i], right[i]);
    reasons[i] = reasons[i] != answered ? reasons[i] : others[i];
  }
}

// Kleene: one operand that decides (false for and, true for or) decides even beside a missing one.
void decide(bool deciding, std::size_t count, double* left, std::uint8_t* reasons, const double* right,
            const std::uint8_t* others) {
  for (std::size_t i = 0; i < count; ++i) {
    const bool a = left[i] != 0;
    const bool b = right[i] != 0;
    const bool decided = (reasons[i] == answered && a == deciding) || (others[i] == answered && b == deciding);
    left[i] = decided == deciding ? 1 : 0;
    reasons[i] = decided ? answered : reasons[i] != answered ? reasons[i] : others[i];
  }
}

void apply(Operator op, std::size_t count, double* left, std::uint8_t* reasons, const double* right,
           const std::uint8_t* others) {
  const auto each = [&](auto f) { combine(count, left, reasons, right, others, f); };
  switch (op) {
    case Operator::Add:
      return each([](double a, double b) { return a + b; });
    case Operator::Subtract:
      return each([](double a, double b) { return a - b; });
    case Operator::Multiply:
      return each([](double a, double b) { return a * b; });
    case Operator::Divide:
      combine(count, left, reasons, right, others, [](double a, double b) { return a / b; });
      for (std::size_t i = 0; i < count; ++i) {
        if (reasons[i] == answered && !std::isfinite(left[i])) {
          reasons[i] = no_reason_known;
        }
      }
      return;
    case Operator::Equal:
      return each([](double a, double b) { return a == b ? 1.0 : 0.0; });
    case Operator::NotEqual:
      return each([](double a, double b) { return a != b ? 1.0 : 0.0; });
    case Operator::Less:
      return each([](double a, double b) { return a < b ? 1.0 : 0.0; });
    case Operator::LessEqual:
      return each([](double a, double b) { return a <= b ? 1.0 : 0.0; });
    case Operator::Greater:
      return each([](double a, double b) { return a > b ? 1.0 : 0.0; });
    case Operator::GreaterEqual:
      return each([](double a, double b) { return a >= b ? 1.0 : 0.0; });
    case Operator::And:
      return decide(false, count, left, reasons, right, others);
    case Operator::Or:
      return decide(true, count, left, reasons, right, others);
    case Operator::Negate:
      return each([](double a, double) { return -a; });
    case Operator::Not:
      return each([](double a, double) { return a == 0 ? 1.0 : 0.0; });
    default:
      return;  // leaves have their own classes
  }
}

bool gives_truth(Operator op) {
  return op >= Operator::Equal && op <= Operator::Or;
}

class Operation final : public Computation {
 public:
  Operation(Operator op, Bound left, Bound right) : op_(op), left_(std::move(left)), right_(std::move(right)) {
    condition = gives_truth(op);
  }
  void evaluate(std::size_t first, std::size_t count, double* values, std::uint8_t* reasons) const override {
    left_->evaluate(first, count, values, reasons);
    std::vector<double> right(count);
    std::vector<std::uint8_t> others(count);
    if (right_ != nullptr) {
      right_->evaluate(first, count, right.data(), others.data());
    }
    apply(op_, count, values, reasons, right.data(), others.data());
  }

 private:
  Operator op_;
  Bound left_;
  Bound right_;
};

}  // namespace

Bound constant(double value) {
  return std::make_shared<Constant>(value);
}

Bound table_lookup(const CodeTable& table, bool condition) {
  auto lookup = std::make_shared<Lookup>(table);
  lookup->condition = condition;
  return lookup;
}

Bound number_leaf(const Column& column) {
  return std::make_shared<Numbers>(column);
}

Bound flags(std::vector<std::uint8_t> truth, std::vector<std::uint8_t> reasons) {
  return std::make_shared<Flags>(std::move(truth), std::move(reasons));
}

Bound operation(Operator op, Bound left, Bound right) {
  std::optional<CodeTable> a = left->by_code();
  const std::optional<CodeTable> b = right == nullptr ? CodeTable{} : right->by_code();
  const bool one_column = a && b && (a->column == nullptr || b->column == nullptr || a->column == b->column);
  if (one_column) {
    apply(op, a->values.size(), a->values.data(), a->reasons.data(), b->values.data(), b->reasons.data());
    a->column = a->column != nullptr ? a->column : b->column;
    if (a->column != nullptr) {
      return table_lookup(*a, gives_truth(op));
    }
    if (a->reasons[0] == answered) {
      Bound folded = constant(a->values[0]);
      folded->condition = gives_truth(op);
      return folded;
    }
  }
  return std::make_shared<Operation>(op, std::move(left), std::move(right));
}

}  // namespace kith::data
