#include "place/masked.h"

#include <algorithm>
#include <utility>

#include "place/postcode.h"

namespace kith::place {

namespace {

using data::Column;

bool of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

struct Word {
  std::size_t begin = 0, end = 0;
};

Word word_from(std::string_view text, std::size_t from) {
  while (from < text.size() && !of_word(text[from])) {
    ++from;
  }
  std::size_t end = from;
  while (end < text.size() && of_word(text[end])) {
    ++end;
  }
  return {from, end};
}

// With letters for digits only where it begins with a letter and has a digit: "ISO" and "10 1AA" are no postcodes.
bool is_postcode(std::string_view text) {
  const Parsed parsed = parse_postcode(text);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool certain = !parsed.corrected || (!is_digit(text.front()) && std::ranges::count_if(text, is_digit) > 1);
  return parsed.form == Form::Full && certain;
}

// Two words may be parted by a blank or a hyphen, and by no more than two signs.
bool is_split_postcode(std::string_view text, Word one, Word other) {
  const std::string_view between = text.substr(one.end, other.begin - one.end);
  return other.end > other.begin && between.size() <= 2 &&
         between.find_first_not_of(" -.,") == std::string_view::npos && other.end - other.begin == 3 &&
         is_postcode(std::string(text.substr(one.begin, one.end - one.begin)) +
                     std::string(text.substr(other.begin, other.end - other.begin)));
}

// At least half of the answers have several words.
bool holds_texts(const Column& column) {
  std::size_t answers = 0, texts = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string_view text = column.text_at(row);
    const Word first = word_from(text, 0);
    answers += first.end > first.begin ? 1U : 0U;
    texts += word_from(text, first.end).begin < text.size() ? 1U : 0U;
  }
  return 2 * texts >= answers;
}

std::size_t mask_texts(Column& column) {
  const bool of_texts = holds_texts(column);
  std::vector<std::string> values(column.size());
  std::size_t answers = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    Masked masked = mask_postcodes(column.text_at(row), of_texts);
    answers += masked.postcodes > 0 ? 1 : 0;
    values[row] = std::move(masked.text);
  }
  if (answers > 0) {
    Column made =
        Column::text(column.name, values, std::vector<std::uint8_t>(column.reasons().begin(), column.reasons().end()));
    made.describe_like(column);
    column = std::move(made);
  }
  return answers;
}

std::size_t mask_options(Column& column) {
  std::vector<data::Option> options = column.options();
  std::vector<std::uint8_t> masked(options.size());
  for (std::size_t i = 0; i < options.size(); ++i) {
    for (std::string* text : {&options[i].code, &options[i].label}) {
      Masked one = mask_postcodes(*text);
      masked[i] = masked[i] != 0 || one.postcodes > 0 ? 1 : 0;
      *text = std::move(one.text);
    }
  }
  const auto answers = static_cast<std::size_t>(std::ranges::count_if(
      column.codes(), [&](std::uint8_t code) { return code < masked.size() && masked[code] != 0; }));
  if (std::ranges::find(masked, 1) != masked.end()) {
    column.set_options(std::move(options));
  }
  return answers;
}

}  // namespace

Masked mask_postcodes(std::string_view text, bool of_texts) {
  Masked result;
  std::size_t done = 0;
  const Word first = word_from(text, 0);
  for (Word word = word_from(text, 0); word.begin < text.size(); word = word_from(text, word.end)) {
    const Word next = word_from(text, word.end);
    const bool split = is_split_postcode(text, word, next);
    const bool alone = !of_texts && word.begin == first.begin && next.begin >= text.size();
    if (!split && (alone || !is_postcode(text.substr(word.begin, word.end - word.begin)))) {
      continue;
    }
    word.end = split ? next.end : word.end;
    result.text += text.substr(done, word.begin - done);
    result.text += mask;
    done = word.end;
    ++result.postcodes;
  }
  result.text += text.substr(done);
  return result;
}

std::vector<MaskedColumn> mask_postcodes(data::Table& table) {
  std::vector<MaskedColumn> columns;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    Column& column = table.column_at(i);
    const std::size_t answers = column.kind() == data::Kind::Text          ? mask_texts(column)
                                : column.kind() == data::Kind::Categorical ? mask_options(column)
                                                                           : 0;
    if (answers > 0) {
      columns.push_back({column.name, answers});
    }
  }
  return columns;
}

}  // namespace kith::place
