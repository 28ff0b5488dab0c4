#include "run/draft_text.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::run {

namespace {

using study::QuestionType;

std::string guess_line(const std::string& guess) {
  return "# guess: " + text::replace_all(guess, "\n", " ") + '\n';
}

const LeftColumn* first_of(const Draft& draft, Role role) {
  const auto found = std::ranges::find(draft.left, role, &LeftColumn::role);
  return found == draft.left.end() ? nullptr : &*found;
}

std::string type_name(QuestionType type) {
  switch (type) {
    case QuestionType::Single:
      return "single";
    case QuestionType::Multiple:
      return "multiple";
    case QuestionType::Number:
      return "number";
    case QuestionType::Text:
      break;
  }
  return "text";
}

std::string option_lines(const DraftQuestion& drafted) {
  std::string lines;
  for (const std::string& guess : drafted.option_guesses) {
    lines += guess_line(guess);
  }
  lines += "options = [\n";
  for (const study::Option& option : drafted.question.options) {
    lines += fmt::format("  {{ code = {}, label = {}{} }},\n", toml_text(option.code), toml_text(option.label),
                         option.missing.empty() ? "" : ", missing = " + toml_text(option.missing));
  }
  return lines + "]\n";
}

// Lists of options that several questions share, by their text: written once, under a name.
class Scales {
 public:
  explicit Scales(const Draft& draft) {
    std::map<std::string, int> uses;
    for (const DraftQuestion& drafted : draft.questions) {
      ++uses[option_lines(drafted)];
    }
    for (const DraftQuestion& drafted : draft.questions) {
      const std::string lines = option_lines(drafted);
      if (drafted.question.options.size() > 1 && uses[lines] > 1 && !names_.contains(lines)) {
        names_.emplace(lines, fmt::format("scale_{}", names_.size() + 1));
        order_.push_back(lines);
      }
    }
  }

  std::string definitions() const {
    std::string text;
    for (const std::string& lines : order_) {
      text += fmt::format("\n[scale.{}]\n{}", names_.at(lines), lines);
    }
    return text;
  }

  std::string of(const DraftQuestion& drafted) const {
    const std::string lines = option_lines(drafted);
    const auto found = names_.find(lines);
    return found == names_.end() ? lines : fmt::format("options = \"{}\"\n", found->second);
  }

 private:
  std::map<std::string, std::string> names_;
  std::vector<std::string> order_;
};

// At most `longest` characters, cut between words.
std::string shortened(const std::string& text, std::size_t longest) {
  if (text::code_points(text) <= longest) {
    return text;
  }
  std::string cut;
  for (const std::string_view word : text::split(text, ' ')) {
    if (text::code_points(cut) + 1 + text::code_points(word) > longest) {
      break;
    }
    cut += (cut.empty() ? "" : " ") + std::string(word);
  }
  return (cut.empty() ? "A long question" : cut) + "...";
}

// The row of a grid: what stands behind the beginning that another question has too.
std::string row_of_grid(const std::string& text, const std::vector<std::string>& texts) {
  for (const std::string_view separator : {" - ", ": "}) {
    const std::size_t at = text.rfind(separator);
    const std::string beginning = text.substr(0, at == std::string::npos ? 0 : at + separator.size());
    const auto alike = std::ranges::count_if(
        texts, [&](const std::string& other) { return !beginning.empty() && other.starts_with(beginning); });
    if (alike > 1) {
      return text.substr(beginning.size());
    }
  }
  return {};
}

// What tells a question apart from its neighbours: of the rows of a grid ("How often ...?: At work") the row.
std::string short_label(const std::string& text, const std::vector<std::string>& texts) {
  constexpr std::size_t longest = 48, longest_row = 72;
  if (text::code_points(text) <= longest) {
    return text;
  }
  if (const std::string row = row_of_grid(text, texts); !row.empty()) {
    return shortened(row, longest_row);
  }
  // "(Tick all that apply)" tells nothing apart.
  const std::size_t bracket = text.ends_with(')') ? text.rfind(" (") : std::string::npos;
  return shortened(text.substr(0, bracket), longest);
}

void add_columns(const Draft& draft, std::string& mapping) {
  std::string lines;
  for (const DraftQuestion& drafted : draft.questions) {
    if (!drafted.column.empty() && drafted.column != drafted.question.name) {
      lines += fmt::format("{} = {}\n", drafted.question.name, toml_text(drafted.column));
    }
  }
  mapping += lines.empty() ? "" : "\n[columns]                              # question = column of the file\n" + lines;
}

void add_sets(const Draft& draft, std::string& mapping) {
  for (const DraftQuestion& drafted : draft.questions) {
    const bool named_alike = std::ranges::all_of(drafted.columns, [&](const auto& option) {
      return option.second == drafted.question.name + '_' + option.first;
    });
    if (drafted.separator != ';') {
      mapping += fmt::format("\n[multiple.{}]  # several answers in one column\nseparator = {}\n",
                             drafted.question.name, toml_text(std::string(1, drafted.separator)));
    }
    if (drafted.columns.empty() || named_alike) {
      continue;
    }
    mapping +=
        fmt::format("\n[multiple.{}.columns]  # option = the column that is ticked for it\n", drafted.question.name);
    for (const study::Option& option : drafted.question.options) {
      mapping += fmt::format("{} = {}\n", option.code, toml_text(drafted.columns.at(option.code)));
    }
  }
}

void add_answers(const Draft& draft, std::string& mapping) {
  for (const DraftQuestion& drafted : draft.questions) {
    if (drafted.answers.empty()) {
      continue;
    }
    mapping += fmt::format("\n[values.{}]  # as in the file = option\n", drafted.question.name);
    for (const auto& [option, held] : drafted.answers) {
      for (const std::string& answer : held) {
        mapping += fmt::format("{} = \"{}\"\n", toml_text(answer), option);
      }
    }
  }
}

}  // namespace

