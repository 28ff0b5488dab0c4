#include "data/labelled_column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>

#include "base/text.h"
#include "data/few.h"
#include "data/label_meaning.h"
#include "data/natural.h"

namespace kith::data {

namespace {

// A tagged missing value has the bits of a NaN that no file holds, and its letter in the last byte.
constexpr std::uint64_t tagged = 0x7FF8'4B49'5448'0000U;
constexpr std::uint8_t blank_tag = 1;

std::uint64_t key_of(double value) {
  return std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);  // -0 is 0
}

bool is_tag(std::uint64_t key) {
  return (key & ~std::uint64_t{0xFF}) == tagged;
}

std::string tag_text(std::uint64_t key) {
  return {'.', static_cast<char>(key & 0xFFU)};
}

std::uint64_t key_of(const ValueLabel& label) {
  return label.number ? key_of(*label.number) : tagged | static_cast<unsigned char>(label.text.back());
}

// Numbers by value, then tags by letter.
bool key_less(std::uint64_t a, std::uint64_t b) {
  if (is_tag(a) || is_tag(b)) {
    return is_tag(a) && is_tag(b) ? a < b : is_tag(b);
  }
  return std::bit_cast<double>(a) < std::bit_cast<double>(b);
}

}  // namespace

void LabelledColumn::expect(int rows) {
  constexpr int most = 1 << 20;  // a damaged file may say anything
  expected_ = static_cast<std::size_t>(std::clamp(rows, 0, most));
  codes_.reserve(expected_);
}

void LabelledColumn::add_other_number(double value) {
  if (wide_) {
    numbers_.push_back(value);
    if (!tags_.empty()) {
      tags_.push_back(0);
    }
    return;
  }
  add_key(key_of(value));
  if (const std::size_t small = small_number(value); small < small_codes_.size() && !wide_) {
    small_codes_[small] = codes_.back();
  }
}

// A number without a value.
void LabelledColumn::add_tag(std::uint8_t tag) {
  tags_.resize(numbers_.size());
  numbers_.push_back(0);
  tags_.push_back(tag);
}

void LabelledColumn::add_tagged(char tag) {
  if (wide_) {
    add_tag(static_cast<std::uint8_t>(tag));
  } else {
    add_key(tagged | static_cast<unsigned char>(tag));
  }
}

void LabelledColumn::add_blank() {
  if (!wide_) {
    codes_.push_back(missing_code(Missing::Blank));
  } else if (kind == ValueKind::Text) {
    texts_.emplace_back();
  } else {
    add_tag(blank_tag);
  }
}

void LabelledColumn::add_text(const std::string& value) {
  if (value.empty()) {
    add_blank();
    return;
  }
  if (!wide_) {
    const auto [found, fresh] = text_code_.try_emplace(value, static_cast<std::uint8_t>(distinct_texts_.size()));
    if (!fresh || distinct_texts_.size() < max_options) {
      if (fresh) {
        distinct_texts_.push_back(value);
      }
      codes_.push_back(found->second);
      return;
    }
    widen();
  }
  texts_.push_back(value);
}

void LabelledColumn::add_key(std::uint64_t key) {
  const auto [found, fresh] = code_.try_emplace(key, static_cast<std::uint8_t>(distinct_.size()));
  if (fresh && distinct_.size() == max_options) {
    widen();
    if (is_tag(key)) {
      add_tagged(static_cast<char>(key & 0xFFU));
    } else {
      add_number(std::bit_cast<double>(key));
    }
    return;
  }
  if (fresh) {
    distinct_.push_back(key);
  }
  codes_.push_back(found->second);
}

void LabelledColumn::widen() {
  wide_ = true;
  small_codes_ = no_small_codes();
  if (kind == ValueKind::Number) {
    numbers_.reserve(expected_);
  }
  for (const std::uint8_t code : codes_.take()) {
    if (code >= missing_base) {
      add_blank();
    } else if (kind == ValueKind::Text) {
      texts_.push_back(distinct_texts_[code]);
    } else if (is_tag(distinct_[code])) {
      add_tagged(static_cast<char>(distinct_[code] & 0xFFU));
    } else {
      add_number(std::bit_cast<double>(distinct_[code]));
    }
  }
}

bool LabelledColumn::declared_missing(double value) const {
  return std::ranges::any_of(missing_ranges,
                             [&](const MissingRange& range) { return range.low <= value && value <= range.high; });
}

Missing LabelledColumn::reason_of(double value, const std::string& value_label) const {
  return declared_missing(value) ? reason_of_label(value_label) : Missing::None;
}

// Whether the values are options: all labelled, or few.
bool LabelledColumn::few(const std::vector<ValueLabel>& labels) const {
  if (wide_ || meaning != Meaning::Plain || keys_of_options(labels).size() > max_options) {
    return false;
  }
  const auto unlabelled = static_cast<std::size_t>(std::ranges::count_if(distinct_, [&](std::uint64_t key) {
    return !is_tag(key) &&
           std::ranges::find(labels, key, [](const ValueLabel& known) { return key_of(known); }) == labels.end();
  }));
  return unlabelled == 0 || few_numbers(distinct_.size(), codes_.size());
}

std::vector<std::uint64_t> LabelledColumn::keys_of_options(const std::vector<ValueLabel>& labels) const {
  std::vector<std::uint64_t> keys = distinct_;
  for (const ValueLabel& value_label : labels) {
    keys.push_back(key_of(value_label));
  }
  std::ranges::sort(keys, key_less);
  const auto rest = std::ranges::unique(keys);
  keys.erase(rest.begin(), rest.end());
  return keys;
}

