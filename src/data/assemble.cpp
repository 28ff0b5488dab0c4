#include "data/assemble.h"

#include <algorithm>
#include <array>
#include <map>

#include "data/few.h"
#include "data/natural.h"

namespace kith::data {

namespace {

using Parts = std::span<PartColumn* const>;

bool any(Parts parts, Reading reading) {
  return std::ranges::any_of(parts, [&](const PartColumn* part) { return part->reading() == reading; });
}

bool numeric(Parts parts) {
  return std::ranges::all_of(parts, [](const PartColumn* part) {
    return part->reading() == Reading::Numbers || (part->reading() == Reading::Codes && part->answers().numeric());
  });
}

std::size_t rows_of(Parts parts) {
  std::size_t rows = 0;
  for (const PartColumn* part : parts) {
    rows += part->rows();
  }
  return rows;
}

double number_of(const std::string& answer) {
  double value = 0;
  read_decimal(answer.data(), answer.data() + answer.size(), value);
  return value;
}

// Every distinct answer in any part, in the order of the codebook to be; all parts hold codes.
std::vector<std::string> distinct(Parts parts) {
  std::vector<std::string> all;
  for (const PartColumn* part : parts) {
    all.insert(all.end(), part->answers().values().begin(), part->answers().values().end());
  }
  std::ranges::sort(all, natural_less);
  const auto rest = std::ranges::unique(all);
  all.erase(rest.begin(), rest.end());
  return all;
}

// Numbers by value, of the spellings of one number ("1", "1.0") the shortest.
std::vector<Option> numeric_options(const std::vector<std::string>& answers) {
  std::map<double, std::string> by_value;
  for (const std::string& answer : answers) {
    auto& spelling = by_value[number_of(answer)];
    if (spelling.empty() || answer.size() < spelling.size()) {
      spelling = answer;
    }
  }
  std::vector<Option> options;
  options.reserve(by_value.size());
  for (const auto& [value, spelling] : by_value) {
    options.push_back({spelling, spelling, value, Missing::None});
  }
  return options;
}

std::size_t index_of(const std::vector<Option>& options, const std::string& answer) {
  const bool by_value = options.front().value.has_value();
  const double value = by_value ? number_of(answer) : 0;
  const auto found = std::ranges::find_if(
      options, [&](const Option& option) { return by_value ? *option.value == value : option.code == answer; });
  return static_cast<std::size_t>(found - options.begin());
}

Column categorical(const std::string& name, Parts parts, std::vector<Option> options) {
  std::vector<std::uint8_t> codes(rows_of(parts));
  auto out = codes.begin();
  for (const PartColumn* part : parts) {
    std::array<std::uint8_t, 256> code{};
    for (unsigned raw = missing_base; raw < code.size(); ++raw) {
      code[raw] = static_cast<std::uint8_t>(raw);
    }
    const auto& answers = part->answers().values();
    for (std::size_t raw = 0; raw < answers.size(); ++raw) {
      code[raw] = static_cast<std::uint8_t>(index_of(options, answers[raw]));
    }
    out = std::ranges::transform(part->codes(), out, [&](std::uint8_t raw) { return code[raw]; }).out;
  }
  return Column::categorical(name, std::move(options), std::move(codes));
}

// The reasons of all parts one after another; empty when nothing is missing.
class Reasons {
 public:
  void add(std::size_t row, std::size_t rows, std::uint8_t reason) {
    if (reason == 0 && reasons_.empty()) {
      return;
    }
    if (reasons_.empty()) {
      reasons_.resize(rows);
    }
    reasons_[row] = reason;
  }
  void add(std::size_t row, std::size_t rows, std::span<const std::uint8_t> reasons) {
    for (const std::uint8_t reason : reasons) {
      add(row++, rows, reason);
    }
  }
  std::vector<std::uint8_t> take() { return std::move(reasons_); }

 private:
  std::vector<std::uint8_t> reasons_;
};

std::uint8_t reason_of(std::uint8_t code) {
  return code >= missing_base ? static_cast<std::uint8_t>(code - missing_base) : std::uint8_t{0};
}

Column number(const std::string& name, Parts parts) {
  const std::size_t rows = rows_of(parts);
  std::vector<double> values;
  values.reserve(rows);
  Reasons reasons;
  for (PartColumn* part : parts) {
    if (part->reading() == Reading::Numbers) {
      reasons.add(values.size(), rows, part->reasons());
      values.insert(values.end(), part->numbers().begin(), part->numbers().end());
    } else {
      std::vector<double> of_code;
      std::ranges::transform(part->answers().values(), std::back_inserter(of_code), number_of);
      for (const std::uint8_t code : part->codes()) {
        reasons.add(values.size(), rows, reason_of(code));
        values.push_back(code < missing_base ? of_code[code] : 0);
      }
    }
    part->release();
  }
  return Column::number(name, std::move(values), reasons.take());
}

Column text(const std::string& name, Parts parts) {
  const std::size_t rows = rows_of(parts);
  std::string arena;
  std::vector<std::uint32_t> ends;
  ends.reserve(rows);
  Reasons reasons;
  const auto append = [&](std::string_view value) {
    if (arena.size() + value.size() > UINT32_MAX) {
      throw Error({"text-too-long", "the answers of `" + name + "` are longer than 4 GB together", {}, {}});
    }
    arena += value;
  };
  for (PartColumn* part : parts) {
    if (part->reading() == Reading::Texts) {
      reasons.add(ends.size(), rows, part->reasons());
      const auto before = static_cast<std::uint32_t>(arena.size());
      append(part->arena());
      std::ranges::transform(part->ends(), std::back_inserter(ends), [&](std::uint32_t end) { return before + end; });
    } else {
      for (const std::uint8_t code : part->codes()) {
        reasons.add(ends.size(), rows, reason_of(code));
        append(code < missing_base ? std::string_view(part->answers().values()[code]) : std::string_view());
        ends.push_back(static_cast<std::uint32_t>(arena.size()));
      }
    }
    part->release();
  }
  return Column::text(name, std::move(arena), std::move(ends), reasons.take());
}

}  // namespace

std::optional<Column> assemble(const std::string& name, Parts parts) {
  if (any(parts, Reading::Undecided)) {
    return std::nullopt;
  }
  if (any(parts, Reading::Numbers)) {
    return numeric(parts) ? std::optional(number(name, parts)) : std::nullopt;
  }
  if (any(parts, Reading::Texts)) {
    return text(name, parts);
  }
  const std::vector<std::string> answers = distinct(parts);
  if (answers.empty() || !numeric(parts)) {
    if (answers.size() > max_options) {
      return text(name, parts);
    }
    std::vector<Option> options;
    options.reserve(answers.size());
    for (const std::string& answer : answers) {
      options.push_back({answer, answer, std::nullopt, Missing::None});
    }
    return categorical(name, parts, std::move(options));
  }
  std::vector<Option> options = numeric_options(answers);
  return few_numbers(options.size(), rows_of(parts)) ? categorical(name, parts, std::move(options))
                                                     : number(name, parts);
}

}  // namespace kith::data
