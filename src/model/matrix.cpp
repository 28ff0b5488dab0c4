#include "model/matrix.h"

#include <algorithm>
#include <cstring>

namespace kith::model {

namespace {

// Is what is left of `term` without the variable in the model before it, so that contrasts are enough?
bool margin_is_there(const Formula& formula, std::size_t term, std::size_t variable) {
  const VariableSet rest = VariableSet(formula.terms[term].variables).reset(variable);
  if (rest.none()) {
    return true;
  }
  return std::any_of(formula.terms.begin(), formula.terms.begin() + static_cast<std::ptrdiff_t>(term),
                     [&](const Term& before) { return (rest & ~before.variables).none(); });
}

// The first term that has a factor.
std::size_t first_with_factor(const Frame& frame) {
  const std::vector<Term>& terms = frame.formula.terms;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    for (std::size_t v = 0; v < frame.variables.size(); ++v) {
      if (terms[t].variables.test(v) && frame.variables[v].is_factor()) {
        return t;
      }
    }
  }
  return terms.size();
}

std::string column_suffix(const Variable& polynomial, std::size_t column) {
  return polynomial.kind == Variable::Kind::Polynomial && polynomial.degree > 1 ? std::to_string(column + 1) : "";
}

}  // namespace

ModelMatrix::ModelMatrix(const Frame& frame) : frame_(&frame) {
  if (frame.formula.intercept) {
    pieces_.emplace_back();
    names_.emplace_back("(Intercept)");
    terms_.push_back(0);
  }
  const std::size_t full = frame.formula.intercept ? frame.formula.terms.size() : first_with_factor(frame);
  for (std::size_t t = 0; t < frame.formula.terms.size(); ++t) {
    add_term(frame, t, t == full);
  }
}

void ModelMatrix::add_term(const Frame& frame, std::size_t term, bool full_first) {
  std::vector<std::vector<Piece>> columns(1);
  std::vector<std::string> names(1);
  bool first_factor = true;
  for (std::size_t v = 0; v < frame.variables.size(); ++v) {
    if (!frame.formula.terms[term].variables.test(v)) {
      continue;
    }
    const Variable& variable = frame.variables[v];
    std::vector<Piece> choices;
    std::vector<std::string> suffixes;
    if (variable.is_factor()) {
      const bool full = (full_first && first_factor) || !margin_is_there(frame.formula, term, v);
      first_factor = false;
      const Coding coding =
          full ? indicators(variable.levels) : contrasts(frame.contrast_of(variable), variable.levels);
      suffixes = coding.suffixes;
      for (Eigen::Index j = 0; j < coding.values.cols(); ++j) {
        choices.push_back({&variable, 0, {coding.values.col(j).begin(), coding.values.col(j).end()}});
        choices.back().of_level.push_back(0);  // for no level
      }
    } else {
      for (std::size_t k = 0; k < variable.degree; ++k) {
        choices.push_back({&variable, k * frame.rows(), {}});
        suffixes.push_back(column_suffix(variable, k));
      }
    }
    std::vector<std::vector<Piece>> product;
    std::vector<std::string> product_names;
    for (std::size_t j = 0; j < choices.size(); ++j) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        product.push_back(columns[c]);
        product.back().push_back(choices[j]);
        product_names.push_back(names[c] + (names[c].empty() ? "" : ":") + variable.name + suffixes[j]);
      }
    }
    columns = std::move(product);
    names = std::move(product_names);
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    pieces_.push_back(std::move(columns[c]));
    names_.push_back(std::move(names[c]));
    terms_.push_back(term + 1);
  }
}

std::vector<std::size_t> ModelMatrix::columns_of(std::size_t term) const {
  std::vector<std::size_t> result;
  for (std::size_t j = 0; j < terms_.size(); ++j) {
    if (terms_[j] == term) {
      result.push_back(j);
    }
  }
  return result;
}

namespace {

enum class First { Yes, No };  // the first piece of a column is set, the others are multiplied by

template <First first, typename Value>
void apply(const Value& value, std::size_t stride, std::size_t count, double* into) {
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (first == First::Yes) {
      into[i] = value(i * stride);
    } else {
      into[i] *= value(i * stride);
    }
  }
}

// Rows that follow each other, which is the rule, take a loop without a stride.
template <typename Value>
void apply(First first, const Value& value, std::size_t stride, std::size_t count, double* into) {
  if (first == First::No) {
    apply<First::No>(value, stride, count, into);
  } else if (stride == 1) {
    apply<First::Yes>(value, 1, count, into);
  } else {
    apply<First::Yes>(value, stride, count, into);
  }
}

}  // namespace

void ModelMatrix::fill_column(std::size_t column, std::size_t first, std::size_t stride, std::size_t count,
                              double* into) const {
  const std::vector<Piece>& pieces = pieces_[column];
  if (pieces.empty()) {
    std::fill_n(into, count, 1.0);
  }
  for (std::size_t p = 0; p < pieces.size(); ++p) {
    const Piece& piece = pieces[p];
    const First order = p == 0 ? First::Yes : First::No;
    if (piece.of_level.empty()) {
      const double* numbers = piece.variable->numbers.data() + piece.offset + first;
      apply(order, [&](std::size_t row) { return numbers[row]; }, stride, count, into);
    } else {
      const std::uint16_t* codes = piece.variable->codes.data() + first;
      const double* values = piece.of_level.data();  // the last one stands for no level
      const std::size_t none = piece.of_level.size() - 1;
      apply(
          order, [&](std::size_t row) { return values[std::min<std::size_t>(codes[row], none)]; }, stride, count, into);
    }
  }
  const std::uint8_t* present = frame_->present.data() + first;
  if (stride != 1 || std::memchr(present, 0, count) != nullptr) {
    for (std::size_t i = 0; i < count; ++i) {
      into[i] = present[i * stride] != 0 ? into[i] : 0.0;
    }
  }
}

void ModelMatrix::fill(std::size_t first, std::size_t stride, std::size_t count,
                       Eigen::Ref<Eigen::MatrixXd> into) const {
  for (std::size_t j = 0; j < columns(); ++j) {
    fill_column(j, first, stride, count, into.col(static_cast<Eigen::Index>(j)).data());
  }
}

}  // namespace kith::model
