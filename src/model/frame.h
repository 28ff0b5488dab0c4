// A formula over the rows of a table: its variables, and who takes part.
//
// Who takes part: the rows of the domain with a weight above 0 and an answer to every variable of the formula (complete
// cases, R's na.omit). Everybody else stays in the design with a contribution of 0. How many left for which variable is
// kept, because a base that shrinks is the reader's business (F5, F7); a variable that more than a fifth of the domain
// did not answer is noted.
//
// Levels that nobody who takes part has are left out, as R does.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/table.h"
#include "finding/finding.h"
#include "model/formula.h"
#include "model/variable.h"

namespace kith::model {

struct FrameOptions {
  Contrast contrast = Contrast::Treatment;            // of every factor
  std::map<std::string, Contrast> contrasts = {};     // of some, by the text of the variable: R's contrasts = list(...)
  std::optional<Contrast> of_ordered = std::nullopt;  // of questions whose options are ordered: R takes Polynomial
};

struct MissingCount {
  std::string variable;
  std::int64_t rows = 0;
};

struct Frame {
  Formula formula{};
  std::vector<Variable> variables{};  // of formula.variables
  std::optional<Variable> response{};
  std::vector<double> offset{};  // their sum, one a row; empty when there are none
  std::vector<std::uint8_t> present{};
  FrameOptions options{};

  std::int64_t domain = 0;              // rows of the domain
  std::int64_t complete = 0;            // rows that take part
  std::vector<MissingCount> missing{};  // variables that some of the domain did not answer
  std::vector<finding::Note> notes{};

  std::size_t rows() const { return present.size(); }
  Contrast contrast_of(const Variable& factor) const;
};

// `weights` and `domain` (1: in it) have one entry a row. Throws Error for what is not in the table, and ("no-cases")
// when nobody takes part. The table must outlive the frame.
Frame make_frame(const Formula& formula, const data::Table& table, std::span<const double> weights,
                 std::span<const std::uint8_t> domain, FrameOptions options = {});

// The right side of `fitted` over another table, with its levels and polynomials; nobody needs to have answered: rows
// without a value are not present.
Frame frame_like(const Frame& fitted, const data::Table& table);

}  // namespace kith::model
