#include "simulate/routing.h"

#include <algorithm>

#include "base/text.h"
#include "data/expression.h"

namespace kith::simulate {

namespace {

data::Missing reason_of(const study::Option& option) {
  return option.missing.empty()          ? data::Missing::None
         : option.missing == "dont_know" ? data::Missing::DontKnow
         : option.missing == "refused"   ? data::Missing::Refused
         : option.missing == "not_asked" ? data::Missing::NotAsked
                                         : data::Missing::Other;
}

data::Column single_column(const Answers& answers) {
  std::vector<data::Option> options;
  options.reserve(answers.question->options.size());
  for (const study::Option& option : answers.question->options) {
    options.push_back({option.code, option.label, text::to_number(option.code), reason_of(option)});
  }
  std::vector<std::uint8_t> codes(answers.option.size());
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i] = answers.reasons[i] == data::Missing::None ? static_cast<std::uint8_t>(answers.option[i])
                                                         : data::missing_code(answers.reasons[i]);
  }
  return data::Column::categorical(answers.question->name, std::move(options), std::move(codes));
}

std::vector<std::uint8_t> bytes_of(const std::vector<data::Missing>& reasons) {
  std::vector<std::uint8_t> bytes(reasons.size());
  std::ranges::transform(reasons, bytes.begin(),
                         [](data::Missing reason) { return static_cast<std::uint8_t>(reason); });
  return bytes;
}

void add(data::Table& table, const Answers& answers) {
  const study::Question& question = *answers.question;
  switch (question.type) {
    case study::QuestionType::Single: {
      data::Column column = single_column(answers);
      column.ordered = question.ordered;
      table.add(std::move(column));
      return;
    }
    case study::QuestionType::Number:
      table.add(data::Column::number(question.name, answers.numbers, bytes_of(answers.reasons)));
      return;
    case study::QuestionType::Text:
      table.add(data::Column::text(question.name, answers.texts, bytes_of(answers.reasons)));
      return;
    case study::QuestionType::Multiple:
      break;
  }
  data::ResponseSet set{question.name, question.text, {}};
  for (std::size_t option = 0; option < question.options.size(); ++option) {
    const std::string name = question.name + "_" + question.options[option].code;
    std::vector<double> ticks(answers.ticks[option].begin(), answers.ticks[option].end());
    table.add(data::Column::number(name, std::move(ticks), bytes_of(answers.reasons)));
    set.members.push_back({question.options[option].code, question.options[option].label, name, "1"});
  }
  table.sets.push_back(std::move(set));
}

}  // namespace

std::vector<std::uint8_t> asked(const study::Question& question, const std::vector<Answers>& earlier,
                                std::size_t people) {
  if (question.asked_if.empty()) {
    return std::vector<std::uint8_t>(people, 1);
  }
  data::Table table;
  table.source = "the questions before `" + question.name + "`";
  for (const Answers& answers : earlier) {
    add(table, answers);
  }
  return data::rows_where(table, question.asked_if, question.where);
}

}  // namespace kith::simulate
