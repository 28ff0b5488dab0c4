// instruments/NAME.toml: questions with their exact wording, options and routing. Other kinds of instrument (XLSForm)
// get a file of their own that fills the same Instrument.
#include <algorithm>
#include <iterator>
#include <ranges>

#include <fmt/format.h>

#include "study/loading.h"
#include "study/made_columns.h"

namespace kith::study {

namespace {

std::vector<Option> read_options(Entry& owner) {
  std::vector<Option> options;
  owner.each("options", [&](Entry& entry) {
    Option option;
    option.where = entry.where();
    option.code = entry.code("code", Need::Required);
    option.label = entry.text("label", Need::Required);
    option.missing = entry.choice<std::string>(
        "missing", {{"dont_know", "dont_know"}, {"refused", "refused"}, {"not_asked", "not_asked"}, {"other", "other"}},
        "");
    options.push_back(std::move(option));
  });
  return options;
}

void check_options(Entry& entry, const Question& question) {
  const bool chooses = question.type == QuestionType::Single || question.type == QuestionType::Multiple;
  const bool any = std::ranges::any_of(question.options, [](const Option& option) { return option.missing.empty(); });
  if (chooses && !entry.has("options")) {
    entry.problem("missing-key", fmt::format("question `{}` has no `options`", question.name), "options",
                  "list what can be answered, or give it the type \"number\" or \"text\"");
  } else if (chooses && !any && !entry.has_text("options")) {
    entry.problem("no-options", fmt::format("question `{}` has no option that counts as an answer", question.name),
                  "options", "at least one option must have no `missing`");
  } else if (question.type == QuestionType::Number && any) {
    entry.problem("options-unused",
                  fmt::format("question `{}` is a number, so its options must be missing values", question.name),
                  "options", "give each option `missing = ...`, or the question the type \"single\"");
  } else if (question.type == QuestionType::Text && entry.has("options")) {
    entry.problem("options-unused", fmt::format("question `{}` is text and has options", question.name), "options",
                  "remove them, or give the question the type \"single\"");
  }
}

void read_range(Entry& entry, Question& question) {
  constexpr double most = 1e15;
  question.minimum = entry.number("minimum", -most, most);
  question.maximum = entry.number("maximum", -most, most);
  if ((question.minimum || question.maximum) && question.type != QuestionType::Number) {
    entry.problem("range-unused", fmt::format("question `{}` is no number and has a range", question.name),
                  question.minimum ? "minimum" : "maximum", R"(remove it, or give the question the type "number")");
  } else if (question.minimum && question.maximum && *question.minimum >= *question.maximum) {
    entry.problem("range-reversed", fmt::format("the range of question `{}` is empty", question.name), "maximum",
                  "`maximum` is more than `minimum`");
  }
}

Question read_question(Entry& entry, const std::map<std::string, std::vector<Option>>& scales) {
  Question question;
  question.where = entry.where();
  question.name = entry.name("name", Need::Required);
  question.text = entry.text("text", Need::Required);
  question.type = entry.choice("type",
                               {{"single", QuestionType::Single},
                                {"multiple", QuestionType::Multiple},
                                {"number", QuestionType::Number},
                                {"text", QuestionType::Text}},
                               QuestionType::Single);
  question.ordered = entry.flag("ordered");
  question.sensitive = entry.flag("sensitive");
  question.asked_if = entry.text("asked_if");
  question.source = entry.text("source");
  question.licence = entry.text("licence");
  question.scale = entry.text("scale");
  read_range(entry, question);
  if (entry.has_text("options")) {
    const std::string name = entry.text("options");
    std::vector<std::string> known;
    std::ranges::copy(scales | std::views::keys, std::back_inserter(known));
    expect_known(entry.trail(), "scale", name, known, entry.where("options"));
    if (const auto found = scales.find(name); found != scales.end()) {
      question.options = found->second;
    }
  } else {
    question.options = read_options(entry);
  }
  check_options(entry, question);
  return question;
}

void expect_unique_options(Trail& trail, const std::vector<Option>& options) {
  expect_unique(trail, "option", "code", options, [](const Option& option) { return option.code; });
  expect_unique(trail, "label", "label", options, [](const Option& option) { return option.label; });
}

// The names that an expression uses: words that stand outside quotes and are neither operators nor functions.
std::vector<std::string> names_in(std::string_view expression) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  std::vector<std::string> names;
  for (std::size_t at = 0; at < expression.size();) {
    const char c = expression[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = expression.find(c, at + 1);
      at = end == std::string_view::npos ? expression.size() : end + 1;
      continue;
    }
    const std::size_t end = std::min(expression.find_first_not_of(letters, at), expression.size());
    if (end == at) {
      ++at;
      continue;
    }
    const std::string word(expression.substr(at, end - at));
    const std::size_t next = expression.find_first_not_of(" \t", end);
    const bool called = next != std::string_view::npos && expression[next] == '(';
    const bool operation = word == "and" || word == "or" || word == "not" || word == "in";
    const bool number = c >= '0' && c <= '9';
    if (!called && !operation && !number) {
      names.push_back(word);
    }
    at = end;
  }
  return names;
}

// Routing may use questions that stand earlier; syntax is checked later, with the data.
void check_routing(Trail& trail, const Instrument& instrument) {
  const std::vector<std::string> all = question_names(instrument);
  for (std::size_t i = 0; i < instrument.questions.size(); ++i) {
    const Question& question = instrument.questions[i];
    const Where where = trail.at(question.where, "asked_if");
    for (const std::string& name : names_in(question.asked_if)) {
      const auto found = std::ranges::find(all, name);
      if (found == all.end()) {
        expect_known(trail, "question", name, std::span(all).first(i), where);
      } else if (static_cast<std::size_t>(found - all.begin()) >= i) {
        trail.problems.add("late-question",
                           fmt::format("`{}` is asked depending on `{}`, which comes {}", question.name, name,
                                       name == question.name ? "no earlier" : "later"),
                           where, "a question can depend only on questions before it");
      }
    }
  }
}

// A response has a column `wave` already, unless the study reads the wave from a column of that name.
void check_wave(Loading& loading, const Instrument& instrument) {
  const Question* question = instrument.question("wave");
  const bool taken = std::ranges::any_of(loading.study.responses, [&](const Responses& responses) {
    const Population* asked = loading.study.population(responses.population);
    return loading.study.instrument_of(responses) == &instrument &&
           (!responses.wave.empty() || (asked != nullptr && asked->wave != "wave"));
  });
  if (question != nullptr && taken) {
    loading.trail.problems.add("bad-code", "`wave` says when each response was given, so no question is called so",
                               loading.trail.at(question->where, "name"), "give the question another name");
  }
}

// Each question has a column, and each option of one that takes several.
void check_columns(Trail& trail, const Instrument& instrument) {
  std::map<std::string, const Question*> owners;
  for (const Question& question : instrument.questions) {
    for (const std::string& column : columns_of(question)) {
      const auto [owner, fresh] = owners.emplace(column, &question);
      if (!fresh && owner->second->name != question.name) {
        trail.problems.add("column-taken",
                           fmt::format("the column of `{}` would be `{}`, which is that of `{}` in line {}",
                                       question.name, column, owner->second->name, owner->second->where.line),
                           question.where, "give the question another name");
      }
    }
  }
}

}  // namespace

