#include "run/draft_options.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "data/label_meaning.h"
#include "run/draft_questions.h"
#include "run/ordered_scales.h"
#include "study/code.h"

namespace kith::run {

namespace {

using data::Missing;

enum class Source { File, Guess };

struct Reason {
  std::string missing;  // as the instrument writes it; empty: an answer
  Source source = Source::File;
};

std::string written(Missing reason) {
  switch (reason) {
    case Missing::None:
      return "";
    case Missing::DontKnow:
      return "dont_know";
    case Missing::Refused:
      return "refused";
    case Missing::NotAsked:
      return "not_asked";
    case Missing::Blank:
    case Missing::Illegible:
    case Missing::Withdrawn:
    case Missing::Other:
      break;
  }
  return "other";
}

// Why an option is no answer: as the file declares it, else by its label or a negative code.
Reason reason_of(const data::Option& option) {
  if (option.missing != Missing::None) {
    return {written(option.missing), Source::File};
  }
  const Missing meant = data::reason_of_label(option.label);
  if (option.value && *option.value < 0 && option.label != option.code) {
    return {written(meant), Source::Guess};
  }
  const std::string label = text::fold(text::trim(option.label));
  if (text::code_points(label) <= 32 && (meant == Missing::DontKnow || meant == Missing::Refused)) {
    return {written(meant), Source::Guess};
  }
  if (label == "na" || label == "n/a" || label == "not applicable" || label == "inapplicable" || label == "not asked") {
    return {"not_asked", Source::Guess};
  }
  if (label == "no answer" || label == "no response" || label == "no reply" || label == "missing") {
    return {"other", Source::Guess};
  }
  return {};
}

// "1. Very satisfied" of code 1 is "Very satisfied".
std::string label_of(const data::Option& option) {
  std::string_view label = text::trim(option.label);
  const std::string numbered = option.code + ".";
  if (label.starts_with(numbered) && label.size() > numbered.size()) {
    label = text::trim(label.substr(numbered.size()));
  }
  return text::replace_all(std::string(label.empty() ? std::string_view(option.code) : label), "\n", " ");
}

void add_option(const data::Option& option, const Reason& reason, OptionCodes& codes, DraftQuestion& draft) {
  study::Option drafted;
  drafted.label = codes.unique_label(label_of(option), option.code);
  drafted.code = codes.take(study::is_code(option.code) ? option.code : drafted.label);
  drafted.missing = reason.missing;
  const bool found_by_itself = drafted.code == option.code || drafted.label == option.label;
  if (!found_by_itself) {
    draft.answers[drafted.code] = {option.code};
  }
  draft.question.options.push_back(std::move(drafted));
}

// "18 to 34", "> 60", "$25,000 or more"
bool begins_with_a_number(const data::Option& option) {
  return label_of(option).find_first_of("0123456789") < 4;
}

// The order of all but one option, with that one put last.
std::optional<std::vector<std::size_t>> with_last(std::optional<std::vector<std::size_t>> order, std::size_t last) {
  if (order) {
    for (std::size_t& i : *order) {
      i += i >= last ? 1U : 0U;
    }
    order->push_back(last);
  }
  return order;
}

// The answers in order, and what is to be said about it.
std::vector<std::size_t> order_of(const std::vector<data::Option>& options, const std::vector<std::size_t>& answers,
                                  const data::Column& column, DraftQuestion& draft) {
  std::vector<std::string> labels;
  labels.reserve(answers.size());
  for (const std::size_t i : answers) {
    labels.push_back(label_of(options[i]));
  }
  auto known = natural_order(labels);
  std::optional<std::size_t> outside;  // "Never heard of it" beside a scale
  for (std::size_t i = 0; i < labels.size() && !known && labels.size() > 3; ++i) {
    std::vector<std::string> others = labels;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    known = with_last(natural_order(others), i);
    outside = known ? std::optional(i) : std::nullopt;
  }
  const bool coded = std::ranges::all_of(answers, [&](std::size_t i) { return options[i].value.has_value(); });
  const bool counted = std::ranges::all_of(answers, [&](std::size_t i) { return begins_with_a_number(options[i]); });
  draft.question.ordered = column.ordered || (known.has_value() && !outside) || (counted && answers.size() > 2);
  std::vector<std::size_t> order = answers;
  if (coded || column.ordered) {
    return order;  // the codebook's order
  }
  if (known) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      order[i] = answers[(*known)[i]];
    }
    draft.option_guesses.push_back("the options stand in the order of a known scale" +
                                   (outside ? ", with `" + labels[*outside] + "` outside it" : std::string()));
  } else if (counted && answers.size() > 2) {
    draft.option_guesses.emplace_back("the options are ordered by their numbers");
  } else if (labels.size() == 2 && text::fold(labels[0]) == "no" && text::fold(labels[1]) == "yes") {
    std::swap(order[0], order[1]);
  } else if (answers.size() > 2) {
    draft.option_guesses.emplace_back(
        "the options are in alphabetical order: put them in the order of the questionnaire");
  }
  return order;
}

}  // namespace

std::string OptionCodes::take(const std::string& wanted) {
  std::string code = study::to_code(wanted, 30);
  if (code.empty()) {
    code = "option";
  }
  std::string candidate = code;
  for (int number = 2; !codes_.insert(candidate).second; ++number) {
    candidate = fmt::format("{}_{}", code, number);
  }
  return candidate;
}

std::string OptionCodes::unique_label(const std::string& label, const std::string& code) {
  std::string candidate = label;
  for (int number = 1; !labels_.insert(candidate).second; ++number) {
    candidate = number == 1 ? fmt::format("{} ({})", label, code) : fmt::format("{} ({}, {})", label, code, number);
  }
  return candidate;
}

void draft_options(const data::Column& column, DraftQuestion& draft) {
  const std::vector<data::Option>& options = column.options();
  std::vector<Reason> reasons;
  std::vector<std::size_t> answers;
  bool guessed = false;
  for (std::size_t i = 0; i < options.size(); ++i) {
    reasons.push_back(reason_of(options[i]));
    guessed = guessed || (!reasons.back().missing.empty() && reasons.back().source == Source::Guess);
    if (reasons.back().missing.empty()) {
      answers.push_back(i);
    }
  }
  OptionCodes codes;
  for (const std::size_t i : order_of(options, answers, column, draft)) {
    add_option(options[i], reasons[i], codes, draft);
  }
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!reasons[i].missing.empty()) {
      add_option(options[i], reasons[i], codes, draft);
    }
  }
  if (guessed) {
    draft.option_guesses.emplace_back("options with `missing` leave the base");
  }
}

void draft_missing_numbers(const data::Column& column, DraftQuestion& draft) {
  OptionCodes codes;
  const auto add = [&](const std::vector<data::Option>& options) {
    for (const data::Option& option : options) {
      const Reason reason = reason_of(option);
      if (!reason.missing.empty()) {
        add_option(option, reason, codes, draft);
      }
    }
  };
  add(column.options());
  add(column.value_labels);
}

}  // namespace kith::run
