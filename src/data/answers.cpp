#include "data/answers.h"

#include <algorithm>

#include "base/text.h"
#include "data/decimal.h"

namespace kith::data {

Answers::Answers(std::span<const std::string> missing, char delimiter) : delimiter_(delimiter), table_(slots) {
  one_.fill(unseen);
  for (const char end : {delimiter, '\n', '\r'}) {
    one_[static_cast<unsigned char>(end)] = missing_code(Missing::Blank);
  }
  for (const std::string& answer : missing) {
    const std::string_view trimmed = text::trim(answer);
    if (!trimmed.empty()) {
      remember(trimmed, missing_code(Missing::Blank));
    }
  }
}

std::uint8_t Answers::add(std::string_view cell) {
  const std::string_view answer = text::trim(cell);
  std::uint8_t code = find(answer.data(), answer.size(), answer.data() + answer.size());
  if (code == unseen) {
    if (values_.size() == max_options) {
      return unseen;
    }
    code = static_cast<std::uint8_t>(values_.size());
    values_.emplace_back(answer);
    remember(answer, code);
  }
  if (answer.size() != cell.size()) {
    remember(cell, code);
  }
  return code;
}

bool Answers::numeric() const {
  return std::ranges::all_of(values_, [](const std::string& value) {
    double ignored = 0;
    return read_decimal(value.data(), value.data() + value.size(), ignored);
  });
}

void Answers::close() {
  table_ = {};
  spellings_ = {};
}

// A spelling for which there is no more room is added again, and trimmed again, each time that it occurs.
void Answers::remember(std::string_view cell, std::uint8_t code) {
  if (cell.size() == 1 && !ends_cell(cell.front())) {
    one_[static_cast<unsigned char>(cell.front())] = code;
    return;
  }
  if (spellings_.size() >= slots / 4 * 3 || cell.size() > UINT32_MAX) {
    return;
  }
  const std::uint64_t key = key_of(cell.data(), cell.size(), cell.data() + cell.size());
  std::size_t at = home(key);
  while (table_[at].code != unseen) {
    at = (at + 1) % slots;
  }
  table_[at] = {key, static_cast<std::uint32_t>(cell.size()), static_cast<std::uint16_t>(spellings_.size()), code};
  spellings_.emplace_back(cell);
}

}  // namespace kith::data
