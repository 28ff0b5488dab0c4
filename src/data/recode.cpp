#include "data/recode.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "study/scale.h"

namespace kith::data {

namespace {

using study::Question;

std::string times(std::size_t count) {
  return count == 1 ? "once" : fmt::format("{} times", count);
}

void report_unknown(const Given& given, const Question& question, const OptionIndex& index, const Origin& origin,
                    Problems& problems) {
  problems.add("unknown-answer",
               fmt::format("`{}` is no option of `{}` ({})", given.code, question.name, times(given.count)),
               origin.where(given.first_row), index.hint(given.code));
}

// A text column's kind of reasons: none when all rows have answered.
std::vector<std::uint8_t> reasons_of(const std::vector<Missing>& missing) {
  std::vector<std::uint8_t> reasons;
  if (std::ranges::any_of(missing, [](Missing reason) { return reason != Missing::None; })) {
    std::ranges::transform(missing, std::back_inserter(reasons),
                           [](Missing reason) { return static_cast<std::uint8_t>(reason); });
  }
  return reasons;
}

// What a row of a multiple-choice question says, before it is spread over the options' columns.
struct Ticked {
  std::vector<bool> options;        // ticked, by the question's options
  Missing reason = Missing::Blank;  // when nothing was answered
};

enum class Mark { Blank, No, Yes, Unknown };

// "Other (please specify)": below it stand the respondents' own words.
bool asks_for_words(std::string_view label) {
  const std::string key = answer_key(label);
  return key.starts_with("other") || key.starts_with("something else") ||
         key.find("please specify") != std::string::npos || key.find("please state") != std::string::npos ||
         key.find("please describe") != std::string::npos || key.find("please say") != std::string::npos;
}

Mark mark_of(const Given& given, const study::Option& option) {
  static const std::array<std::string_view, 9> yes{"1", "yes", "y", "true", "x", "ticked", "selected", "checked", "t"};
  static const std::array<std::string_view, 10> no{
      "0", "no", "n", "false", "f", "not selected", "unticked", "not ticked", "unchecked", "not checked"};
  const std::string code = answer_key(given.code), label = answer_key(given.label);
  if (code.empty()) {
    return Mark::Blank;
  }
  const auto is = [&](std::string_view text) { return text == code || text == label; };
  if (std::ranges::any_of(yes, is) || is(answer_key(option.code)) || is(answer_key(option.label))) {
    return Mark::Yes;
  }
  if (std::ranges::any_of(no, is)) {
    return Mark::No;
  }
  return asks_for_words(option.label) ? Mark::Yes : Mark::Unknown;
}

Recoded spread(const Question& question, const std::vector<Ticked>& rows) {
  Recoded recoded;
  recoded.set = {question.name, question.text, {}};
  for (std::size_t at = 0; at < question.options.size(); ++at) {
    const study::Option& option = question.options[at];
    if (missing_of(option) != Missing::None) {
      continue;
    }
    std::vector<std::uint8_t> codes;
    codes.reserve(rows.size());
    for (const Ticked& row : rows) {
      codes.push_back(row.reason != Missing::None ? missing_code(row.reason)
                                                  : static_cast<std::uint8_t>(row.options[at] ? 1 : 0));
    }
    Column column =
        Column::categorical(question.name + '_' + option.code,
                            {{"0", "No", 0.0, Missing::None}, {"1", "Yes", 1.0, Missing::None}}, std::move(codes));
    column.label = fmt::format("{}: {}", question.text, option.label);
    recoded.set.members.push_back({option.code, option.label, column.name, "1"});
    recoded.columns.push_back(std::move(column));
  }
  return recoded;
}

// Who ticked "don't know" and nothing else did not answer, for that reason.
void settle(Ticked& row, const Question& question) {
  bool answered = false;
  Missing reason = Missing::None;
  for (std::size_t at = 0; at < question.options.size(); ++at) {
    if (row.options[at]) {
      const Missing missing = missing_of(question.options[at]);
      answered = answered || missing == Missing::None;
      reason = missing != Missing::None ? missing : reason;
    }
  }
  if (!answered && reason != Missing::None) {
    row.reason = reason;
  }
}

}  // namespace

Missing missing_of(const study::Option& option) {
  if (option.missing.empty()) {
    return Missing::None;
  }
  for (const Missing reason : {Missing::DontKnow, Missing::Refused, Missing::NotAsked}) {
    if (option.missing == to_string(reason)) {
      return reason;
    }
  }
  return Missing::Other;
}

OptionIndex::OptionIndex(const Question& question, const AnswerValues& values) : question_(question) {
  for (std::size_t at = 0; at < question.options.size(); ++at) {
    by_key_.emplace(answer_key(question.options[at].code), at);
    if (const auto value = text::to_number(question.options[at].code)) {
      by_value_.emplace(*value, at);
    }
  }
  for (std::size_t at = 0; at < question.options.size(); ++at) {
    by_key_.emplace(answer_key(question.options[at].label), at);
  }
  for (const auto& [answer, code] : values) {
    const auto option = std::ranges::find(question.options, code, &study::Option::code);
    if (option != question.options.end()) {
      by_key_.insert_or_assign(answer_key(answer), static_cast<std::size_t>(option - question.options.begin()));
    }
  }
}

std::optional<std::size_t> OptionIndex::find(std::string_view answer) const {
  const auto found = by_key_.find(answer_key(answer));
  return found == by_key_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> OptionIndex::find(const Given& given) const {
  for (const std::string* text : {&given.code, &given.label}) {
    if (const auto found = find(*text)) {
      return found;
    }
  }
  const auto by_value = given.value ? by_value_.find(*given.value) : by_value_.end();
  return by_value == by_value_.end() ? std::nullopt : std::optional(by_value->second);
}

std::string OptionIndex::hint(std::string_view answer) const {
  std::vector<std::string> codes, both;
  for (const study::Option& option : question_.options) {
    codes.push_back(option.code);
    both.push_back(option.label);
    both.push_back(option.code);
  }
  return text::nearest(answer, both) ? text::suggestion(answer, both) : text::suggestion(answer, codes);
}

std::vector<Option> options_of(const Question& question) {
  std::vector<Option> options;
  bool numbers = true;
  for (const study::Option& option : question.options) {
    const Missing missing = missing_of(option);
    options.push_back({option.code, option.label, text::to_number(option.code), missing});
    numbers = numbers && (options.back().value || missing != Missing::None);
  }
  for (Option& option : options) {
    option.value = numbers ? option.value : std::nullopt;
  }
  return options;
}

Column recode_single(const Question& question, const Column& column, const Origin& origin, const AnswerValues& values,
                     Problems& problems) {
  if (question.options.size() > max_options) {
    throw Error({"too-many-options", fmt::format("`{}` has more than {} options", question.name, max_options),
                 question.where, "ask it as text, or group the options"});
  }
  const OptionIndex index(question, values);
  const GivenAnswers given = given_answers(column, origin.rows);
  std::vector<std::uint8_t> code_of;
  for (const Given& answer : given.distinct) {
    const auto option = index.find(answer);
    if (!option && answer.missing == Missing::None) {
      report_unknown(answer, question, index, origin, problems);
    }
    code_of.push_back(option ? static_cast<std::uint8_t>(*option)
                             : missing_code(answer.missing == Missing::None ? Missing::Other : answer.missing));
  }
  std::vector<std::uint8_t> codes;
  codes.reserve(origin.rows.size());
  for (std::size_t row = 0; row < origin.rows.size(); ++row) {
    codes.push_back(given.answer[row] == GivenAnswers::none ? missing_code(given.reason[row])
                                                            : code_of[given.answer[row]]);
  }
  Column recoded = Column::categorical(question.name, options_of(question), std::move(codes));
  recoded.label = question.text;
  recoded.ordered = question.ordered;
  return recoded;
}

bool outside(const Question& question, double value) {
  return (question.minimum && value < *question.minimum) || (question.maximum && value > *question.maximum);
}

// "from 0 to 10", "up to 10", "from 0 on"
std::string range_text(const Question& question) {
  if (question.minimum && question.maximum) {
    return "from " + study::scale_text({*question.minimum, *question.maximum});
  }
  return question.minimum ? fmt::format("from {} on", text::exact(*question.minimum))
                          : "up to " + text::exact(question.maximum.value_or(0));
}

Column recode_number(const Question& question, const Column& column, const Origin& origin, const AnswerValues& values,
                     Problems& problems) {
  const OptionIndex index(question, values);
  const GivenAnswers given = given_answers(column, origin.rows);
  std::vector<double> number;
  std::vector<Missing> missing;
  for (const Given& answer : given.distinct) {
    const auto option = index.find(answer);
    const auto value = answer.value ? answer.value : text::to_number(text::trim(answer.code));
    if (!option && !value && answer.missing == Missing::None) {
      problems.add(
          "not-a-number",
          fmt::format("`{}` is no number, which `{}` asks for ({})", answer.code, question.name, times(answer.count)),
          origin.where(answer.first_row), question.options.empty() ? "" : index.hint(answer.code));
    }
    const Missing reason = option ? missing_of(question.options[*option]) : answer.missing;
    if (!option && value && answer.missing == Missing::None && outside(question, *value)) {
      problems.add("out-of-range",
                   fmt::format("{} is an answer to `{}`, which goes {} ({})", answer.code, question.name,
                               range_text(question), times(answer.count)),
                   origin.where(answer.first_row),
                   "correct it, or give the code that stands for no answer as an option with `missing`");
    }
    number.push_back(value.value_or(0));
    missing.push_back(reason == Missing::None && !value ? Missing::Other : reason);
  }
  std::vector<double> numbers;
  std::vector<Missing> reasons;
  for (std::size_t row = 0; row < origin.rows.size(); ++row) {
    const std::uint32_t answer = given.answer[row];
    const bool none = answer == GivenAnswers::none || missing[answer] != Missing::None;
    numbers.push_back(none ? 0 : number[answer]);
    reasons.push_back(answer == GivenAnswers::none ? given.reason[row] : missing[answer]);
  }
  Column recoded = Column::number(question.name, std::move(numbers), reasons_of(reasons));
  recoded.label = question.text;
  recoded.meaning = column.meaning;
  return recoded;
}

Column recode_text(const Question& question, const Column& column, const Origin& origin) {
  const GivenAnswers given = given_answers(column, origin.rows);
  std::vector<std::string> texts;
  std::vector<Missing> reasons;
  for (std::size_t row = 0; row < origin.rows.size(); ++row) {
    const bool none = given.answer[row] == GivenAnswers::none;
    texts.push_back(none ? std::string() : given.distinct[given.answer[row]].label);
    reasons.push_back(none ? given.reason[row] : given.distinct[given.answer[row]].missing);
  }
  Column recoded = Column::text(question.name, texts, reasons_of(reasons));
  recoded.label = question.text;
  return recoded;
}

Recoded recode_list(const Question& question, const Column& column, const Origin& origin, const AnswerValues& values,
                    char separator, Problems& problems) {
  const OptionIndex index(question, values);
  const GivenAnswers given = given_answers(column, origin.rows);
  std::vector<Ticked> of_answer;
  std::map<std::string, Given> unknown;
  for (const Given& answer : given.distinct) {
    Ticked row{std::vector<bool>(question.options.size()), Missing::None};
    const std::string_view text = answer.label;
    for (std::size_t begin = 0; begin < text.size();) {
      std::size_t end = text.size();  // of the longest option that begins here
      auto option = index.find(text::trim(text.substr(begin)));
      while (!option && end > begin && (end = text.rfind(separator, end - 1)) != std::string_view::npos &&
             end >= begin) {
        option = index.find(text::trim(text.substr(begin, end - begin)));
      }
      if (option) {
        row.options[*option] = true;
      } else {
        end = std::min(text.find(separator, begin), text.size());
        if (const std::string_view part = text::trim(text.substr(begin, end - begin)); !part.empty()) {
          Given& none =
              unknown.try_emplace(std::string(part), Given{std::string(part), {}, {}, {}, 0, answer.first_row})
                  .first->second;
          none.count += answer.count;
        }
      }
      begin = end + 1;
    }
    settle(row, question);
    of_answer.push_back(std::move(row));
  }
  for (const auto& part : unknown) {
    report_unknown(part.second, question, index, origin, problems);
  }
  std::vector<Ticked> rows;
  rows.reserve(origin.rows.size());
  for (std::size_t row = 0; row < origin.rows.size(); ++row) {
    rows.push_back(given.answer[row] == GivenAnswers::none
                       ? Ticked{std::vector<bool>(question.options.size()), given.reason[row]}
                       : of_answer[given.answer[row]]);
  }
  return spread(question, rows);
}

Recoded recode_ticks(const Question& question, const std::map<std::string, const Column*>& columns,
                     const Origin& origin, Problems& problems) {
  std::vector<Ticked> rows(origin.rows.size(), Ticked{std::vector<bool>(question.options.size()), Missing::Blank});
  for (std::size_t at = 0; at < question.options.size(); ++at) {
    const study::Option& option = question.options[at];
    const auto column = columns.find(option.code);
    if (column == columns.end()) {
      continue;
    }
    const GivenAnswers given = given_answers(*column->second, origin.rows);
    std::vector<Mark> marks;
    std::ranges::transform(given.distinct, std::back_inserter(marks),
                           [&](const Given& answer) { return mark_of(answer, option); });
    // An export may repeat the option in its own words for everyone who ticked it.
    if (std::ranges::count(marks, Mark::Unknown) == 1 && std::ranges::count(marks, Mark::Yes) == 0) {
      std::ranges::replace(marks, Mark::Unknown, Mark::Yes);
    }
    for (std::size_t which = 0; which < marks.size(); ++which) {
      const Given& answer = given.distinct[which];
      if (marks[which] == Mark::Unknown) {
        problems.add("unknown-answer",
                     fmt::format("`{}` does not say whether `{}` of `{}` is ticked ({})", answer.code, option.code,
                                 question.name, times(answer.count)),
                     origin.where(answer.first_row), "1 or 0, yes or no, the option or nothing");
      }
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (given.answer[row] == GivenAnswers::none) {
        rows[row].reason = rows[row].reason == Missing::Blank ? given.reason[row] : rows[row].reason;
      } else if (const Mark mark = marks[given.answer[row]]; mark == Mark::Yes || mark == Mark::No) {
        rows[row].options[at] = mark == Mark::Yes;
        rows[row].reason = Missing::None;
      }
    }
  }
  for (Ticked& row : rows) {
    settle(row, question);
  }
  return spread(question, rows);
}

std::size_t set_not_asked(Column& column, std::span<const std::uint8_t> asked) {
  std::size_t answered = 0;
  for (std::size_t row = 0; row < asked.size(); ++row) {
    answered += asked[row] == 0 && column.missing_at(row) == Missing::None ? 1U : 0U;
  }
  constexpr auto not_asked = static_cast<std::uint8_t>(Missing::NotAsked);
  if (column.kind() == Kind::Categorical) {
    std::vector<std::uint8_t> codes(column.codes().begin(), column.codes().end());
    for (std::size_t row = 0; row < asked.size(); ++row) {
      codes[row] = asked[row] == 0 ? missing_code(Missing::NotAsked) : codes[row];
    }
    column.set_codes(std::move(codes));
    return answered;
  }
  std::vector<std::uint8_t> reasons(column.reasons().begin(), column.reasons().end());
  reasons.resize(column.size());
  for (std::size_t row = 0; row < asked.size(); ++row) {
    reasons[row] = asked[row] == 0 ? not_asked : reasons[row];
  }
  column.set_reasons(std::move(reasons));
  return answered;
}

}  // namespace kith::data
