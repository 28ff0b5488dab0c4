// The model matrix, as a recipe: nobody holds rows x columns.
//
// A column is a product of pieces, one for each variable of its term: the numbers of a variable, or what the contrasts
// say for the level of a factor (a look-up by code). Blocks of a few hundred rows are made when they are needed, in the
// cache, which costs less than reading a stored matrix from memory.
//
// A factor of a term is coded by its contrasts when the term without it is already in the model, and by a column for
// every level otherwise; without an intercept the first factor has a column for every level. Columns vary fastest in
// the first variable. (Chambers and Hastie 1992, section 2.4.1: R's rules and R's names.)
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "model/frame.h"

namespace kith::model {

class ModelMatrix {
 public:
  static constexpr std::size_t block = 512;  // rows that are made at a time: 512 x 15 numbers fit into a core's cache

  // The frame must outlive the matrix.
  explicit ModelMatrix(const Frame& frame);

  std::size_t columns() const { return names_.size(); }
  std::size_t rows() const { return frame_->rows(); }
  const std::vector<std::string>& names() const { return names_; }
  // The term of each column as an index into formula.terms plus 1; 0 for the intercept (R's "assign").
  const std::vector<std::size_t>& terms() const { return terms_; }
  std::vector<std::size_t> columns_of(std::size_t term) const;  // numbered as in terms()

  // Rows first, first + stride, ... into the first `count` rows of `into` (rows x columns). Rows that are not present
  // are 0.
  void fill(std::size_t first, std::size_t stride, std::size_t count, Eigen::Ref<Eigen::MatrixXd> into) const;
  // One column of consecutive rows.
  void fill_column(std::size_t column, std::size_t first, std::size_t stride, std::size_t count, double* into) const;

 private:
  struct Piece {
    const Variable* variable = nullptr;
    std::size_t offset = 0;        // numbers: where the column begins in variable->numbers
    std::vector<double> of_level;  // factors: by code, and one for no level
  };

  void add_term(const Frame& frame, std::size_t term, bool full_first);

  const Frame* frame_;
  std::vector<std::vector<Piece>> pieces_;  // of each column
  std::vector<std::string> names_;
  std::vector<std::size_t> terms_;
};

}  // namespace kith::model
