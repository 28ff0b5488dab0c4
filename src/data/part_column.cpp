#include "data/part_column.h"

#include <algorithm>

#include "base/text.h"

namespace kith::data {

PartColumn::PartColumn(Reading reading, std::uint8_t* codes, std::size_t rows_at_most,
                       std::span<const std::string> missing, char delimiter)
    : reading_(reading), codes_(codes), rows_at_most_(rows_at_most), answers_(missing, delimiter), missing_(missing) {}

void PartColumn::close(std::size_t rows) {
  rows_ = rows;
  if (!reasons_.empty()) {
    reasons_.resize(rows);
  }
  answers_.close();
}

void PartColumn::release() {
  numbers_ = Scratch<double>();
  reasons_ = {};
  arena_ = {};
  ends_ = {};
}

void PartColumn::take_other(std::size_t row, std::string_view cell) {
  const std::string_view answer = text::trim(cell);
  const Missing reason = means_missing(answer) ? Missing::Blank : Missing::None;
  double value = 0;
  const bool number = reading_ != Reading::Texts && read_decimal(answer.data(), answer.data() + answer.size(), value);
  if (reading_ == Reading::Codes) {
    const std::uint8_t code = answers_.add(cell);
    if (code != Answers::unseen) {
      codes_[row] = code;
      return;
    }
    if (number && answers_.numeric()) {
      give_way_to_numbers(row);
    } else {
      give_way_to_texts(row);
    }
  }
  if (reading_ == Reading::Texts) {
    add_text(answer, reason);
  } else if (reading_ == Reading::Numbers && !number && reason == Missing::None) {
    reading_ = Reading::Undecided;
    release();
  } else if (reading_ == Reading::Numbers) {
    numbers_.data()[row] = value;
    set_reason(row, reason);
  }
}

void PartColumn::add_text(std::string_view text, Missing reason) {
  if (reason == Missing::None) {
    if (arena_.size() + text.size() > UINT32_MAX) {
      throw Error({"text-too-long", "the answers to one question are longer than 4 GB together", {}, {}});
    }
    arena_ += text;
  }
  ends_.push_back(static_cast<std::uint32_t>(arena_.size()));
  set_reason(ends_.size() - 1, reason);
}

// Reasons are kept from the first row that lacks an answer; later rows have answered unless they say otherwise.
void PartColumn::set_reason(std::size_t row, Missing reason) {
  if (reason != Missing::None) {
    reasons_.resize(std::max(reasons_.size(), rows_at_most_));
    reasons_[row] = static_cast<std::uint8_t>(reason);
  }
}

void PartColumn::give_way_to_numbers(std::size_t rows) {
  reading_ = Reading::Numbers;
  numbers_ = Scratch<double>(rows_at_most_);
  std::vector<double> values;
  for (const std::string& answer : answers_.values()) {
    read_decimal(answer.data(), answer.data() + answer.size(), values.emplace_back());
  }
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint8_t code = codes_[row];
    numbers_.data()[row] = code < missing_base ? values[code] : 0;
    set_reason(row, code < missing_base ? Missing::None : static_cast<Missing>(code - missing_base));
  }
}

void PartColumn::give_way_to_texts(std::size_t rows) {
  reading_ = Reading::Texts;
  ends_.reserve(rows_at_most_);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint8_t code = codes_[row];
    const bool answered = code < missing_base;
    add_text(answered ? std::string_view(answers_.values()[code]) : std::string_view(),
             answered ? Missing::None : static_cast<Missing>(code - missing_base));
  }
}

bool PartColumn::means_missing(std::string_view answer) const {
  return answer.empty() ||
         std::ranges::any_of(missing_, [&](const std::string& missing) { return text::trim(missing) == answer; });
}

}  // namespace kith::data
