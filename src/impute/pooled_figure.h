// One number of every imputation as one: for findings, coefficients, margins and tests.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"

namespace kith::impute {

// What one imputation says of a number.
struct Answer {
  std::optional<double> value{};
  std::optional<double> se{};
  double df = 0;
};

struct PooledFigure {
  std::optional<double> value{};  // none: some imputation has none
  std::optional<double> se{};
  double df = 0;
  bool imputed = false;  // false: the same in every imputation
  finding::Imputation imputation{};
};

// One answer for each imputation.
PooledFigure pooled_figure(std::span<const Answer> answers);

// "41 of 200 answers are imputed (20.5%), 20 times.", from the bases with and without; flagged as much above a fifth.
std::vector<finding::Note> imputation_notes(std::int64_t base, std::int64_t answered, std::int64_t count);

// Notes of all imputations, each once by its code.
std::vector<finding::Note> together(std::span<const std::vector<finding::Note>> notes);

}  // namespace kith::impute
