#include "data/part_column.h"

#include <algorithm>

#include "base/text.h"

namespace kith::data {

PartColumn::PartColumn(Reading reading, std::uint8_t* codes, std::size_t rows_at_most,
                       std::span<const std::string> missing)
    : reading_(reading),
      codes_(codes),
      next_code_(codes),
      rows_at_most_(rows_at_most),
      missing_(missing),
      answers_(missing) {}

void PartColumn::release() {
  numbers_ = {};
  reasons_ = {};
  arena_ = {};
  ends_ = {};
}

void PartColumn::take_other(std::string_view cell) {
  const std::string_view answer = text::trim(cell);
  const Missing reason = means_missing(answer) ? Missing::Blank : Missing::None;
  if (reading_ == Reading::Texts) {
    add_text(answer, reason);
    return;
  }
  double value = 0;
  const bool number = read_decimal(answer.data(), answer.data() + answer.size(), value);
  if (reading_ == Reading::Codes) {
    const std::uint8_t code = answers_.add(cell);
    if (code != Answers::unseen) {
      *next_code_++ = code;
      return;
    }
    if (number && answers_.numeric()) {
      give_way_to_numbers();
    } else {
      give_way_to_texts();
    }
  }
  switch (reading_) {
    case Reading::Numbers:
      if (!number && reason == Missing::None) {
        reading_ = Reading::Undecided;
        release();
        return;
      }
      add_number(value, reason);
      return;
    case Reading::Texts:
      add_text(answer, reason);
      return;
    case Reading::Codes:
    case Reading::Skip:
    case Reading::Undecided:
      return;
  }
}

void PartColumn::add_text(std::string_view text, Missing reason) {
  if (arena_.size() + text.size() > UINT32_MAX) {
    throw Error({"text-too-long", "the answers to one question are longer than 4 GB together", {}, {}});
  }
  if (reason == Missing::None) {
    arena_ += text;
  }
  ends_.push_back(static_cast<std::uint32_t>(arena_.size()));
  if (!reasons_.empty() || reason != Missing::None) {
    add_reason(reason, ends_.size());
  }
}

// Reasons are kept from the first row that lacks an answer.
void PartColumn::add_reason(Missing reason, std::size_t rows) {
  reasons_.reserve(rows_at_most_);
  reasons_.resize(rows, 0);
  reasons_.back() = static_cast<std::uint8_t>(reason);
}

void PartColumn::give_way_to_numbers() {
  reading_ = Reading::Numbers;
  numbers_.reserve(rows_at_most_);
  std::vector<double> values;
  for (const std::string& answer : answers_.values()) {
    double value = 0;
    read_decimal(answer.data(), answer.data() + answer.size(), value);
    values.push_back(value);
  }
  for (const std::uint8_t code : codes()) {
    if (code >= missing_base) {
      add_number(0, static_cast<Missing>(code - missing_base));
    } else {
      add_number(values[code], Missing::None);
    }
  }
  next_code_ = codes_;
}

void PartColumn::give_way_to_texts() {
  reading_ = Reading::Texts;
  ends_.reserve(rows_at_most_);
  for (const std::uint8_t code : codes()) {
    if (code >= missing_base) {
      add_text({}, static_cast<Missing>(code - missing_base));
    } else {
      add_text(answers_.values()[code], Missing::None);
    }
  }
  next_code_ = codes_;
}

bool PartColumn::means_missing(std::string_view answer) const {
  return answer.empty() ||
         std::ranges::any_of(missing_, [&](const std::string& missing) { return text::trim(missing) == answer; });
}

}  // namespace kith::data