Option LabelledColumn::option_of_key(std::uint64_t key, const std::vector<ValueLabel>& labels) const {
  const auto labelled = std::ranges::find(labels, key, [](const ValueLabel& known) { return key_of(known); });
  const std::string value_label = labelled == labels.end() ? std::string() : labelled->label;
  if (is_tag(key)) {
    return {tag_text(key), value_label.empty() ? tag_text(key) : value_label, std::nullopt,
            reason_of_label(value_label)};
  }
  const double value = std::bit_cast<double>(key);
  const std::string code = text::exact(value);
  return {code, value_label.empty() ? code : value_label, value, reason_of(value, value_label)};
}

Column LabelledColumn::finish_categorical(const std::vector<ValueLabel>& labels) {
  const std::vector<std::uint64_t> keys = keys_of_options(labels);
  std::vector<Option> options;
  options.reserve(keys.size());
  for (const std::uint64_t key : keys) {
    options.push_back(option_of_key(key, labels));
  }
  std::vector<std::uint8_t> final_code;
  final_code.reserve(distinct_.size());
  for (const std::uint64_t key : distinct_) {
    final_code.push_back(static_cast<std::uint8_t>(std::ranges::find(keys, key) - keys.begin()));
  }
  std::vector<std::uint8_t> codes = codes_.take();
  for (std::uint8_t& code : codes) {
    code = code < missing_base ? final_code[code] : code;
  }
  Column column = Column::categorical(name, std::move(options), std::move(codes));
  column.missing_ranges = missing_ranges;
  return column;
}

Column LabelledColumn::finish_number(const std::vector<ValueLabel>& labels, bool& tags_merged) {
  if (!wide_) {
    widen();
  }
  std::array<std::uint8_t, 256> reason{};
  reason[blank_tag] = static_cast<std::uint8_t>(Missing::Blank);
  for (char tag = 'a'; tag <= 'z'; ++tag) {
    const Option option = option_of_key(tagged | static_cast<unsigned char>(tag), labels);
    reason[static_cast<unsigned char>(tag)] = static_cast<std::uint8_t>(option.missing);
  }
  const std::set<std::uint8_t> tags(tags_.begin(), tags_.end());
  tags_merged = std::ranges::any_of(tags, [](std::uint8_t tag) { return tag > blank_tag; });
  for (double& value : numbers_) {
    value = (value - origin) / scale;
  }
  for (std::size_t row = 0; row < tags_.size(); ++row) {
    numbers_[row] = tags_[row] == 0 ? numbers_[row] : 0;
    tags_[row] = reason[tags_[row]];
  }
  Column column = Column::number(name, std::move(numbers_), std::move(tags_));
  column.missing_ranges = missing_ranges;
  std::vector<std::uint64_t> labelled;
  std::ranges::transform(labels, std::back_inserter(labelled), [](const ValueLabel& known) { return key_of(known); });
  std::ranges::sort(labelled, key_less);
  for (const std::uint64_t key : labelled) {
    column.value_labels.push_back(option_of_key(key, labels));
  }
  return column;
}

Column LabelledColumn::finish_text(const std::vector<ValueLabel>& labels) {
  const auto missing = [&](const std::string& value, const std::string& value_label) {
    return std::ranges::find(missing_texts, value) == missing_texts.end() ? Missing::None
                                                                          : reason_of_label(value_label);
  };
  std::vector<Option> options;
  options.reserve(labels.size());
  for (const ValueLabel& value_label : labels) {
    options.push_back(
        {value_label.text, value_label.label, std::nullopt, missing(value_label.text, value_label.label)});
  }
  std::vector<std::string> rest;
  std::ranges::copy_if(distinct_texts_, std::back_inserter(rest), [&](const std::string& value) {
    return std::ranges::find(options, value, &Option::code) == options.end();
  });
  std::ranges::sort(rest, natural_less);
  for (const std::string& value : rest) {
    options.push_back({value, value, std::nullopt, missing(value, {})});
  }
  if (!wide_ && options.size() > max_options) {
    widen();
  }
  if (wide_) {
    std::vector<std::uint8_t> reasons;
    reasons.reserve(texts_.size());
    for (const std::string& text : texts_) {
      reasons.push_back(static_cast<std::uint8_t>(text.empty() ? Missing::Blank : missing(text, {})));
    }
    return Column::text(name, texts_, std::move(reasons));
  }
  std::vector<std::uint8_t> final_code;
  final_code.reserve(distinct_texts_.size());
  for (const std::string& value : distinct_texts_) {
    final_code.push_back(static_cast<std::uint8_t>(std::ranges::find(options, value, &Option::code) - options.begin()));
  }
  std::vector<std::uint8_t> codes = codes_.take();
  for (std::uint8_t& code : codes) {
    code = code < missing_base ? final_code[code] : code;
  }
  return Column::categorical(name, std::move(options), std::move(codes));
}

Column LabelledColumn::finish(const std::vector<ValueLabel>& labels, bool& tags_merged) {
  Column column = kind == ValueKind::Text ? finish_text(labels)
                  : few(labels)           ? finish_categorical(labels)
                                          : finish_number(labels, tags_merged);
  column.label = label;
  column.format = format;
  column.meaning = meaning;
  column.ordered = ordered && column.kind() == Kind::Categorical;
  return column;
}

}  // namespace kith::data