std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\u{:04X}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string draft_study_text(const Draft& draft, const DraftFacts& facts) {
  std::string text =
      "# Written by `kith new --from`. Lines that begin with \"# guess:\" were inferred: confirm each, then delete "
      "it.\n"
      "# `kith check` says whether the files agree; docs/formats.md is their reference.\n\n";
  for (const std::string& guess : facts.guesses) {
    text += guess_line(guess);
  }
  text += fmt::format("title = {}\n", toml_text(facts.title));
  text +=
      "\n[[wave]]\ncode = \"w1\"\nname = \"Wave 1\"\n# start = 2024-05-01                   # when was it in the "
      "field?\n"
      "# end = 2024-06-30\n";
  text += "\n[[population]]\ncode = \"respondent\"\nnoun = \"respondent\"\ninstrument = \"questionnaire\"\n";
  if (const LeftColumn* id = first_of(draft, Role::Respondent)) {
    text += guess_line("this column tells respondents apart") + fmt::format("id = {}\n", toml_text(id->column));
  } else {
    text += guess_line("no column tells respondents apart, so that answers cannot be coded or quoted") + "id = \"\"\n";
  }
  if (const LeftColumn* weight = first_of(draft, Role::Weight)) {
    text += guess_line("this column is a weight; without the # every figure would use it") +
            fmt::format("# weight = {}\n", toml_text(weight->column));
  }
  if (const LeftColumn* stratum = first_of(draft, Role::Stratum)) {
    text += guess_line("the sample was drawn in strata") + fmt::format("# strata = [{}]\n", toml_text(stratum->column));
  }
  if (const LeftColumn* cluster = first_of(draft, Role::Cluster)) {
    text +=
        guess_line("the sample was drawn in clusters") + fmt::format("# clusters = [{}]\n", toml_text(cluster->column));
  }
  text += fmt::format("\n[[responses]]\nfile = {}\npopulation = \"respondent\"\nwave = \"w1\"\n",
                      toml_text(facts.responses));
  if (!facts.mapping.empty()) {
    text += fmt::format("mapping = {}\n", toml_text(facts.mapping));
  }
  return text;
}

std::string draft_instrument_text(const Draft& draft, const DraftFacts& facts) {
  std::string text = "# The questions that the file seems to hold. Give each its exact wording.\n";
  for (const LeftColumn& left : draft.left) {
    text += fmt::format("# left out: {} ({})\n", toml_text(left.column), reason_of(left.role));
  }
  text += fmt::format("\ntitle = {}\n", toml_text(facts.title));
  const Scales scales(draft);
  text += scales.definitions();
  for (const DraftQuestion& drafted : draft.questions) {
    const study::Question& question = drafted.question;
    text += '\n';
    for (const std::string& guess : drafted.guesses) {
      text += guess_line(guess);
    }
    text += fmt::format("[[question]]\nname = \"{}\"\ntext = {}\ntype = \"{}\"\n", question.name,
                        toml_text(question.text), type_name(question.type));
    text += question.ordered ? "ordered = true\n" : "";
    text += question.options.empty() ? "" : scales.of(drafted);
  }
  return text;
}

std::string draft_plan_text(const Draft& draft) {
  std::string text =
      "# One descriptive indicator for every closed question: an indicator without `positive` reports every option. To "
      "say\n"
      "# something, name the options that count (positive = [\"agree\", \"strongly_agree\"]) and a `label` that "
      "completes\n"
      "# \"... of those surveyed said that they\".\n\n"
      "[[section]]\ncode = \"answers\"\ntitle = \"Answers to every question\"\n";
  std::vector<std::string> texts;
  texts.reserve(draft.questions.size());
  for (const DraftQuestion& drafted : draft.questions) {
    texts.push_back(drafted.question.text);
  }
  for (const DraftQuestion& drafted : draft.questions) {
    const study::Question& question = drafted.question;
    if (question.type == QuestionType::Text) {
      continue;
    }
    text += fmt::format("\n[[indicator]]\nid = \"{}\"\npopulation = \"respondent\"\nquestion = \"{}\"\nlabel = {}\n",
                        question.name, question.name, toml_text(question.text));
    const std::string label = short_label(question.text, texts);
    text += label == question.text ? "" : fmt::format("short_label = {}\n", toml_text(label));
    text += question.type == QuestionType::Number ? "measure = \"mean\"\n" : "";
  }
  return text;
}

std::string draft_mapping_text(const Draft& draft, const DraftFacts& facts) {
  std::string mapping;
  if (!facts.no_answer.empty()) {
    mapping += "\n[header]\n" + guess_line("these words mean that there is no answer") +
               fmt::format("missing = [{}]\n", toml_text(facts.no_answer));
  }
  add_columns(draft, mapping);
  add_sets(draft, mapping);
  add_answers(draft, mapping);
  return mapping.empty()
             ? mapping
             : "# Which column of the file answers which question; the file itself stays as it came.\n" + mapping;
}

}  // namespace kith::run
