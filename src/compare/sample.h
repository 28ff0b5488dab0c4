// One side of a comparison: a sample, and its answer to one question under any weights of its respondents.
//
// A measure of `kith estimate` is a smooth function f of weighted sums T = sum of w_i c_i over those who answered
// (estimate/measure.h). Under the weights w its value is f(T), and what respondent i adds to it, per unit of weight, is
//   v_i = grad f(T) . c_i,
// so that the influence of i is w_i v_i. Both are asked for at the weights that reweighting finds, not only at the
// sample's own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/design.h"
#include "design/spec.h"
#include "estimate/measure.h"

namespace kith::compare {

// Of a benchmark that is a table of cells, one a row: each cell's share stands for so many people.
struct CellColumns {
  std::string base;           // unweighted people of the cell
  std::string design_factor;  // deft of the cell; empty: 1
};

struct Side {
  const data::Table* table = nullptr;  // must outlive whoever holds the side
  std::string measure;                 // with one figure: "share(trust in \"can\")", "mean(score)"
  std::string where{};                 // EXPR; empty: all rows
  design::Spec design{};
  std::optional<CellColumns> cells{};
};

class Sample {
 public:
  // Throws Error for what cannot be parsed or found, and for a measure with several figures.
  explicit Sample(Side side);

  const Side& side() const { return side_; }
  const data::Table& table() const { return *side_.table; }
  const design::Design& design() const { return design_; }
  finding::Kind kind() const { return measure_.kind; }
  const std::string& measure() const { return measure_.text; }
  // 1 for rows of the domain that have an answer.
  const std::vector<std::uint8_t>& answered() const { return answered_; }
  // The design's weights of those who answered, 0 for all others.
  std::vector<double> weights() const;

  struct At {
    double value = 0;
    std::vector<double> slopes;  // v, of each row; 0 where there is no answer
    std::vector<double> sizes;   // what the row adds, per unit of weight, to the denominator
  };
  // None where it is not defined under these weights.
  std::optional<At> at(std::span<const double> weights) const;
  std::optional<double> value(std::span<const double> weights) const;

 private:
  std::optional<estimate::Point> point(std::span<const double> weights) const;
  const double* components(std::size_t row) const { return &components_[row * measure_.size()]; }

  Side side_;
  design::Design design_;
  estimate::Measure measure_;
  std::vector<std::uint8_t> answered_;
  std::vector<double> components_;  // rows x components
};

}  // namespace kith::compare