void read_instrument(Entry& file, const std::string& name, Study& study) {
  Instrument instrument;
  instrument.name = name;
  instrument.where = file.where();
  instrument.title = file.text("title");
  std::map<std::string, std::vector<Option>> scales;
  file.each_named("scale", [&](const std::string& scale, Entry& entry) {
    scales[scale] = read_options(entry);
    expect_unique_options(file.trail(), scales[scale]);
  });
  file.each("question", [&](Entry& entry) {
    const bool shared = entry.has_text("options");
    instrument.questions.push_back(read_question(entry, scales));
    if (!shared) {
      expect_unique_options(file.trail(), instrument.questions.back().options);
    }
  });
  read_breaks(file, instrument);
  if (instrument.questions.empty()) {
    file.problem("no-questions", "the instrument has no questions", "question", "add [[question]]");
  }
  study.instruments.push_back(std::move(instrument));
}

void check_instruments(Loading& loading) {
  for (const Instrument& instrument : loading.study.instruments) {
    expect_unique(loading.trail, "question", "name", instrument.questions,
                  [](const Question& question) { return question.name; });
    check_columns(loading.trail, instrument);
    check_routing(loading.trail, instrument);
    check_wave(loading, instrument);
  }
}

std::vector<std::string> question_names(const Instrument& instrument) {
  return codes_of(instrument.questions, &Question::name);
}

std::vector<std::string> option_codes(const Question& question) {
  return codes_of(question.options, &Option::code);
}

}  // namespace kith::study
