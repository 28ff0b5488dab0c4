// What is imputed from what: the same for every chain, and made once.
//
// Predictors of a column are all other columns, in the order of their names: numbers less their mean over their spread;
// of options one column for each but the first; one more where there are people whose answer stays unknown (not asked,
// refused). A column that does not vary among those who answered the one to be imputed, or follows from those before
// it, is left out; and where fewer than five answered for each that is left, those that go with it least.
#pragma once

#include <cstdint>
#include <vector>

#include "data/table.h"
#include "finding/finding.h"
#include "impute/impute.h"
#include "impute/predictor_rows.h"
#include "impute/variable.h"

namespace kith::impute {

struct PredictorColumn {
  enum class Of { Number, Option, Options, Unknown };  // Options: this place and all after it

  std::size_t variable = 0;
  Of of = Of::Number;
  std::uint8_t place = 0;

  // Of an answer, as a number or place.
  float value(const Variable& variable, double answer) const;
};

struct Target {
  std::size_t variable = 0;
  std::vector<std::size_t> predictors{};  // of Plan::columns
};

struct Plan {
  std::vector<Variable> variables{};  // by name
  std::vector<PredictorColumn> columns{};
  PredictorMatrix matrix{};               // of the columns; 0 in gaps
  std::vector<Target> targets{};          // in the order of the visits: fewest gaps first
  std::vector<std::uint32_t> group_of{};  // clusters, of each row; empty: none
  std::uint32_t groups = 0;
  std::vector<finding::Note> notes{};

  // The predictors of a target in `of`, which is the matrix above or one with its gaps filled. Refers to all of them.
  PredictorRows predictors(const PredictorMatrix& of, const Target& target, std::span<const std::uint32_t> rows) const;
};

Plan make_plan(const data::Table& table, const Options& options);

}  // namespace kith::impute
