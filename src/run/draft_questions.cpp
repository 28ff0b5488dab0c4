#include "run/draft_questions.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "run/draft_options.h"
#include "run/draft_sets.h"
#include "study/code.h"

namespace kith::run {

namespace {

using data::Column;
using data::Kind;
using data::Missing;
using study::QuestionType;

// Names that mean something else in a study: its dimensions, and what expressions are made of.
constexpr std::array<std::string_view, 10> reserved{"programme", "nation", "project", "wave", "mode",
                                                    "in_study",  "and",    "or",      "not",  "in"};

// Names of questions as they are given out: never twice.
class Names {
 public:
  std::string take(const std::string& wanted) {
    std::string name = study::is_name(wanted) ? wanted : study::to_code(wanted);
    if (!study::is_name(name) || std::ranges::find(reserved, name) != reserved.end()) {
      name = name.empty() ? "question" : "q_" + name;
    }
    std::string candidate = name;
    for (int number = 2; !taken_.insert(candidate).second; ++number) {
      candidate = fmt::format("{}_{}", name, number);
    }
    return candidate;
  }

 private:
  std::set<std::string> taken_;
};

std::string text_of(const std::string& label, const std::string& name) {
  const std::string text = text::replace_all(std::string(text::trim(label)), "\n", " ");
  return text.empty() ? name : text;
}

std::size_t answered(const Column& column) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    count += column.missing_at(row) == Missing::None ? 1U : 0U;
  }
  return count;
}

bool has_codebook(const Column& column) {
  return std::ranges::any_of(column.options(), [](const data::Option& option) { return option.label != option.code; });
}

// "Any other comments?", "Other (please specify)": what people are asked to write themselves.
bool asks_for_words(const Column& column) {
  static constexpr std::array<std::string_view, 12> words{
      "comment",      "please specify", "please state",      "please describe", "please explain", "please tell us",
      "tell us more", "anything else",  "in your own words", "self-describe",   "why is that",    "open-ended"};
  const std::string label = text::fold(column.label);
  return text::fold(column.name).ends_with("_text") || label.ends_with(" - text") ||
         std::ranges::any_of(words, [&](std::string_view asked) { return label.find(asked) != std::string::npos; });
}

// A line break, or the end of a sentence of several words.
bool is_sentence(const std::string& answer) {
  const std::string_view trimmed = text::trim(answer);
  const auto blanks = std::ranges::count(trimmed, ' ');
  return trimmed.find('\n') != std::string_view::npos ||
         (blanks >= 3 && (trimmed.ends_with('.') || trimmed.ends_with('!')));
}

// So many different answers, so long, or written as sentences, that people wrote them themselves.
bool is_open(const Column& column) {
  if (column.kind() == Kind::Text) {
    return true;
  }
  const auto& options = column.options();
  if (column.kind() != Kind::Categorical || has_codebook(column) ||
      std::ranges::any_of(options, [](const data::Option& option) { return option.value.has_value(); })) {
    return false;
  }
  const bool long_answers =
      std::ranges::any_of(options, [](const data::Option& option) { return text::code_points(option.label) > 120; });
  const auto sentences = static_cast<std::size_t>(
      std::ranges::count_if(options, [](const data::Option& option) { return is_sentence(option.label); }));
  const bool broken = std::ranges::any_of(
      options, [](const data::Option& option) { return option.label.find('\n') != std::string::npos; });
  return options.size() > 40 || (options.size() > 6 && 2 * options.size() > answered(column)) ||
         (options.size() > 12 && long_answers) || (options.size() > 3 && (broken || 3 * sentences > options.size())) ||
         (options.size() > 2 && asks_for_words(column));
}

// Numbers that nobody would list as options: more than eleven without a label, or not whole.
bool is_number(const Column& column) {
  if (column.kind() == Kind::Number) {
    return true;
  }
  std::size_t bare = 0, counted = 0, broken = 0;
  for (const data::Option& option : column.options()) {
    const bool is_missing = option.missing != Missing::None || (option.value && *option.value < 0);
    counted += is_missing ? 0 : 1;
    bare += !is_missing && option.value && option.label == option.code ? 1U : 0U;
    broken += option.value && option.code.find('.') != std::string::npos ? 1U : 0U;
  }
  return bare > 0 && 2 * bare >= counted && (counted > 11 || broken > 0);
}

DraftQuestion draft_of(const Column& column, Names& names) {
  DraftQuestion draft;
  draft.column = column.name;
  draft.question.name = names.take(column.name);
  draft.question.text = text_of(column.label, column.name);
  if (is_open(column)) {
    draft.question.type = QuestionType::Text;
    if (column.kind() == Kind::Categorical) {
      draft.guesses.emplace_back("an open question: people seem to have written their answers themselves");
    }
  } else if (is_number(column)) {
    draft.question.type = QuestionType::Number;
    draft_missing_numbers(column, draft);
  } else {
    draft.question.type = QuestionType::Single;
    draft_options(column, draft);
    if (std::ranges::all_of(draft.question.options,
                            [](const study::Option& option) { return !option.missing.empty(); })) {
      draft.question.options.clear();
    }
  }
  return draft;
}

DraftQuestion draft_of(const FoundSet& set, Names& names) {
  DraftQuestion draft;
  draft.question.name = names.take(set.name);
  draft.question.text = text_of(set.text, set.name);
  draft.question.type = QuestionType::Multiple;
  if (!set.guess.empty()) {
    draft.guesses.push_back(set.guess);
  }
  OptionCodes codes;
  for (const FoundSet::Member& member : set.members) {
    study::Option option;
    option.label = codes.unique_label(text_of(member.label, member.column), member.column);
    const bool says_something = member.code.find_first_not_of("0123456789") != std::string::npos;
    option.code = codes.take(says_something ? member.code : member.label);
    if (!member.column.empty()) {
      draft.columns[option.code] = member.column;
    }
    draft.question.options.push_back(std::move(option));
  }
  if (!set.others.empty()) {
    const auto other = std::ranges::find_if(draft.question.options, [](const study::Option& option) {
      return text::starts_with_fold(option.label, "other");
    });
    std::string code = other == draft.question.options.end() ? codes.take("other") : other->code;
    if (other == draft.question.options.end()) {
      draft.question.options.push_back({code, codes.unique_label("Other", code), {}, {}});
    }
    draft.option_guesses.push_back("what single people wrote counts as `" + code + "`: see the mapping file");
    draft.answers[code] = set.others;
  }
  draft.separator = set.separator;
  draft.column = set.column;
  return draft;
}

}  // namespace

Draft draft_questions(const data::Table& table) {
  Draft draft;
  Names names;
  const std::vector<FoundSet> sets = find_sets(table);
  std::set<std::string> in_sets, written;
  for (const FoundSet& set : sets) {
    for (const FoundSet::Member& member : set.members) {
      in_sets.insert(member.column.empty() ? set.column : member.column);
    }
  }
  for (const Column& column : table.columns()) {
    if (in_sets.contains(column.name)) {
      const auto set = std::ranges::find_if(sets, [&](const FoundSet& found) { return found.holds(column.name); });
      if (written.insert(set->name).second) {
        draft.questions.push_back(draft_of(*set, names));
      }
      continue;
    }
    const Role role = role_of(column);
    if (role != Role::Question) {
      draft.left.push_back({column.name, role});
      continue;
    }
    DraftQuestion question = draft_of(column, names);
    if (question.question.type == QuestionType::Single && question.question.options.empty()) {
      draft.left.push_back({column.name, Role::Empty});
    } else {
      draft.questions.push_back(std::move(question));
    }
  }
  return draft;
}

}  // namespace kith::run
