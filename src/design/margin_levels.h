// The levels of crossed columns: which one each respondent has, and which one a text means.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"
#include "design/labels.h"

namespace kith::design {

class MarginLevels {
 public:
  // Columns of one table. With none there is one level, everybody.
  MarginLevels(const std::vector<const data::Column*>& columns, std::size_t rows);

  // A number for every combination that occurs (of one column: for every label), no_label for rows without an answer.
  std::span<const std::uint32_t> of_rows() const { return pairs_.index; }
  std::uint32_t count() const { return count_; }
  std::string text(std::uint32_t level) const;  // "F:16-24", by labels

  // What "F:16-24" means: a combination that occurs; none where it could occur and does not. Throws Error
  // ("unknown-level") with what it could be.
  std::optional<std::uint32_t> find(std::string_view text) const;

 private:
  struct Axis {
    const data::Column* column;
    Labels labels;
    std::vector<std::size_t> first_row;  // that has each label; empty for options
  };

  void cross(const Labels& labels);
  std::string label(const Axis& axis, std::uint32_t index) const;
  // Labels of the axis that `text` means.
  std::vector<std::uint32_t> matches(const Axis& axis, std::string_view text) const;
  bool find_from(std::size_t axis, std::string_view text, std::vector<std::uint32_t>& found) const;

  std::vector<Axis> axes_;
  Pairs pairs_;  // of the last axis with those before
  std::uint32_t count_ = 1;
  std::vector<std::vector<std::uint32_t>> combination_;  // of each level, a label an axis
};

}  // namespace kith::design
